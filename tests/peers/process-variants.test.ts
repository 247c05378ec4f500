import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { configurationSchema } from '../../core/config/configuration-schema.ts';
import type { ProcessReport, ProcessRequest } from '../../core/processing/process-request.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { dataFile } from '../data-folder.ts';
import { peerFolder, runPeer } from './run-peer.ts';

type Document = z.input<typeof configurationSchema>;

/** One analysis, as we and as the reference are asked for it. */
interface Variant {
  readonly name: string;
  readonly input: string;
  readonly ours: Document;
  readonly request?: Partial<ProcessRequest>;
  /** Configuration document of ctapipe. */
  readonly config?: unknown;
  /** Options of ctapipe-process. */
  readonly options?: readonly string[];
  /** Violations that are none, because we do otherwise on purpose. */
  readonly deviations?: RegExp;
}

const gammas =
  'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst';
const protons = 'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst';

/** A cleaner with our name of a parameter = ctapipe's. */
function cleaner(type: string, parameters: Record<string, unknown>): Variant {
  return {
    name: type,
    input: gammas,
    ours: { cleaning: { image_cleaner: { type, ...parameters } } } as Document,
    config: { ImageProcessor: { image_cleaner_type: type, [type]: parameters } },
  };
}

function extractor(type: string, parameters: Record<string, unknown>): Variant {
  return {
    name: `${type} ${Object.keys(parameters).join(' ')}`,
    input: gammas,
    ours: { calibration: { image_extractor: { type, ...parameters } } } as Document,
    config: { CameraCalibrator: { image_extractor_type: type, [type]: parameters } },
  };
}

/**
 * The reference has no truth of calibration events: it writes NaN for the sum of the photo-electrons,
 * where we write -1 for unknown as in all events, and no rows of showers, where ours are empty rows,
 * because its own event source expects a row for every event.
 */
const noTruth =
  /^\/simulation\/event\/(.*true_image_sum: |subarray\/shower: table that|telescope\/impact\/tel_\d+: table that)/;

/** Calibration events too; with gain selection, because images are made of one channel. */
function withCalibration(input: string): Variant {
  return {
    name: `calibration events of ${path.basename(input)}`,
    input,
    ours: { source: { skip_calibration_events: false } },
    request: { focalLengthChoice: 'EQUIVALENT' },
    config: { SimTelEventSource: { skip_calibration_events: false, select_gain: true } },
    deviations: noTruth,
  };
}

