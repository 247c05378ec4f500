import type { PlotTheme } from '../charts/plot-theme.ts';

const RECONSTRUCTED = ['--series-b', '--series-d', '--series-c', '--series-f'] as const;

/** Colour of a shower: that of text for the true one, of a series for each reconstructed one. */
export function showerColor(
  kind: 'true' | 'reconstructed',
  place: number,
  theme: PlotTheme,
): string {
  if (kind === 'true') return theme.text;
  return theme.color(RECONSTRUCTED[place % RECONSTRUCTED.length]);
}

/** Reach of a sign [px]. */
const R = 7;
/** Half a side of what is drawn slanted. */
const D = 5.5;
const STAR = `M0 ${-R}V${R}M${-R * 0.87} ${-R / 2}L${R * 0.87} ${R / 2}M${R * 0.87} ${-R / 2}L${-R * 0.87} ${R / 2}`;
const SIGNS = [
  `M${-D} ${-D}L${D} ${D}M${-D} ${D}L${D} ${-D}`,
  `M0 ${-R}L${R} 0L0 ${R}L${-R} 0Z`,
  `M${-D} ${-D}H${D}V${D}H${-D}Z`,
  `M0 ${-R}L${D + 1} ${D}H${-D - 1}Z`,
] as const;

/** Path of the sign of a shower around its place: a star for the true one, others for what was reconstructed. */
export function showerSign(kind: 'true' | 'reconstructed', place: number): string {
  return kind === 'true' ? STAR : SIGNS[place % SIGNS.length];
}
