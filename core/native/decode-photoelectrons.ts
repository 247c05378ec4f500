import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkWhole } from './check-whole.ts';
import { encodedLists, stackSize, type EncodedObject } from './encoded-objects.ts';
import { resultArray } from './result-array.ts';

/** True photo-electrons of a stack of telescope events. */
export interface TrueImages {
  /** Photo-electrons, shape (n_objects, n_pixels). */
  readonly images: Int32Array;
  /** `DecodingStatus` of each object; the images of all that are not OK are 0. */
  readonly status: Uint8Array;
}

/** Options of {@link decodeTrueImages}. */
export interface TrueImagesOptions extends TaskOptions {
  /** Memory for the images, such as that of a batch that is done with; at least as long as they are. */
  readonly into?: Int32Array;
}

/**
 * Decodes the number of true photo-electrons in each pixel (object type 1208, versions 1–3) of many
 * telescope events of one camera at once, without the lists of single photo-electrons.
 *
 * @throws PhotoelectronError `argument-invalid` when the shape makes no sense, `cancelled`
 */
export async function decodeTrueImages(
  objects: readonly EncodedObject[],
  nPixels: number,
  { into, ...options }: TrueImagesOptions = {},
): Promise<TrueImages> {
  const images = resultArray(Int32Array, stackSize(objects.length, nPixels), into);
  const status = new Uint8Array(objects.length);
  const { payloads, versions } = encodedLists(objects);
  const kernel = nativeKernel('decodeTrueImages');
  await kernel({ ...options, payloads, versions, nPixels, images, status });
  return { images, status };
}

/** Which lists an object of photo-electrons holds, and how long they are. */
export interface PhotoelectronSizes {
  readonly nPe: number;
  readonly nPixels: number;
  readonly hasAmplitudes: boolean;
  readonly hasPhotons: boolean;
}

/** All that is known of the true photo-electrons of one telescope event. */
export interface PhotoelectronLists {
  readonly status: number;
  /** Shape (n_pixels). */
  readonly photoelectrons: Int32Array;
  /** Pixel and time [ns] of each photo-electron, shape (n_pe). */
  readonly pixelId: Uint32Array;
  readonly time: Float32Array;
  /** Shape (n_pe), where the object has them. */
  readonly amplitude?: Float32Array;
  /** Photons in each pixel, shape (n_pixels), where the object has them. */
  readonly photons?: Int32Array;
}

/**
 * Decodes the photo-electrons of one telescope event (object type 1208) with all lists.
 *
 * @throws PhotoelectronError `argument-invalid` when the sizes or the version make no sense
 */
export async function decodePhotoelectronLists(
  object: EncodedObject,
  { nPe, nPixels, hasAmplitudes, hasPhotons }: PhotoelectronSizes,
): Promise<PhotoelectronLists> {
  checkWhole('version', object.version, 0, 2 ** 31 - 1);
  const status = new Uint8Array(1);
  const lists = {
    photoelectrons: new Int32Array(stackSize(nPixels)),
    pixelId: new Uint32Array(stackSize(nPe)),
    time: new Float32Array(nPe),
    ...(hasAmplitudes ? { amplitude: new Float32Array(nPe) } : {}),
    ...(hasPhotons ? { photons: new Int32Array(nPixels) } : {}),
  };
  const { photoelectrons: counts, ...others } = lists;
  const { payload, version } = object;
  await nativeKernel('decodePhotoelectrons')({ payload, version, counts, ...others, status });
  return { status: status[0], ...lists };
}
