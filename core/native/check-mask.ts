import { PhotoelectronError } from '../foundation/errors.ts';
import { checkLength } from './check-length.ts';

/**
 * Checks that a stack of images has the masks that it needs: reconstructed charges (Float32Array) must
 * have them; of true photo-electrons (Int32Array) the pixels with light are taken without.
 *
 * @throws PhotoelectronError `argument-invalid` when the mask is missing or of another length
 */
export function checkMask(image: Float32Array | Int32Array, mask: Uint8Array | undefined): void {
  if (mask !== undefined) {
    checkLength('mask', mask, image.length);
  } else if (!(image instanceof Int32Array)) {
    throw new PhotoelectronError(
      'argument-invalid',
      'Reconstructed images need the masks of their surviving pixels; clean them first.',
      { item: 'mask' },
    );
  }
}