const variants: readonly Variant[] = [
  {
    name: 'camera frame',
    input: protons,
    ours: { image_parameters: { use_telescope_frame: false } },
    options: ['--camera-frame'],
  },
  {
    name: 'thresholds and extractors per telescope',
    input: protons,
    ours: {
      cleaning: {
        image_cleaner: {
          type: 'TailcutsImageCleaner',
          picture_threshold_pe: [
            { type: '*', value: 8 },
            { type: 'LST*', value: 12 },
            { id: 2, value: 20 },
            { id: 7, value: 6 },
          ],
          boundary_threshold_pe: [
            { type: '*', value: 4 },
            { id: 3, value: 7 },
          ],
        },
      },
      calibration: {
        image_extractor: [
          { type: '*', value: { type: 'LocalPeakWindowSum' } },
          { type: '*FlashCam', value: { type: 'FlashCamExtractor' } },
          { id: 5, value: { type: 'NeighborPeakWindowSum' } },
        ],
      },
    },
    config: {
      ImageProcessor: {
        TailcutsImageCleaner: {
          picture_threshold_pe: [
            ['type', '*', 8],
            ['type', 'LST*', 12],
            ['id', 2, 20],
            ['id', 7, 6],
          ],
          boundary_threshold_pe: [
            ['type', '*', 4],
            ['id', 3, 7],
          ],
        },
      },
      CameraCalibrator: {
        image_extractor_type: [
          ['type', '*', 'LocalPeakWindowSum'],
          ['type', '*FlashCam', 'FlashCamExtractor'],
          ['id', 5, 'NeighborPeakWindowSum'],
        ],
      },
    },
  },
  cleaner('MARSImageCleaner', { picture_threshold_pe: 9, boundary_threshold_pe: 4.5 }),
  cleaner('FACTImageCleaner', { picture_threshold_pe: 9, time_limit_ns: 3 }),
  cleaner('TimeConstrainedImageCleaner', { picture_threshold_pe: 9, time_limit_core_ns: 2 }),
  cleaner('NSBImageCleaner', { picture_threshold_pe: 9, bright_cleaning_threshold: 50 }),
  extractor('FullWaveformSum', {}),
  extractor('FixedWindowSum', { peak_index: 15, window_shift: 4 }),
  extractor('GlobalPeakWindowSum', { pixel_fraction: 0.1 }),
  extractor('LocalPeakWindowSum', { window_width: 9, apply_integration_correction: false }),
  extractor('SlidingWindowMaxSum', { window_width: 5 }),
  extractor('BaselineSubtractedNeighborPeakWindowSum', { baseline_end: 6, local_weight: 2 }),
  extractor('TwoPassWindowSum', { core_threshold: 7 }),
  {
    name: 'data volume reduction',
    input: gammas,
    ours: {
      data_volume_reduction: {
        type: 'TailCutsDataVolumeReducer',
        cleaner: { picture_threshold_pe: 9, boundary_threshold_pe: 4 },
        n_end_dilates: 2,
      },
    },
    config: {
      CameraCalibrator: {
        data_volume_reducer_type: 'TailCutsDataVolumeReducer',
        TailCutsDataVolumeReducer: {
          n_end_dilates: 2,
          TailcutsImageCleaner: { picture_threshold_pe: 9, boundary_threshold_pe: 4 },
        },
      },
    },
  },
  {
    name: 'time shifts, scale and shift of the calibration, one gain',
    input: gammas,
    ours: {
      calibration: {
        gain_selector: { type: 'ManualGainSelector', channel: 'LOW' },
        calib_scale: 1.07,
        calib_shift: 0.1,
        apply_waveform_time_shift: true,
        invalid_pixel_handler: null,
      },
    },
    config: {
      SimTelEventSource: {
        gain_selector_type: 'ManualGainSelector',
        calib_scale: 1.07,
        calib_shift: 0.1,
        ManualGainSelector: { channel: 'LOW' },
      },
      CameraCalibrator: { apply_waveform_time_shift: true, invalid_pixel_handler_type: null },
    },
  },
  {
    name: 'waveforms',
    input: gammas,
    ours: { output: { write_r0_waveforms: true, write_r1_waveforms: true } },
    config: { DataWriter: { write_r0_waveforms: true, write_r1_waveforms: true } },
    // The reference leaves the time of R1 events of simulations unset; ours is that of the trigger.
    deviations: /^\/r1\/.*event_time: times differ$/,
  },
  {
    name: 'software trigger, chosen telescopes, first events',
    input: protons,
    ours: {
      software_trigger: {
        min_telescopes: 3,
        min_telescopes_of_type: [
          { type: '*', value: 0 },
          { type: 'LST*', value: 2 },
        ],
      },
    },
    request: { telescopes: [1, 2, 3, 5, 6, 7, 8, 12], maxEvents: 5 },
    config: {
      EventSource: { allowed_tels: [1, 2, 3, 5, 6, 7, 8, 12], max_events: 5 },
      SoftwareTrigger: {
        min_telescopes: 3,
        min_telescopes_of_type: [
          ['type', '*', 0],
          ['type', 'LST*', 2],
        ],
      },
    },
  },
  withCalibration('pyeventio/simtel/calib_true_pe.simtel.zst'),
  withCalibration('pyeventio/simtel/extracted_pedestals.simtel.zst'),
  withCalibration('pyeventio/simtel/calib_events.simtel.gz'),
  {
    name: 'one type of calibration events',
    input: 'pyeventio/simtel/calib_true_pe.simtel.zst',
    ours: {
      source: { skip_calibration_events: false },
      event_type_filter: { allowed_types: ['FLATFIELD'] },
    },
    config: {
      SimTelEventSource: { skip_calibration_events: false, select_gain: true },
      EventTypeFilter: { allowed_types: ['FLATFIELD'] },
    },
    deviations: noTruth,
  },
];

/** What process.py reports of one variant. */
interface Comparison {
  readonly violations: readonly string[];
  readonly rows: number;
}

const reports = new Map<string, ProcessReport>();
let comparisons: Readonly<Record<string, Comparison>>;

beforeAll(async () => {
  const folder = peerFolder('variants');
  const tasks = [];
  for (const [i, variant] of variants.entries()) {
    const inside = path.join(folder, String(i));
    mkdirSync(inside);
    const config = path.join(inside, 'configuration.json');
    const { ours, name, request } = variant;
    const output = {
      write_images: true,
      write_showers: true,
      write_muon_parameters: true,
      ...ours.output,
    };
    writeFileSync(config, JSON.stringify({ ...ours, output }));
    const input = dataFile(variant.input);
    const product = path.join(inside, 'product.h5');
    reports.set(name, await processFile({ input, output: product, config, ...request }));
    tasks.push({
      name,
      input,
      ours: product,
      options: variant.options ?? [],
      focal_length_choice: request?.focalLengthChoice ?? 'EFFECTIVE',
      ...(variant.config === undefined ? {} : { config: variant.config }),
    });
  }
  const list = path.join(folder, 'tasks.json');
  writeFileSync(list, JSON.stringify(tasks));
  const { notes } = await runPeer('process.py', [list]);
  comparisons = notes['results'] as Record<string, Comparison>;
}, 600_000);

describe('configured alike, the product equals that of ctapipe-process', () => {
  it.each(variants)('$name', ({ name, deviations }) => {
    const { violations, rows } = comparisons[name];
    expect(violations.filter((violation) => deviations?.test(violation) !== true)).toEqual([]);
    const { telescopeEvents } = reports.get(name)!;
    expect(telescopeEvents).toBeGreaterThan(0);
    expect(rows).toBeGreaterThan(3 * telescopeEvents);
  });
});
