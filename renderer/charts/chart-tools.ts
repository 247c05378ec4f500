import type { CsvColumn } from '../exports/csv-text.ts';

import type { PlotPicture } from './plot-picture.ts';

/** What can be taken away from a plot. */
export interface ChartTools {
  /** The picture, two pixels for each of the screen's CSS pixels; undefined where there is none. */
  readonly toPng: () => Promise<Blob | undefined>;
  readonly toSvg: () => string | undefined;
  /** The plotted numbers, for CSV and for the table that stands for the plot. */
  readonly toColumns: () => readonly CsvColumn[];
  /** A Python program that draws the same. */
  readonly toPython: () => string | undefined;
}

/** What a plot without its frame gives. */
export interface PlotAreaTools {
  /** The picture as it is seen, under a title; undefined where there is none. */
  readonly picture: (title: string) => PlotPicture | undefined;
}
