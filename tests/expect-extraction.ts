import { expect } from 'vitest';
import {
  type ExtractedImages,
  extractCharge,
  extractChargeFromR0,
  type PixelCorrections,
} from '../core/native/extract-charge.ts';
import { calibrateR0 } from '../core/native/calibrate.ts';
import { type ExtractorOptions, extractorDefaults } from '../core/native/extractors.ts';
import { defaultTailCutsReduction, reduceDataVolume } from '../core/native/reduce-data-volume.ts';
import type { CameraDescription } from '../core/instrument/subarray-description.ts';
import { type PeerResult, peerArray } from './peers/exchange.ts';

/** One configuration of an extractor, as `extraction.py` notes it. */
interface ResultNotes {
  readonly type: ExtractorOptions['type'];
  readonly options: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly both?: boolean;
  readonly calibrated: readonly string[];
}

/** Telescope events of one kind of camera, as `extraction.py` notes them. */
interface GroupNotes {
  readonly file: string;
  readonly prefix: string;
  readonly camera: string;
  readonly nRows: number;
  readonly nChannels: number;
  readonly nPixels: number;
  readonly nSamples: number;
  readonly samplingRate: number;
  readonly pulseWidth: number;
  readonly readoutChannels: number;
  readonly threshold: number;
  readonly results: readonly ResultNotes[];
}

/** The data volume reductions of `extraction.py`, in its order. */
const reductions = [{}, { nEndDilates: 3 }, { doBoundaryDilation: false, nEndDilates: 0 }];

/** The groups of a reference run. */
function extractionGroups(peer: PeerResult): readonly GroupNotes[] {
  return peer.notes.groups as readonly GroupNotes[];
}

/** Largest excess over max(absolute, relative · |reference|), in units of it; NaN must meet NaN. */
function worstDeviation(
  ours: ArrayLike<number>,
  reference: ArrayLike<number>,
  absolute: number,
  relative: number,
): number {
  if (ours.length !== reference.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < reference.length; i++) {
    const a = ours[i] ?? NaN;
    const b = reference[i] ?? NaN;
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    const deviation = a === b ? 0 : Math.abs(a - b) / Math.max(absolute, relative * Math.abs(b));
    if (!(deviation <= worst)) worst = Number.isNaN(deviation) ? Infinity : deviation;
  }
  return worst;
}

function cameraOf(peer: PeerResult, group: GroupNotes): CameraDescription {
  const array = (name: string) => `${group.prefix}/${name}`;
  return {
    name: group.camera,
    geometry: {
      name: group.camera,
      frame: 'CameraFrame',
      nPixels: group.nPixels,
      pixId: Int32Array.from({ length: group.nPixels }, (_, i) => i),
      pixX: peerArray(peer, array('pix_x'), 'float64'),
      pixY: peerArray(peer, array('pix_y'), 'float64'),
      pixArea: peerArray(peer, array('pix_area'), 'float64'),
      pixType: 'hexagon',
      pixRotation: 0,
      camRotation: 0,
      neighbors: {
        indptr: peerArray(peer, array('indptr'), 'int32'),
        indices: peerArray(peer, array('indices'), 'int32'),
      },
    },
    readout: {
      name: group.camera,
      samplingRate: group.samplingRate,
      referencePulseShape: peerArray(peer, array('pulse'), 'float64'),
      referencePulseSampleWidth: group.pulseWidth,
      nChannels: group.readoutChannels,
      nPixels: group.nPixels,
      nSamples: group.nSamples,
    },
  };
}

/**
 * Whether the reference defines the charges of a row. A line through three pixels, of which
 * TwoPassWindowSum uses two, fits any two of them exactly: which two the reference takes is a matter
 * of its rounding.
 */
function isDefined(peer: PeerResult, key: string, row: number): boolean {
  const counts = peer.arrays.get(`${key}/line_pixels`);
  return counts === undefined || Number(counts.data[row]) !== 3;
}

function expectImages(
  peer: PeerResult,
  key: string,
  ours: ExtractedImages,
  what: string,
  nRows: number,
): void {
  const length = ours.image.length / ours.isValid.length;
  const image = peerArray(peer, `${key}/image`, 'float32');
  const times = peer.arrays.has(`${key}/peak_time`)
    ? peerArray(peer, `${key}/peak_time`, 'float32')
    : new Float32Array(image.length).fill(NaN);
  expect(image.length, `size of ${what}`).toBe(nRows * length);
  for (let row = 0; row < nRows; row++) {
    if (!isDefined(peer, key, row)) continue;
    const part = (array: Float32Array) => array.subarray(row * length, (row + 1) * length);
    expect
      .soft(worstDeviation(part(ours.image), part(image), 1e-4, 1e-5), `charge of ${what}`)
      .toBeLessThanOrEqual(1);
    expect
      .soft(worstDeviation(part(ours.peakTime), part(times), 1e-3, 0), `peak time of ${what}`)
      .toBeLessThanOrEqual(1);
  }
}

