/** Where and how bright; lengths in the unit of the camera geometry (m or deg). */
interface ToyLight {
  /** Centre. */
  readonly x: number;
  readonly y: number;
  /** Photo-electrons. Default 50. */
  readonly intensity?: number;
  /** Peak time at the centre [ns]. Default 0. */
  readonly timeIntercept?: number;
}

/** An image that is an elliptic Gaussian, if wanted skewed along its major axis. */
export interface ToyShower extends ToyLight {
  readonly kind: 'shower';
  /** Standard deviations along and across the major axis. */
  readonly length: number;
  readonly width: number;
  /** Direction of the major axis [deg]. */
  readonly psi: number;
  /** Skewness along the major axis, between ±0.995. Default 0. */
  readonly skewness?: number;
  /** Change of the peak time along the major axis [ns per unit of length]. Default 0. */
  readonly timeGradient?: number;
}

/**
 * A muon ring with a Gaussian profile. As in ctapipe its intensity is that of a ring of radius 1:
 * the sum over the camera is intensity × radius.
 */
export interface ToyRing extends ToyLight {
  readonly kind: 'ring';
  readonly radius: number;
  /** Standard deviation along the radius. */
  readonly sigma: number;
  /** Impact distance of the muon over the radius of the mirror. Default 0. */
  readonly rho?: number;
  /** Position angle of the impact [deg]; the ring is brightest at −phi0. Default 0. */
  readonly phi0?: number;
}

/** An idealised image. */
export type ToyModel = ToyShower | ToyRing;
