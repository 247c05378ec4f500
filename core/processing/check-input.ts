import { PhotoelectronError } from '../foundation/errors.ts';
import type { DataLevel, EventSource } from '../sources/event-source.ts';

/**
 * Products hold raw waveforms without what calibrates them, and image parameters and showers that are
 * not read: of events of a product with nothing else no image can be made.
 *
 * @throws PhotoelectronError `format-unsupported`
 */
export function checkInput({ dataLevels, path }: EventSource): void {
  const usable: readonly DataLevel[] = ['R1', 'DL0', 'DL1_IMAGES'];
  if (dataLevels.some((level) => usable.includes(level))) return;
  throw new PhotoelectronError(
    'format-unsupported',
    `${path} holds neither images nor calibrated waveforms (only ${dataLevels.join(', ')}), so there is nothing to process; make it again with output.write_images, or process the file that it was made of.`,
    { path },
  );
}
