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