/** Compares calibration, gain selection and every configuration of one group at the parity bounds. */
async function compareGroup(peer: PeerResult, group: GroupNotes): Promise<void> {
  const { prefix, nRows, nChannels, nPixels, nSamples } = group;
  const camera = cameraOf(peer, group);
  const what = `${group.file}, ${group.camera}`;
  const perRow = nChannels * nPixels;
  const raw = peer.arrays.get(`${prefix}/r0`)?.data as Uint16Array | Uint32Array;
  const slots = <T extends { subarray(begin: number, end: number): T }>(values: T) =>
    Array.from({ length: nRows }, (_, row) => values.subarray(row * perRow, (row + 1) * perRow));
  const pedestals = slots(peerArray(peer, `${prefix}/pedestal`, 'float32'));
  const factors = slots(peerArray(peer, `${prefix}/factor`, 'float32'));
  const outliers = slots(peerArray(peer, `${prefix}/outliers`, 'uint8'));
  const ownRow = Uint16Array.from({ length: nRows }, (_, row) => row);
  const rawStack = {
    nRows,
    nChannels,
    nPixels,
    nSamples,
    r0Waveform: raw,
    calibrations: pedestals.map((pedestalPerSample, row) => ({
      pedestalPerSample,
      dcToPe: factors[row] ?? new Float32Array(0),
    })),
    calibration: ownRow,
  };

  const r1 = await calibrateR0(rawStack);
  const gain = peerArray(peer, `${prefix}/gain`, 'uint8');
  expect(Buffer.compare(r1.selectedGainChannel ?? new Uint8Array(0), gain), `gain of ${what}`).toBe(
    0,
  );
  const r1Reference = peerArray(peer, `${prefix}/r1`, 'float32');
  expect(worstDeviation(r1.r1Waveform, r1Reference, 0, 1e-5), `R1 of ${what}`).toBeLessThanOrEqual(
    1,
  );
  const low = await calibrateR0(rawStack, {
    gainSelection: { type: 'ThresholdGainSelector', threshold: group.threshold },
  });
  expect(low.selectedGainChannel, `gain at a low threshold of ${what}`).toEqual(
    peerArray(peer, `${prefix}/low_threshold_gain`, 'uint8'),
  );

  const madeUp = (name: string) => peerArray(peer, `${prefix}/made_up/${name}`, 'float32');
  const corrections: PixelCorrections = {
    outlierMask: peerArray(peer, `${prefix}/made_up/outlier_mask`, 'uint8'),
    timeShift: madeUp('time_shift'),
    factor: madeUp('factor'),
    pedestalOffset: madeUp('pedestal_offset'),
  };
  const madeUpTable = { corrections: [corrections], correction: new Uint16Array(nRows) };
  const outlierTable = {
    corrections: outliers.map((outlierMask) => ({ outlierMask })),
    correction: ownRow,
  };

  if (nSamples === 1) {
    const ours = await extractCharge(r1, camera, extractorDefaults.FullWaveformSum, madeUpTable);
    expectImages(peer, `${prefix}/single`, ours, `single samples, ${what}`, Math.min(2, nRows));
    return;
  }
  for (const result of group.results) {
    const extractor = {
      ...extractorDefaults[result.type],
      ...result.options,
    };
    const name = `${JSON.stringify({ type: result.type, ...result.options })}, ${what}`;
    const key = `${prefix}/${result.key}`;
    const ours = await extractCharge(r1, camera, extractor, outlierTable, {
      invalidPixelHandler: 'none',
    });
    expectImages(peer, key, ours, name, nRows);
    expect
      .soft(ours.isValid, `validity of ${name}`)
      .toEqual(peerArray(peer, `${key}/is_valid`, 'uint8'));

    const fused = await extractChargeFromR0(rawStack, camera, extractor, outlierTable, {
      invalidPixelHandler: 'none',
    });
    expect
      .soft(
        Buffer.compare(new Uint8Array(fused.image.buffer), new Uint8Array(ours.image.buffer)) +
          Buffer.compare(
            new Uint8Array(fused.peakTime.buffer),
            new Uint8Array(ours.peakTime.buffer),
          ),
        `in one go, ${name}`,
      )
      .toBe(0);

    if (result.both === true) {
      const both = await extractChargeFromR0(rawStack, camera, extractor, outlierTable, {
        gainSelection: { type: 'none' },
        invalidPixelHandler: 'none',
      });
      expectImages(peer, `${key}/both`, both, `all channels, ${name}`, 1);
    }
    for (const [moved, part] of result.calibrated.entries()) {
      const calibrated = await extractCharge(r1, camera, extractor, madeUpTable, {
        applyWaveformTimeShift: moved === 1,
      });
      expectImages(
        peer,
        `${prefix}/${part}`,
        calibrated,
        `calibrated${moved === 1 ? ', moved' : ''}, ${name}`,
        Math.min(2, nRows),
      );
    }
  }

  const kept = peerArray(peer, `${prefix}/reduced`, 'uint8');
  for (const [number, change] of reductions.entries()) {
    const ours = await reduceDataVolume(r1, camera, { ...defaultTailCutsReduction, ...change });
    expect
      .soft(ours, `pixels kept by ${JSON.stringify(change)}, ${what}`)
      .toEqual(kept.subarray(number * ours.length, (number + 1) * ours.length));
  }
}

/**
 * Compares everything that `tests/peers/extraction.py` wrote with ours, at the bounds of parity.
 *
 * @returns number of telescope events compared
 */
export async function expectExtraction(peer: PeerResult): Promise<number> {
  let nRows = 0;
  for (const group of extractionGroups(peer)) {
    await compareGroup(peer, group);
    nRows += group.nRows;
  }
  return nRows;
}
