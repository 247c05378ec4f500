import type { ConfigurationDocument } from '../../config/configuration-schema.ts';
import type { SourceWarning } from '../../sources/event-source.ts';
import type { CustomSteps } from '../custom/custom-steps.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';

/** Some images of one kind of telescope, side by side in memory; shapes (n_images) unless said. */
export interface ImageChunk {
  readonly nImages: number;
  /** Charge [p.e.], shape (n_images, n_pixels). */
  readonly image: Float32Array;
  /** Peak time [ns], shape (n_images, n_pixels). */
  readonly peakTime: Float32Array;
  /** True photo-electrons, shape (n_images, n_pixels); absent where the input has none. */
  readonly trueImage?: Int32Array;
  /** Sum of the true photo-electrons; NaN for images without truth. */
  readonly trueCharge: Float64Array;
  readonly obsId: Float64Array;
  readonly eventId: Float64Array;
  readonly telId: Uint16Array;
  /** Code of `EventType` of the array event. */
  readonly eventType: Uint8Array;
}

/** Images of telescopes that share camera, optics and configuration, in the order of their file. */
export interface ImageStack {
  /** Index of the file in `Population.sources`. */
  readonly source: number;
  readonly plan: TelescopePlan;
  readonly chunks: readonly ImageChunk[];
}

/** All images of one telescope type; their index runs through the stacks. */
export interface PopulationOfType {
  /** Such as `LST_LST_LSTCam`. */
  readonly type: string;
  readonly nImages: number;
  /** Images of the input that were met with until the reading ended, those taken among them. */
  readonly nSeen: number;
  /** Pedestal images among those taken. */
  readonly nPedestals: number;
  /** Images with true photo-electrons among those taken. */
  readonly nWithTruth: number;
  readonly stacks: readonly ImageStack[];
}

/** Calibrated images of one or more files, kept in memory to be cleaned again and again. */
export interface Population {
  readonly sources: readonly string[];
  readonly isSimulation: boolean;
  /** False when a file ended early or was damaged: there are the images before. */
  readonly isComplete: boolean;
  /** What was wrong with the files, each with its name. */
  readonly warnings: readonly SourceWarning[];
  readonly document: ConfigurationDocument;
  /** Steps written in TypeScript; their threads end with the population. */
  readonly custom: CustomSteps;
  /** In alphabetical order; also types without images. */
  readonly types: readonly PopulationOfType[];
  /** Memory of the images and of what cleanings make of them [bytes]. */
  readonly bytes: number;
  /** Fraction of the input that was read, 0–1: less than 1 when a limit ended the reading. */
  readonly fractionRead: number;
}
