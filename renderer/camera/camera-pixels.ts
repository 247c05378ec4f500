/** Shapes of pixels, by ctapipe's names. */
export type PixelShape = 'circle' | 'hexagon' | 'square';

/** Frames in which a camera can be given and shown: ctapipe's CameraFrame, EngineeringCameraFrame and TelescopeFrame. */
export type CameraFrame = 'camera' | 'engineering' | 'sky';

/** The pixels of a camera as plain data. */
export interface CameraPixels {
  /** Frame of the positions. */
  readonly frame: CameraFrame;
  /** Unit of the positions; areas are in its square. */
  readonly unit: 'm' | 'deg';
  /** Centres, shape (n_pixels). */
  readonly pixX: Float64Array;
  readonly pixY: Float64Array;
  /** Areas, shape (n_pixels); they may differ. */
  readonly pixArea: Float64Array;
  readonly shape: PixelShape;
  /** Rotation of each pixel about its centre [deg]; at 0 a hexagon stands on a corner and a square on an edge. */
  readonly rotationDeg: number;
  /** Mirrors of the telescope, which decide about the engineering frame. Default 1. */
  readonly mirrors?: 1 | 2;
}
