import type { PlotTheme } from '../charts/plot-theme.ts';
import type { PlaneExtent, PlaneSize } from './plane-view.ts';

/** What is needed to draw in a plane. */
export interface PlanePlotting {
  /** Place of a point [px]. */
  readonly toScreen: (u: number, v: number) => [x: number, y: number];
  /** Pixels per unit. */
  readonly scale: number;
  /** What is seen of the plane. */
  readonly seen: PlaneExtent;
  readonly size: PlaneSize;
  readonly theme: PlotTheme;
  /** Items that are pointed at and chosen. */
  readonly pointed: number | undefined;
  readonly chosen: number | undefined;
}

/** What can be done with a plane from outside. */
export interface PlanePlotTools {
  /** Shows all of it again. */
  readonly fit: () => void;
  readonly toSvg: (title: string) => string | undefined;
  readonly toPng: (title: string) => Promise<Blob | undefined>;
}
