import type { CameraGeometry } from '../../instrument/camera-geometry.ts';

/** What a step gets to see of one image. Arrays have the shape (n_pixels) and must not be changed. */
export interface StepImage {
  /** Charge [p.e.]. */
  readonly image: Float32Array;
  /** Peak time [ns]. */
  readonly peakTime: Float32Array;
}

/** One image after cleaning. */
export interface CleanedStepImage extends StepImage {
  /** 1 where a pixel survived. */
  readonly mask: Uint8Array;
}

/** Options of a step, from the configuration document. */
export type StepOptions = Readonly<Record<string, unknown>>;

/** An image cleaner written in TypeScript. */
export interface CleaningStep {
  readonly kind: 'cleaning';
  /** Name under which the configuration asks for it. */
  readonly name: string;
  /**
   * Chooses the pixels to keep.
   *
   * @param geometry camera in the camera frame [m]
   * @returns 1 where a pixel survives, shape (n_pixels)
   */
  clean(image: StepImage, geometry: CameraGeometry, options: StepOptions): Uint8Array;
}

/** A column that a parameter step adds to the image parameters. */
export interface StepColumn {
  /** Column name in snake_case; must not be a name that the program itself writes. */
  readonly name: string;
  /** Unit in astropy's spelling; absent for plain numbers. */
  readonly unit?: string;
  readonly description: string;
}

/** Image parameters written in TypeScript. */
export interface ParameterStep {
  readonly kind: 'parameters';
  readonly name: string;
  readonly columns: readonly StepColumn[];
  /**
   * Computes one value for each column; NaN where it is not defined. Called for images that pass
   * the image quality query.
   *
   * @param geometry camera in the frame of the image parameters
   */
  parametrize(
    image: CleanedStepImage,
    geometry: CameraGeometry,
    options: StepOptions,
  ): readonly number[];
}

/** What the module of a step exports by default. */
export type CustomStep = CleaningStep | ParameterStep;
