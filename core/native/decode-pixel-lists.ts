import { nativeKernel, type TaskOptions } from './addon.ts';
import { encodedLists, stackSize, type EncodedObject } from './encoded-objects.ts';
import { resultArray } from './result-array.ts';

/** Lists of pixels of a stack of telescope events, as masks. */
export interface PixelListMasks {
  /** 1 for listed pixels, shape (n_objects, n_pixels). */
  readonly masks: Uint8Array;
  /** Length of each list, -1 where it could not be decoded, shape (n_objects). */
  readonly counts: Int32Array;
  /** `DecodingStatus` of each object. */
  readonly status: Uint8Array;
}

/** Options of {@link decodePixelLists}. */
export interface PixelListOptions extends TaskOptions {
  /** Memory for the masks, such as that of a batch that is done with; at least as long as they are. */
  readonly into?: Uint8Array;
}

/**
 * Decodes the lists of triggered or selected pixels (object type 2027, versions 0 and 1) of many
 * telescope events of one camera at once.
 *
 * @throws PhotoelectronError `argument-invalid` when the shape makes no sense, `cancelled`
 */
export async function decodePixelLists(
  objects: readonly EncodedObject[],
  nPixels: number,
  { into, ...options }: PixelListOptions = {},
): Promise<PixelListMasks> {
  const masks = resultArray(Uint8Array, stackSize(objects.length, nPixels), into);
  const counts = new Int32Array(objects.length);
  const status = new Uint8Array(objects.length);
  const { payloads, versions } = encodedLists(objects);
  const kernel = nativeKernel('decodePixelLists');
  await kernel({ ...options, payloads, versions, nPixels, masks, counts, status });
  return { masks, counts, status };
}
