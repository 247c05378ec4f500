import type { CameraView } from './camera-view.ts';

/** What a camera display does for the component around it, by a template reference. */
export interface CameraDisplayTools {
  /** Shows the whole camera. */
  readonly fit: () => void;
  /** Shows the whole camera in another frame, or turned by another angle. */
  readonly turn: (change: Partial<Pick<CameraView, 'frame' | 'rotationDeg'>>) => void;
  /** Magnifies about the middle. */
  readonly zoom: (factor: number) => void;
  /** Holds the pixel that is pointed at, or the brightest when none is; again lets it go. */
  readonly hold: () => void;
  /** The picture as it is seen; undefined when there is none. */
  readonly toSvg: () => string | undefined;
  readonly toPng: () => Promise<Blob | undefined>;
  /** The numbers that are plotted. */
  readonly toCsv: () => string | undefined;
  /** A Python program that draws the picture; undefined when it comes from no file. */
  readonly toPython: () => string | undefined;
}
