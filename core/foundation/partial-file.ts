import { createHash, randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

/** Tells this machine from others that see the same folder. */
const hostTag = createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8);

/** Which process a file under a temporary name belongs to. */
export interface PartialFileOwner {
  /** Process of this machine; undefined for one of another machine. */
  readonly pid: number | undefined;
}

/**
 * A temporary name in the folder of a file that is being made. It names the machine and the process, so
 * that what a process left when it was killed can be told from what another is still writing.
 *
 * @param target final name
 */
export function partialFile(target: string): string {
  const random = randomBytes(4).toString('hex');
  return path.join(
    path.dirname(target),
    `.${path.basename(target)}.${hostTag}-${process.pid}-${random}.part`,
  );
}

/**
 * Whose a temporary file of `target` is.
 *
 * @param name name of a file in the folder of `target`
 * @returns undefined when it is no temporary file of `target`
 */
export function partialFileOwner(name: string, target: string): PartialFileOwner | undefined {
  const start = `.${path.basename(target)}.`;
  const match = /^([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.part$/.exec(name.slice(start.length));
  if (!name.startsWith(start) || match === null) return undefined;
  return { pid: match[1] === hostTag ? Number(match[2]) : undefined };
}
