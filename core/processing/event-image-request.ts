import type { Configuration } from '../config/configuration.ts';
import type { CameraGeometry } from '../instrument/camera-geometry.ts';

/** One picture of one camera. */
export interface EventImageRequest {
  readonly input: string;
  readonly eventId: number;
  readonly telId: number;
  /** Run, where a file holds several. Default: the first with such an event. */
  readonly obsId?: number;
  /** As in `ProcessRequest`. */
  readonly config?: string;
  /** The configuration itself, in place of `config`, where the caller has it already. */
  readonly configuration?: Configuration;
  readonly focalLengthChoice?: 'EFFECTIVE' | 'EQUIVALENT';
  /** Ends the search for the event. */
  readonly signal?: AbortSignal;
}

/** A calibrated, cleaned and parametrised image, in the telescope frame. */
export interface EventImage {
  readonly input: string;
  readonly obsId: number;
  readonly eventId: number;
  readonly telId: number;
  /** Such as `LST_LST_LSTCam`. */
  readonly telescopeType: string;
  readonly isSimulation: boolean;
  /** Telescope frame [deg]. */
  readonly geometry: CameraGeometry;
  /** Charge [p.e.], shape (n_pixels). */
  readonly image: Float32Array;
  /** Peak time [ns], shape (n_pixels). */
  readonly peakTime: Float32Array;
  /** 1 where a pixel survived cleaning, shape (n_pixels). */
  readonly mask: Uint8Array;
  /** Image parameters by column name (`hillas_intensity`, …); NaN when not parametrised. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Time stamp of the event, ISO 8601 TAI. */
  readonly time: string;
  /** True energy [TeV] of simulated events. */
  readonly trueEnergy?: number;
}
