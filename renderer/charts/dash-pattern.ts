import type { LineDash } from './plot-model.ts';

const patterns: Readonly<Record<LineDash, number[]>> = {
  solid: [],
  dashed: [6, 4],
  dotted: [1.5, 3],
  'dash-dot': [7, 3, 1.5, 3],
};

/** Lengths of the strokes of a line and of the gaps between them [px]. */
export function dashPattern(dash: LineDash): number[] {
  return patterns[dash];
}
