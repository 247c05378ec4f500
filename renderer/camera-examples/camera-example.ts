import type { CameraFrame, PixelShape } from '../camera/camera-pixels.ts';
import type { HillasOverlay, PlaceOverlay } from '../camera/camera-overlays.ts';
import type { ImageOrigin } from '../camera/python-snippet.ts';

/** One camera with an image, as it lies in `camera-examples.json`; arrays of shape (n_pixels). */
export interface CameraExample {
  readonly id: string;
  readonly title: string;
  readonly isSimulation: boolean;
  readonly frame: CameraFrame;
  readonly unit: 'm' | 'deg';
  readonly shape: PixelShape;
  readonly rotationDeg: number;
  readonly pixX: readonly number[];
  readonly pixY: readonly number[];
  /** One for all pixels, or one for each. */
  readonly pixArea: number | readonly number[];
  /** [p.e.]; null where a pixel has no value. */
  readonly charge: readonly (number | null)[];
  /** [ns] */
  readonly peakTime: readonly number[];
  /** 1 where a pixel survived cleaning. */
  readonly mask: readonly number[];
  /** 1 where a pixel belongs to the border. */
  readonly border?: readonly number[];
  readonly hillas?: HillasOverlay;
  readonly source?: PlaceOverlay;
  readonly reconstructed?: PlaceOverlay;
  readonly muonRing?: PlaceOverlay & { readonly radius: number };
  readonly origin?: ImageOrigin;
}

/** Name of the file beside the page. */
export const EXAMPLES_FILE = 'camera-examples.json';
