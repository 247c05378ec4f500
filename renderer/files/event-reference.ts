/** A file, and perhaps one event of it, as it is named on the command line: `run.h5:event=123`. */
export interface EventReference {
  readonly path: string;
  readonly eventId?: number;
}

/** Takes a name of a file apart. */
export function eventReference(text: string): EventReference {
  const match = /^(.+):event=(\d{1,15})$/.exec(text);
  return match === null ? { path: text } : { path: match[1], eventId: Number(match[2]) };
}
