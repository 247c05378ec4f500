import type { EventIoObject } from './object-header.ts';
import { PayloadReader } from './payload-reader.ts';

/** A command line (type 71) or a line of configuration (type 72) of the producing program. */
export interface HistoryEntry {
  /** UNIX time [s]. */
  readonly timestamp: number;
  readonly text: string;
}

/** Decodes a command line or configuration line (types 71 and 72). @throws `format-damaged` */
export function decodeHistoryEntry(object: EventIoObject): HistoryEntry {
  const reader = new PayloadReader(object);
  return { timestamp: reader.int32(), text: reader.string() };
}

/**
 * Decodes metaparameters by name (type 75); identifier -1 is the whole array, others are telescopes.
 *
 * @throws `format-damaged`
 */
export function decodeHistoryMeta(object: EventIoObject): ReadonlyMap<string, string> {
  const reader = new PayloadReader(object);
  const count = reader.unsignedVarint();
  const parameters = new Map<string, string>();
  for (let i = 0; i < count; i++) {
    const name = reader.varString();
    parameters.set(name, reader.varString());
  }
  return parameters;
}
