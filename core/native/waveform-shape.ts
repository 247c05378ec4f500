import { PhotoelectronError } from '../foundation/errors.ts';

/** Shape of a stack of waveforms of telescope events of one kind. */
export interface WaveformShape {
  readonly nRows: number;
  /** Gain channels that the waveforms hold (1 when one was selected). */
  readonly nChannels: number;
  readonly nPixels: number;
  readonly nSamples: number;
}

/**
 * Checks the shape of a stack.
 *
 * @throws PhotoelectronError `argument-invalid` unless all sizes are whole and only nRows is zero
 */
export function checkShape(shape: WaveformShape): void {
  for (const name of ['nRows', 'nChannels', 'nPixels', 'nSamples'] as const) {
    const smallest = name === 'nRows' ? 0 : 1;
    if (!Number.isSafeInteger(shape[name]) || shape[name] < smallest) {
      throw new PhotoelectronError(
        'argument-invalid',
        `${name} must be a whole number of at least ${String(smallest)}, not ${String(shape[name])}.`,
        { item: name },
      );
    }
  }
}
