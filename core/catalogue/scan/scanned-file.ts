import type { ActivityRecord } from '../../provenance/activity-record.ts';
import type { FileFacts } from '../../sources/recognition/file-facts.ts';

/** Identity of a file's content, as the catalogue keeps it. */
export interface ContentHash {
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  /** Of the whole content, or of 64 pieces of a large file. */
  readonly of: 'whole' | 'pieces';
}

/** A file of a root as the folder shows it. */
export interface SeenFile {
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Nanoseconds since 1970, as decimal digits: more than a double holds. */
  readonly modifiedNs: string;
}

/** A file as the catalogue has it. */
export interface KnownFile extends SeenFile {
  readonly id: number;
  readonly isSettled: 0 | 1;
  readonly hash: string | null;
  readonly presence: 'present' | 'missing';
  readonly recognitionVersion: number;
}

/** What a look into a file gave. */
export interface FileLook {
  /** Absent when it could not be read. */
  readonly content?: ContentHash;
  /** Absent for a content of which everything is known. */
  readonly facts?: FileFacts;
  /** Record of the activity that made it. */
  readonly activity?: ActivityRecord;
  /** Configuration that it was made with, in its canonical form. */
  readonly configuration?: { readonly hash: string; readonly document: string };
}

/** A file to be written into the catalogue. */
export interface ScannedFile extends SeenFile, FileLook {
  /** False when it was written so shortly before that a later change may not show in its time. */
  readonly isSettled: boolean;
  /** Row of the same content, which moved here or stayed here. */
  readonly sameAs?: number;
}
