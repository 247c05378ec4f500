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

/** A file to be written into the catalogue. */
export interface ScannedFile extends SeenFile {
  /** False when it was written so shortly before that a later change may not show in its time. */
  readonly isSettled: boolean;
  /** Row of the same content, which moved here or stayed here. */
  readonly sameAs?: number;
  /** Absent when it could not be read. */
  readonly content?: ContentHash;
  /** Absent when it is the content of `sameAs`, of which everything is known. */
  readonly facts?: FileFacts;
}
