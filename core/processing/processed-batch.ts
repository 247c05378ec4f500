import type { ColumnMeta } from '../foundation/table.ts';
import type { ImageParameterColumns } from '../native/image-parameters.ts';
import type { StereoGeometry } from '../native/stereo.ts';
import type { ArrayEventBatch, TelescopeEventBlock } from '../sources/array-event-batch.ts';
import type { TelescopePlan } from './plan/analysis-plan.ts';

/** Images of the telescope events of one block; shapes (n_rows, n_pixels) unless said. */
export interface BlockImages {
  /** Charge [p.e.]. */
  readonly image: Float32Array;
  /** Peak time [ns]. */
  readonly peakTime: Float32Array;
  /** 1 where the extractor calls its result valid, shape (n_rows). */
  readonly isValid: Uint8Array;
  /** Gain channel of each pixel, where one was selected. */
  readonly selectedGainChannel?: Uint8Array;
  /** Calibrated waveforms [p.e. per sample], shape (n_rows, n_channels, n_pixels, n_samples), where they are kept. */
  readonly r1Waveform?: Float32Array;
  readonly r1Channels?: number;
}

/** A parameter of a step written in TypeScript. */
export interface CustomParameter {
  readonly meta: ColumnMeta;
  /** Shape (n_rows). */
  readonly data: Float64Array;
}

/** Columns of the muon tables by name, shape (n_rows) each. */
export type MuonColumns = Readonly<Record<string, Float64Array | Int32Array | Uint8Array>>;

/** Image parameters of the telescope events of one block. */
export interface BlockParameters {
  /** By the column names of the DL1 parameter tables, shape (n_rows) each. */
  readonly columns: ImageParameterColumns;
  readonly custom: readonly CustomParameter[];
  /** Parameters of the true images, where there are some. */
  readonly trueColumns?: ImageParameterColumns;
  /** Muon rings by the column names of the muon tables, where they were looked for. */
  readonly muonColumns?: MuonColumns;
}

/** What became of the telescope events of one block. */
export interface ProcessedBlock {
  readonly plan: TelescopePlan;
  readonly block: TelescopeEventBlock;
  readonly images?: BlockImages;
  /** 1 where a pixel survived cleaning, shape (n_rows, n_pixels). */
  readonly mask?: Uint8Array;
  readonly parameters?: BlockParameters;
}

/** All telescope events of a batch by array event, then telescope. */
export interface TelescopeOrder {
  /** First row of each array event, and at the end the number of rows, shape (n_events + 1). */
  readonly offsets: Uint32Array;
  /** Index of the block of each row. */
  readonly block: Uint16Array;
  /** Row within its block. */
  readonly row: Uint32Array;
  /** Index of the telescope in the subarray. */
  readonly telescope: Int32Array;
}

/** Showers of one algorithm. */
export interface ReconstructedShowers {
  /** Name of the algorithm, as in the paths of its tables. */
  readonly algorithm: string;
  readonly geometry: StereoGeometry;
  /** Distance of each telescope event from the axis [m], in telescope order. */
  readonly impactDistance: Float64Array;
  /** Column core_psi [deg], in telescope order, where the algorithm makes it. */
  readonly corePsi?: Float64Array;
}

/** A batch with the results of all steps. */
export interface ProcessedBatch {
  readonly batch: ArrayEventBatch;
  readonly blocks: readonly ProcessedBlock[];
  readonly order: TelescopeOrder;
  readonly showers: readonly ReconstructedShowers[];
}
