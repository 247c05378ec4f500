/** Longest name that is proposed for a file; systems take 255 bytes. */
const MAX_LENGTH = 120;

/**
 * A name as it may be proposed for a new file: without separators and control characters, which names of
 * other files on Linux may have, and not too long; its ending stays.
 */
export function savedName(name: string): string {
  const clean = name.replaceAll(/[/\\\p{Cc}]/gu, '_');
  if (clean.length <= MAX_LENGTH) return /^\.*$/.test(clean) ? 'file' : clean;
  const ending = /(?:\.[A-Za-z0-9]{1,12}){1,2}$/.exec(clean)?.[0] ?? '';
  return clean.slice(0, MAX_LENGTH - ending.length) + ending;
}
