import { PhotoelectronError } from '../../../foundation/errors.ts';
import type { FitsHdu } from '../../../formats/fits/fits-hdu.ts';
import { readFitsColumns } from '../../../formats/fits/read-fits-columns.ts';
import { type FitsWalk, type ReadFitsData, walkFits } from '../../../formats/fits/walk-fits.ts';
import type { FileFacts, RunFacts, TelescopeFacts } from '../file-facts.ts';
import type { FileHead } from '../file-head.ts';
import type { RecognitionOptions } from '../recogniser.ts';
import { type EventListRows, runsOfEventList } from './event-list.ts';
import { factsOfFits, type FitsContent } from './facts-of-fits.ts';
import { type KnownHdu, knowHdu } from './hdu-role.ts';
import { numberAt, readObservationIndex } from './index-table.ts';
import { readArrayLayout } from './array-layout.ts';

/** Observations of one list that are counted; a list with more is not split. */
const MAX_OBSERVATIONS = 10_000;

/**
 * Recognises FITS files, plain, gzip or Zstandard: event lists and responses of GADF, index tables,
 * cuts and benchmarks, descriptions of instruments, and raw data in compressed tables.
 *
 * @throws PhotoelectronError `format-damaged`, `file-unreadable`, `cancelled`
 */
export async function recogniseFits(
  head: FileHead,
  options: RecognitionOptions,
): Promise<FileFacts | undefined> {
  if (!/^SIMPLE {2}=/.test(head.bytes.toString('latin1', 0, 9))) return undefined;
  const known: KnownHdu[] = [];
  const found: { runs?: RunFacts[]; telescopes?: TelescopeFacts[] } = {};
  const lists = new Map<KnownHdu, EventListRows>();
  const walk: FitsWalk = await walkFits(
    head.path,
    {
      compression: head.compression,
      ...(options.signal !== undefined && { signal: options.signal }),
    },
    async (hdu, readData) => {
      const one = knowHdu(hdu);
      known.push(one);
      await skippingDamage(async () => {
        if (one.role === 'events' || one.role === 'simulated-events') {
          lists.set(one, { nRows: hdu.nRows });
          lists.set(one, await readEventListRows(one, head.path, readData));
        } else if (one.role === 'obs-index') {
          found.runs = [
            ...(found.runs ?? []),
            ...(await readObservationIndex(hdu, head.path, readData)),
          ];
        } else if (one.role === 'array-layout') {
          found.telescopes = await readArrayLayout(one, head.path, readData);
        }
      });
    },
  );
  const runs = lists.size === 0 ? (found.runs ?? []) : runsOfEventLists(lists);
  const content: FitsContent = { hdus: known, runs, telescopes: found.telescopes ?? [] };
  return withProblem(factsOfFits(content), walk.problem);
}

/** Runs of all event lists of a file; of a second list of the same observation, nothing. */
function runsOfEventLists(lists: ReadonlyMap<KnownHdu, EventListRows>): RunFacts[] {
  const runs = new Map<number, RunFacts>();
  for (const [{ hdu }, rows] of lists) {
    for (const run of runsOfEventList(hdu.header, rows)) {
      if (!runs.has(run.obsId)) runs.set(run.obsId, run);
    }
  }
  return [...runs.values()];
}

/** What a damaged table would tell is left out; the headers are there all the same. */
async function skippingDamage(read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    const isOfFile =
      error instanceof PhotoelectronError &&
      (error.code === 'format-damaged' || error.code === 'format-unsupported');
    if (!isOfFile) throw error;
  }
}

function withProblem(facts: FileFacts, problem: string | undefined): FileFacts {
  if (problem === undefined) return { ...facts, isComplete: true };
  const sentence = `${problem.slice(0, 1).toUpperCase()}${problem.slice(1)}.`;
  const reason = facts.reason === undefined ? sentence : `${sentence} ${facts.reason}`;
  return { ...facts, isComplete: false, reason };
}

/** Reads rows of an event list only where its header does not tell what is wanted of it. */
async function readEventListRows(
  { hdu, columns }: KnownHdu,
  path: string,
  readData: ReadFitsData,
): Promise<EventListRows> {
  const { header, nRows } = hdu;
  const has = (name: string) => columns.some((column) => column.toUpperCase() === name);
  if (header.integer('OBS_ID') === undefined && has('OBS_ID')) {
    const byObsId = await countObservations(hdu, path, readData);
    return byObsId === undefined ? { nRows } : { nRows, byObsId };
  }
  const isTold = header.has('TSTART') || header.has('DATE-OBS') || header.has('DATE_OBS');
  if (isTold || nRows === 0 || !has('TIME')) return { nRows };
  const time = async (firstRow: number) => {
    const { TIME } = await readFitsColumns(hdu, path, readData, ['TIME'], { firstRow, nRows: 1 });
    return numberAt(TIME, 0);
  };
  const firstTime = await time(0);
  const lastTime = await time(nRows - 1);
  return {
    nRows,
    ...(firstTime !== undefined && { firstTime }),
    ...(lastTime !== undefined && { lastTime }),
  };
}

async function countObservations(
  hdu: FitsHdu,
  path: string,
  readData: ReadFitsData,
): Promise<Map<number, number> | undefined> {
  const { OBS_ID } = await readFitsColumns(hdu, path, readData, ['OBS_ID']);
  const counts = new Map<number, number>();
  for (let row = 0; row < hdu.nRows; ++row) {
    const obsId = numberAt(OBS_ID, row);
    if (obsId === undefined || !Number.isSafeInteger(obsId)) return undefined;
    counts.set(obsId, (counts.get(obsId) ?? 0) + 1);
    if (counts.size > MAX_OBSERVATIONS) return undefined;
  }
  return counts;
}
