/** Hillas parameters in the unit and frame of the pixel positions. */
export interface HillasOverlay {
  readonly x: number;
  readonly y: number;
  /** Standard deviations along and across the major axis. */
  readonly length: number;
  readonly width: number;
  /** Direction of the major axis, counter-clockwise from x [deg]. */
  readonly psiDeg: number;
  /** Uncertainty of the direction [deg]: drawn as a wedge along the axis. */
  readonly psiUncertaintyDeg?: number;
  /** Whether ellipse and centroid are drawn, and the axis with its wedge. Default: both. */
  readonly showsEllipse?: boolean;
  readonly showsAxis?: boolean;
  readonly label?: string;
}

/** A place in the camera. */
export interface PlaceOverlay {
  readonly x: number;
  readonly y: number;
  readonly label?: string;
}

/** 1 where a pixel was kept by both of two cleanings, or by one of them alone; shape (n_pixels) each. */
export interface MaskComparison {
  readonly both: Uint8Array;
  readonly onlyA: Uint8Array;
  readonly onlyB: Uint8Array;
}

/** What is drawn over the pixels; lengths in the unit and frame of the pixel positions. */
export interface CameraOverlays {
  /** 1 where a pixel survived cleaning: outlined. Shape (n_pixels). */
  readonly mask?: Uint8Array;
  /** What two cleanings kept: outlined each in its own way. */
  readonly comparison?: MaskComparison;
  /** 1 where a pixel belongs to the border that leakage counts. Shape (n_pixels). */
  readonly leakageBorder?: Uint8Array;
  readonly hillas?: HillasOverlay;
  /** Where the telescope points to. */
  readonly pointing?: PlaceOverlay;
  /** Where the source stands, and where it was reconstructed. */
  readonly source?: PlaceOverlay;
  readonly reconstructed?: PlaceOverlay | readonly PlaceOverlay[];
  readonly muonRing?: PlaceOverlay & { readonly radius: number };
  readonly labels?: readonly (PlaceOverlay & { readonly label: string })[];
}
