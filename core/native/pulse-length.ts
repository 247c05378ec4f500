import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraReadout } from '../instrument/camera-readout.ts';

/** No pulse lasts for so many samples of the readout; more would only fill the memory. */
const longest = 1_000_000;

/**
 * Number of samples of each channel's reference pulse, after checking that tables made from the
 * readout's description will be of a sane size.
 *
 * @throws PhotoelectronError `argument-invalid` naming the readout
 */
export function pulseLength(readout: CameraReadout): number {
  const { nChannels, referencePulseShape, referencePulseSampleWidth, samplingRate } = readout;
  const length = referencePulseShape.length / nChannels;
  const duration = length * referencePulseSampleWidth * samplingRate;
  const wrong =
    !Number.isInteger(nChannels) || nChannels < 1 || nChannels > 1024
      ? `has ${String(nChannels)} gain channels`
      : !Number.isInteger(length)
        ? `has reference pulses of ${String(referencePulseShape.length)} samples for ${String(nChannels)} gain channels`
        : duration > longest
          ? `has a reference pulse that lasts for ${String(duration)} samples`
          : undefined;
  if (wrong === undefined) return length;
  throw new PhotoelectronError(
    'argument-invalid',
    `The readout ${readout.name} ${wrong}, which cannot be; check the description of the camera.`,
    { item: 'readout' },
  );
}
