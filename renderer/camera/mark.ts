/** What a mark means; its look follows from that. */
export type MarkRole =
  | 'border'
  | 'mask'
  | 'both'
  | 'onlyA'
  | 'onlyB'
  | 'leakage'
  | 'hillas'
  | 'axis'
  | 'wedge'
  | 'source'
  | 'reconstructed'
  | 'muon'
  | 'label'
  | 'pinned'
  | 'pointed';

/** Something drawn over the pixels; places in the unit and frame of the pixel positions. */
export type Mark =
  | {
      readonly kind: 'lines';
      readonly role: MarkRole;
      /** Each a flat list x, y, x, y, … */
      readonly lines: readonly ArrayLike<number>[];
      readonly closed: boolean;
    }
  | {
      readonly kind: 'symbol';
      readonly role: MarkRole;
      readonly symbol: 'cross' | 'plus' | 'star' | 'disc';
      readonly x: number;
      readonly y: number;
    }
  | {
      readonly kind: 'text';
      readonly role: MarkRole;
      readonly text: string;
      readonly x: number;
      readonly y: number;
    };

/** How marks of a role look; lengths in CSS pixels. Lines can be told apart by more than their colour. */
export interface MarkStyle {
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
  /** Part of the colour that fills closed lines; 0 fills nothing. */
  readonly fill: number;
  /** Whether a line of the background's colour lies beneath, so that it can be seen on every pixel. */
  readonly halo: boolean;
}

/** Colours of marks. */
export interface MarkColors {
  readonly border: string;
  readonly mask: string;
  readonly onlyA: string;
  readonly onlyB: string;
  readonly leakage: string;
  readonly hillas: string;
  readonly source: string;
  readonly reconstructed: string;
  readonly muon: string;
  readonly text: string;
  readonly halo: string;
  readonly accent: string;
}

/** Half the size of symbols [CSS pixels]. */
export const SYMBOL_REACH = 7;

/** How much wider than a line the halo beneath it is [CSS pixels]. */
export const HALO = 2;

/** The look of every role in a theme. */
export function markStyles(colors: MarkColors): Readonly<Record<MarkRole, MarkStyle>> {
  const line = { width: 1.75, dash: [], fill: 0, halo: true };
  return {
    border: { ...line, color: colors.border, width: 0.75, halo: false },
    mask: { ...line, color: colors.mask, width: 2 },
    both: { ...line, color: colors.text, width: 1.5 },
    onlyA: { ...line, color: colors.onlyA, width: 2.5, dash: [7, 4] },
    onlyB: { ...line, color: colors.onlyB, width: 2.5, dash: [2, 3] },
    leakage: { ...line, color: colors.leakage, dash: [2, 3] },
    hillas: { ...line, color: colors.hillas, width: 2 },
    axis: { ...line, color: colors.hillas, width: 1, dash: [8, 4] },
    wedge: { ...line, color: colors.hillas, width: 0, fill: 0.22, halo: false },
    source: { ...line, color: colors.source, width: 2 },
    reconstructed: { ...line, color: colors.reconstructed, width: 2 },
    muon: { ...line, color: colors.muon, width: 2, dash: [10, 3, 2, 3] },
    label: { ...line, color: colors.text },
    pinned: { ...line, color: colors.accent, width: 2.5 },
    pointed: { ...line, color: colors.text, width: 1.5 },
  };
}

/** Strokes of a symbol about the origin, y up, in CSS pixels: flat lists x, y, x, y, … */
export function symbolLines(symbol: 'cross' | 'plus' | 'star' | 'disc'): number[][] {
  const reach = SYMBOL_REACH;
  const diagonal = reach * Math.SQRT1_2;
  const plus = [
    [-reach, 0, reach, 0],
    [0, -reach, 0, reach],
  ];
  const cross = [
    [-diagonal, -diagonal, diagonal, diagonal],
    [-diagonal, diagonal, diagonal, -diagonal],
  ];
  switch (symbol) {
    case 'plus':
      return plus;
    case 'cross':
      return cross;
    case 'star':
      return [...plus, ...cross];
    case 'disc':
      return [
        Array.from({ length: 17 }, (_, k) => [
          0.5 * reach * Math.cos((k * Math.PI) / 8),
          0.5 * reach * Math.sin((k * Math.PI) / 8),
        ]).flat(),
      ];
  }
}
