import { PhotoelectronError } from '../foundation/errors.ts';
import { checkSlots, checkTables } from './calibration-tables.ts';
import { checkLength } from './check-length.ts';
import { checkShape, type WaveformShape } from './waveform-shape.ts';

/** Calibration of one camera at one time; shapes (n_channels, n_pixels). */
export interface CalibrationSlot {
  /** Pedestal of one sample [ADC counts]. */
  readonly pedestalPerSample: Float32Array;
  /** Photo-electrons per ADC count. */
  readonly dcToPe: Float32Array;
}

/** Raw waveforms of a stack of telescope events and the calibrations they need. */
export interface RawWaveforms extends WaveformShape {
  /**
   * Samples (Uint16Array) or sums over the readout (Uint32Array, nSamples 1) [ADC counts], shape
   * (n_rows, n_channels, n_pixels, n_samples).
   */
  readonly r0Waveform: Uint16Array | Uint32Array;
  readonly calibrations: readonly CalibrationSlot[];
  /** Index into `calibrations` of each row, shape (n_rows). */
  readonly calibration: Uint16Array;
}

/**
 * How the gain channel of each pixel is chosen: not at all, the same for all pixels, or the low
 * gain where a high-gain sample lies above the threshold [ADC counts] (one value, or one per pixel).
 */
export type GainSelection =
  | { readonly type: 'none' }
  | { readonly type: 'ManualGainSelector'; readonly channel: 'HIGH' | 'LOW' }
  | { readonly type: 'ThresholdGainSelector'; readonly threshold: number | Float64Array };

/** The reference's default: low gain above 4000 ADC counts. */
export const defaultGainSelection: GainSelection = {
  type: 'ThresholdGainSelector',
  threshold: 4000,
};

/** Options of the calibration of raw waveforms. */
export interface CalibrationOptions {
  /** Default {@link defaultGainSelection}. */
  readonly gainSelection?: GainSelection;
  /** Extra factor on the photo-electrons per ADC count. Default 1. */
  readonly calibScale?: number;
  /** Added to every calibrated sample [p.e.]. Default 0. */
  readonly calibShift?: number;
}

/** Arguments of raw waveforms for the native core, with the array for the selected channels. */
export interface RawArguments {
  readonly nChannelsOut: number;
  readonly selectedGainChannel?: Uint8Array;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/**
 * Checks raw waveforms and lays out what the native core needs of them.
 *
 * @throws PhotoelectronError `argument-invalid` when shapes or values do not fit
 */
export function rawArguments(raw: RawWaveforms, options: CalibrationOptions): RawArguments {
  checkShape(raw);
  const { nRows, nChannels, nPixels, nSamples } = raw;
  const perSlot = nChannels * nPixels;
  checkLength('r0Waveform', raw.r0Waveform, nRows * perSlot * nSamples);
  checkSlots(raw.calibration, nRows, raw.calibrations.length);
  const selection = options.gainSelection ?? defaultGainSelection;
  let selector: Readonly<Record<string, unknown>> = {};
  if (selection.type === 'ThresholdGainSelector') {
    const { threshold } = selection;
    if (typeof threshold !== 'number') checkLength('threshold', threshold, nPixels);
    selector = {
      threshold: typeof threshold === 'number' ? Float64Array.of(threshold) : threshold,
    };
  } else if (selection.type === 'ManualGainSelector') {
    selector = { channel: selection.channel === 'HIGH' ? 0 : 1 };
    if (nChannels > 2) {
      throw new PhotoelectronError(
        'argument-invalid',
        `Only cameras of at most two gain channels have a high and a low one, not of ${String(nChannels)}.`,
        { item: 'gainSelection' },
      );
    }
  }
  const selectedGainChannel =
    selection.type === 'none' ? undefined : new Uint8Array(nRows * nPixels);
  return {
    nChannelsOut: selectedGainChannel === undefined ? nChannels : 1,
    ...(selectedGainChannel === undefined ? {} : { selectedGainChannel }),
    arguments: {
      ...selector,
      ...(raw.r0Waveform instanceof Uint16Array
        ? { samples: raw.r0Waveform }
        : { sums: raw.r0Waveform }),
      nChannels,
      nPixels,
      nSamples,
      slots: raw.calibration,
      pedestal: checkTables(
        'pedestalPerSample',
        raw.calibrations.map((slot) => slot.pedestalPerSample),
        perSlot,
      ),
      dcToPe: checkTables(
        'dcToPe',
        raw.calibrations.map((slot) => slot.dcToPe),
        perSlot,
      ),
      calibScale: options.calibScale ?? 1,
      calibShift: options.calibShift ?? 0,
      selected: selectedGainChannel,
    },
  };
}
