import type { ConfigurationDocument } from '../config/configuration-schema.ts';
import type { FileIdentity } from './identify-file.ts';

/** A file that an activity read. */
export type InputEntity = {
  /** As it was given. */
  readonly path: string;
  /** What it was used for, such as `events`. */
  readonly role: string;
} & FileIdentity;

/** A file that an activity made; its own hash cannot stand inside it. */
export interface OutputEntity {
  readonly path: string;
  readonly role: string;
  /** `CTA PRODUCT ID` of the file. */
  readonly product_id: string;
}

/** How an activity ended. */
export type ActivityStatus = 'running' | 'completed' | 'interrupted' | 'error';

/**
 * What was done, by what, from what, with which configuration: the record that every product
 * carries, as plain JSON. After the IVOA provenance model (activity, entities, agent), with the names
 * that ctapipe uses for the same things.
 */
export interface ActivityRecord {
  readonly activity_uuid: string;
  /** Such as `pe process`. */
  readonly activity_name: string;
  readonly status: ActivityStatus;
  readonly start: { readonly time_utc: string };
  readonly stop?: { readonly time_utc: string };
  readonly duration_s?: number;
  readonly system: {
    readonly software_name: string;
    readonly software_version: string;
    readonly node_version: string;
    readonly platform: string;
    readonly architecture: string;
    readonly cpu: string;
    readonly cpu_count: number;
    readonly memory_bytes: number;
  };
  readonly config?: {
    readonly name: string;
    readonly sha256: string;
    readonly document: ConfigurationDocument;
  };
  /** Options that are no part of the configuration, such as the largest number of events. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly input: readonly InputEntity[];
  readonly output: readonly OutputEntity[];
  /** False when an input ended early or was damaged, so that the products lack events. */
  readonly is_complete?: boolean;
}
