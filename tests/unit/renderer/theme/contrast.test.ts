import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../../renderer/theme/theme.css', import.meta.url), 'utf8');

type Tokens = Readonly<Record<string, string>>;

/** Custom properties of the rule that begins with a selector. */
function tokensOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  const found = [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6,8});/g)];
  return Object.fromEntries(found.map(([, name, value]) => [name, value]));
}

const dark = tokensOf(':root');
const light = { ...dark, ...tokensOf(":root[data-theme='light']") };
const lightOfSystem = { ...dark, ...tokensOf(":root:not([data-theme='dark'])") };
const themes = Object.entries({ dark, light });

/** Contrast ratio of two opaque colours, after WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const grounds = ['surface', 'raised', 'sunken', 'hover', 'selected'];
const texts = ['text', 'muted'];
const meanings = ['accent', 'success', 'warning', 'error'];

describe.each(themes)('the %s theme', (_name, theme) => {
  it('has contrast as reference values have it', () => {
    // From the definition: black on white has 21, a colour on itself 1.
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6);
    expect(contrast(theme.text, theme.text)).toBe(1);
  });

  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground])))(
    'lets %s be read on %s',
    (text, ground) => {
      expect(contrast(theme[text], theme[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(meanings.flatMap((text) => ['surface', 'raised', 'sunken'].map((g) => [text, g])))(
    'lets %s be read on %s',
    (text, ground) => {
      expect(contrast(theme[text], theme[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('lets buttons be read', () => {
    expect(contrast(theme['on-accent'], theme.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme['on-danger'], theme.danger)).toBeGreaterThanOrEqual(4.5);
  });

  it('lets fields, the focus and lines of data be seen', () => {
    for (const ground of ['surface', 'raised', 'sunken']) {
      expect(contrast(theme['line-strong'], theme[ground])).toBeGreaterThanOrEqual(3);
      expect(contrast(theme.focus, theme[ground])).toBeGreaterThanOrEqual(3);
    }
    for (const series of ['a', 'b', 'c']) {
      expect(contrast(theme[`series-${series}`], theme.surface)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('the light theme', () => {
  it('is the same whether the user or the system chose it', () => {
    expect(lightOfSystem).toEqual(light);
  });
});
