import type { CameraGeometry } from '../../instrument/camera-geometry.ts';
import type { StepOptions } from './custom-step.ts';

/** Work for a step's thread: a stack of images of one camera. */
export interface StepTask {
  readonly id: number;
  /** File of the module. */
  readonly module: string;
  readonly geometry: CameraGeometry;
  readonly options: StepOptions;
  /** Shape (n_images, n_pixels) each. */
  readonly imageStack: Float32Array;
  readonly peakTimeStack: Float32Array;
  /** Empty for cleaning. */
  readonly maskStack: Uint8Array;
  /** 1 where an image is to be parametrised, shape (n_images); empty for cleaning. */
  readonly evaluate: Uint8Array;
}

/** Masks (n_images, n_pixels) or values (n_columns, n_images), or what went wrong. */
export type StepReply =
  | { readonly id: number; readonly result: Uint8Array | Float64Array }
  | { readonly id: number; readonly error: string };
