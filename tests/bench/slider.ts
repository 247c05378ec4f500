/**
 * Times a step of a slider of the cleaning: all images of a population cleaned and parametrised anew, with
 * what is drawn of them. Prints a section of RESULTS.md.
 *
 * node tests/bench/slider.ts
 */
import os from 'node:os';
import { parseCleaner } from '../../core/config/parse-cleaner.ts';
import { cleanPopulation, ofType } from '../../core/processing/population/clean-population.ts';
import { summariseCleaning } from '../../core/processing/population/summarise-cleaning.ts';
import { toyPopulation, toyType } from '../toy-population.ts';

const N_SHOWERS = 9000;
const N_PEDESTALS = 1000;
const ROUNDS = 20;

const linear = (column: string, min: number, max: number) =>
  ({ column, bins: { min, max, nBins: 50, scale: 'linear' } }) as const;

const shape = [
  { column: 'hillas_intensity', bins: { min: 10, max: 1e5, nBins: 50, scale: 'log' } },
  linear('hillas_width', 0, 0.5),
  linear('hillas_length', 0, 1),
] as const;

/** What a step is made of. */
interface Step {
  readonly title: string;
  readonly times: boolean;
  readonly histograms: Parameters<typeof summariseCleaning>[2]['histograms'];
  /** Cleaners that are moved. */
  readonly nCleaners: number;
}

const steps: readonly Step[] = [
  {
    title: 'tail cuts, all parameters but those of times, 3 histograms, pedestals, truth',
    times: false,
    histograms: shape,
    nCleaners: 1,
  },
  {
    title: 'the same for two cleaners, both new',
    times: false,
    histograms: shape,
    nCleaners: 2,
  },
  {
    title: 'with the parameters of times and a histogram of the time gradient',
    times: true,
    histograms: [...shape, linear('timing_slope', -20, 20)],
    nCleaners: 1,
  },
];

const [load] = os.loadavg();
const population = await toyPopulation(N_SHOWERS, N_PEDESTALS);
const images = ofType(population, toyType);
const truthBins = { min: 10, max: 1e5, nBins: 20, scale: 'log' } as const;

/** One step: thresholds that were not there before. */
async function step({ times, histograms, nCleaners }: Step, round: number): Promise<void> {
  for (let i = 0; i < nCleaners; i++) {
    const cleaner = parseCleaner({
      type: 'TailcutsImageCleaner',
      picture_threshold_pe: 7 + 0.1 * round + i,
      boundary_threshold_pe: 4,
    });
    const cleaned = await cleanPopulation(population, toyType, { cleaner, times });
    summariseCleaning(images, cleaned, { histograms, truthBins });
  }
}

const rows: string[] = [];
for (const each of steps) {
  await step(each, 0);
  const times: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const start = performance.now();
    await step(each, round);
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((a, b) => a - b);
  rows.push(
    `| ${each.title} | **${sorted[ROUNDS / 2].toFixed(0)} ms** | ${sorted[ROUNDS - 1].toFixed(0)} ms |`,
  );
}
const lines = [
  `${String(os.availableParallelism())} cores, on which ${load.toFixed(1)} programs were at work when it began.`,
  '',
  `Slider step, ${(N_SHOWERS + N_PEDESTALS).toLocaleString('en')} images of 1855 pixels: toy images of ${N_SHOWERS.toLocaleString('en')} showers and ${N_PEDESTALS.toLocaleString('en')} pedestals with truth, over a night sky of 2 p.e. in each pixel, cleaned with tail cuts that change with each step; without the way to the page. Wanted: ≤ 100 ms.`,
  '',
  `| step | median of ${String(ROUNDS)} | longest |`,
  '| --- | ---: | ---: |',
  ...rows,
];
process.stdout.write(`${lines.join('\n')}\n`);
