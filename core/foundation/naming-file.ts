import { PhotoelectronError } from './errors.ts';

/**
 * An error with the file that it is about: what happens deep inside knows the place in a file but not
 * always its name. Errors that name a file already, and errors of other kinds, come back as they are.
 */
export function namingFile(error: unknown, path: string): unknown {
  if (!(error instanceof PhotoelectronError) || error.place.path !== undefined) return error;
  const message = error.message.includes(path) ? error.message : `${path}: ${error.message}`;
  return new PhotoelectronError(error.code, message, { ...error.place, path }, error);
}
