import type { RequestResult } from '../../contract/contract.ts';
import type { RunSheet } from '../../contract/records/run.ts';
import type { RunProfileRecord } from '../../contract/records/run-profile.ts';

/** Reads the profile of a run from a file; undefined when the file does not have it. */
type ReadProfile = (
  file: string,
  startUtcMs: number,
  stopUtcMs: number,
) => Promise<RunProfileRecord | undefined>;

/**
 * The profile of a run from the file with the most of its events that has one.
 *
 * @throws what `read` throws, unless another file has one
 */
export async function profileOfRun(
  run: RunSheet,
  read: ReadProfile,
): Promise<RequestResult<'runs.profile'>> {
  if (run.isSimulation) {
    return none(
      'This run is simulated: the times of its events are those of the computer that made them and mean nothing.',
    );
  }
  if (run.start === null || run.stop === null) {
    return none('No file of this run tells when it was taken.');
  }
  const [start, stop] = [Date.parse(run.start), Date.parse(run.stop)];
  const present = run.products.filter(({ presence }) => presence === 'present');
  if (present.length === 0) return none('No file of this run is where it was.');
  const candidates = present.toSorted((a, b) => (b.nEvents ?? 0) - (a.nEvents ?? 0));
  const failures: unknown[] = [];
  for (const { path } of candidates) {
    try {
      const profile = await read(path, start, stop);
      if (profile !== undefined) return { profile, reason: null };
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  const formats = [...new Set(present.map(({ format }) => format))].join(', ');
  return none(`The files of this run (${formats}) hold no times of events that can be read.`);
}

function none(reason: string): RequestResult<'runs.profile'> {
  return { profile: null, reason };
}
