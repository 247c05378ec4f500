import { PhotoelectronError } from '../../../foundation/errors.ts';
import { ByteArenas } from '../../../formats/eventio/byte-arenas.ts';
import { byteOrderAt } from '../../../formats/eventio/object-header.ts';
import { objectGroups } from '../../../formats/eventio/object-groups.ts';
import { objectName } from '../../../formats/eventio/object-name.ts';
import { openEventIoStream } from '../../../formats/eventio/open-eventio-stream.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Recogniser } from '../recogniser.ts';
import { IactFacts, isIactType } from './iact-facts.ts';
import { limitedStream } from './limited-stream.ts';
import { isSimtelType, SimtelFacts } from './simtel-facts.ts';

/** Largest file that is read to its end, unless the caller says otherwise [bytes]. */
const defaultCountBytes = 32 << 20;
/** How much more than its size a compressed file may hold, before its end is not waited for. */
const maxExpansion = 64;
/** Decompressed bytes in which the description of a file is looked for. */
const maxHeaderBytes = 1 << 30;

function unrecognised(reason: string): FileFacts {
  return {
    kind: 'unrecognised',
    format: 'EventIO',
    description: '',
    dataLevels: [],
    runs: [],
    reason,
  };
}

/** Facts of a file without any header of a run. */
function withoutRun(types: ReadonlySet<number>, problem: string | undefined): FileFacts {
  if (types.has(100)) {
    return {
      kind: 'histograms',
      format: 'EventIO histograms',
      description: 'Histograms of a simulation, without events.',
      dataLevels: [],
      isSimulation: true,
      runs: [],
      ...(problem !== undefined && { isComplete: false, reason: problem }),
    };
  }
  if (problem !== undefined) return unrecognised(problem);
  const names = [...types].slice(0, 8).map((type) => `${objectName(type)} (${String(type)})`);
  return unrecognised(
    names.length === 0
      ? 'It is an EventIO file without a complete object.'
      : `It is an EventIO file without the header of a run; it holds ${names.join(', ')}.`,
  );
}

/** The facts with a problem that was found while reading. */
function withProblem(facts: FileFacts, problem: string | undefined): FileFacts {
  if (problem === undefined) return facts;
  return { ...facts, isComplete: false, reason: facts.reason ?? problem };
}

/**
 * Recognises EventIO files (plain, gzip, Zstandard): sim_telarray, Cherenkov photons of CORSIKA,
 * histograms. Headers are read; small files are read to their end for counts and times, without
 * decoding any pixel.
 */
export const recogniseEventio: Recogniser = async (head, options) => {
  const order = byteOrderAt(head.bytes, 0);
  if (order === undefined) return undefined;
  if (order === 'big') {
    return unrecognised(
      'It is an EventIO file in big-endian byte order, which is not supported; convert it on a little-endian machine.',
    );
  }
  const { path, sizeBytes } = head;
  const { signal, countBytes = defaultCountBytes } = options;
  const counts = sizeBytes <= countBytes;
  const opened = await openEventIoStream(path, signal === undefined ? {} : { signal });
  const { stream, wasCut } = limitedStream(
    opened,
    counts ? Math.max(maxHeaderBytes, sizeBytes * maxExpansion) : maxHeaderBytes,
  );
  const simtel = new SimtelFacts();
  const iact = new IactFacts();
  const types = new Set<number>();
  let whole = counts;
  let problem: string | undefined;
  try {
    const arenas = new ByteArenas();
    const groups = objectGroups(stream, {
      arenas,
      wanted: (type) => {
        types.add(type);
        return isSimtelType(type) || isIactType(type);
      },
    });
    for await (const group of groups) {
      for (const object of group) {
        if (isIactType(object.type)) iact.take(object);
        else simtel.take(object);
      }
      if (!counts && (simtel.isDescribed || iact.isDescribed)) {
        whole = false;
        break;
      }
      simtel.detach();
      arenas.release();
    }
    problem = stream.truncation?.message;
    if (wasCut()) {
      whole = false;
      problem = undefined;
    }
  } catch (error) {
    if (!(error instanceof PhotoelectronError)) throw error;
    if (error.code === 'cancelled' || error.code === 'file-unreadable') throw error;
    problem = error.message;
  } finally {
    await opened.close();
  }
  const facts = simtel.facts(whole) ?? iact.facts(whole);
  return facts === undefined ? withoutRun(types, problem) : withProblem(facts, problem);
};
