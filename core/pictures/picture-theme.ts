/** Names of the themes. */
export type ThemeName = 'dark' | 'light';

/** Colours of everything but the pixels. */
export interface PictureTheme {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  /** Gaps between the pixels. */
  readonly body: string;
  /** Pixels without a value. */
  readonly missing: string;
  /** Outline of the cleaned pixels; stands out from every colour of inferno. */
  readonly outline: string;
  readonly ellipse: string;
  readonly warning: string;
}

const themes: Readonly<Record<ThemeName, PictureTheme>> = {
  dark: {
    background: '#0d1117',
    text: '#e6ebf2',
    muted: '#93a1b5',
    line: '#3a4555',
    body: '#2b3442',
    missing: '#465366',
    outline: '#5be3a9',
    ellipse: '#6cc7ff',
    warning: '#f0b35a',
  },
  light: {
    background: '#ffffff',
    text: '#17202c',
    muted: '#566375',
    line: '#aab4c2',
    body: '#4a5566',
    missing: '#cdd5df',
    outline: '#2fd490',
    ellipse: '#38b0ff',
    warning: '#a35c00',
  },
};

/** The colours of a theme. */
export function pictureTheme(name: ThemeName): PictureTheme {
  return themes[name];
}
