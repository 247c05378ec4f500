/** Shapes of pixels, by ctapipe's names. */
export type PixelShape = 'circle' | 'hexagon' | 'square';

/** Which pixels touch which, as compressed sparse rows; plain arrays, ready for the native core. */
export interface NeighborTable {
  /** Start of each pixel's neighbours in `indices`, shape (n_pixels + 1). */
  readonly indptr: Int32Array;
  /** Neighbouring pixels, ascending within each pixel. */
  readonly indices: Int32Array;
}

/** Frames in which pixel positions are given: metres in the focal plane (as the telescope or as somebody in the dish sees it), or degrees on the sky. */
export type CameraFrameName = 'CameraFrame' | 'EngineeringCameraFrame' | 'TelescopeFrame';

/**
 * Geometry of a camera. In `CameraFrame` lengths are in m (x north/up, y west), in `TelescopeFrame`
 * in deg (x is fov_lon, y is fov_lat), areas in the square of it. Angles in deg.
 */
export interface CameraGeometry {
  readonly name: string;
  readonly frame: CameraFrameName;
  readonly nPixels: number;
  /** Pixel numbers as the camera counts them, shape (n_pixels). */
  readonly pixId: Int32Array;
  /** Centres, shape (n_pixels). */
  readonly pixX: Float64Array;
  readonly pixY: Float64Array;
  /** Areas, shape (n_pixels). */
  readonly pixArea: Float64Array;
  readonly pixType: PixelShape;
  /** Rotation of the pixels about their centres [deg]. */
  readonly pixRotation: number;
  /** Rotation of the camera with respect to its frame [deg]. */
  readonly camRotation: number;
  readonly neighbors: NeighborTable;
}
