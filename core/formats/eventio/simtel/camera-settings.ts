import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Camera and optics of a telescope (type 2002). Pixel arrays have shape (n_pixels). */
export interface CameraSettings {
  readonly telescopeId: number;
  readonly nPixels: number;
  /** [m] */
  readonly focalLength: number;
  /** Effective focal length, from version 5 [m]; 0 where it is not known. */
  readonly effectiveFocalLength?: number;
  /** From version 6: in x, in y, and displacements of the centre [m]. */
  readonly effectiveFocalLengthX?: number;
  readonly effectiveFocalLengthY?: number;
  readonly effectiveFocalLengthDx?: number;
  readonly effectiveFocalLengthDy?: number;
  /** Pixel positions [m]. */
  readonly pixelX: Float32Array;
  readonly pixelY: Float32Array;
  readonly pixelZ: Float32Array;
  readonly curvedSurface: number;
  readonly pixelsParallel: number;
  /** Direction of each pixel's normal, where they are not parallel. */
  readonly nxpix: Float32Array;
  readonly nypix: Float32Array;
  readonly commonPixelShape: number;
  /** 0 circle, 1 and 3 hexagon, 2 square, -1 unknown. */
  readonly pixelShape: Int32Array;
  /** [m²] */
  readonly pixelArea: Float32Array;
  /** Flat-to-flat width [m]. */
  readonly pixelSize: Float32Array;
  readonly nMirrors: number;
  /** Total mirror area [m²]. */
  readonly mirrorArea: number;
  /** Rotation of the camera [rad]. */
  readonly camRot: number;
}

/** Decodes camera settings (type 2002, versions 0–6). @throws `format-damaged`, `format-unsupported` */
export function decodeCameraSettings(object: EventIoObject): CameraSettings {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 6);
  const { version } = object;
  const nPixels = reader.int32();
  const head = {
    telescopeId: object.id,
    nPixels,
    focalLength: reader.float32(),
    ...(version >= 5 ? { effectiveFocalLength: reader.float32() } : {}),
    ...(version >= 6
      ? {
          effectiveFocalLengthX: reader.float32(),
          effectiveFocalLengthY: reader.float32(),
          effectiveFocalLengthDx: reader.float32(),
          effectiveFocalLengthDy: reader.float32(),
        }
      : {}),
    pixelX: reader.float32Array(nPixels),
    pixelY: reader.float32Array(nPixels),
  };
  const zeros = (): Float32Array => new Float32Array(nPixels);
  let surface;
  let shape;
  if (version >= 4) {
    const curvedSurface = reader.varint();
    const pixelsParallel = reader.varint();
    surface = {
      curvedSurface,
      pixelsParallel,
      pixelZ: curvedSurface === 0 ? zeros() : reader.float32Array(nPixels),
      nxpix: pixelsParallel === 0 ? reader.float32Array(nPixels) : zeros(),
      nypix: pixelsParallel === 0 ? reader.float32Array(nPixels) : zeros(),
    };
    const commonPixelShape = reader.varint();
    shape =
      commonPixelShape === 0
        ? {
            commonPixelShape,
            pixelShape: reader.varintArray(nPixels),
            pixelArea: reader.float32Array(nPixels),
            pixelSize: reader.float32Array(nPixels),
          }
        : {
            commonPixelShape,
            pixelShape: new Int32Array(nPixels).fill(reader.varint()),
            pixelArea: zeros().fill(reader.float32()),
            pixelSize: zeros().fill(reader.float32()),
          };
  } else {
    surface = {
      curvedSurface: 0,
      pixelsParallel: 1,
      pixelZ: zeros(),
      nxpix: zeros(),
      nypix: zeros(),
    };
    shape = {
      commonPixelShape: 0,
      pixelShape: new Int32Array(nPixels).fill(-1),
      pixelArea: reader.float32Array(nPixels),
      pixelSize: version >= 1 ? reader.float32Array(nPixels) : zeros(),
    };
  }
  return {
    ...head,
    ...surface,
    ...shape,
    nMirrors: version >= 2 ? reader.int32() : 0,
    mirrorArea: version >= 2 ? reader.float32() : 0,
    camRot: version >= 3 ? reader.float32() : 0,
  };
}
