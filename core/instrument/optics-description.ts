/** Size classes of telescopes (mirror diameter below 8 m, below 16 m, larger). */
export type SizeType = 'LST' | 'MST' | 'SST' | 'UNKNOWN';

/** Shapes of reflectors, by ctapipe's names. */
export type ReflectorShape =
  'UNKNOWN' | 'DAVIES_COTTON' | 'PARABOLIC' | 'HYBRID' | 'SCHWARZSCHILD_COUDER';

/** Optics of a telescope. Lengths in m, areas in m². */
export interface OpticsDescription {
  readonly name: string;
  readonly sizeType: SizeType;
  readonly reflectorShape: ReflectorShape;
  /** Nominal focal length [m]. */
  readonly equivalentFocalLength: number;
  /** Focal length that includes the mean coma aberration [m]; NaN when the file has none. */
  readonly effectiveFocalLength: number;
  readonly nMirrors: number;
  readonly nMirrorTiles: number;
  readonly mirrorArea: number;
}
