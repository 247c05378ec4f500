import { open, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Logs of one folder that are looked at, and the largest of them [bytes]; a run takes 20 kB. */
const LOG_LIMIT = 50;
const LOG_BYTES = 8 << 20;

/**
 * Records of an activity in the provenance logs that ctapipe's tools leave where they are started,
 * often beside their products (`<tool>.provenance.log`). Each run appends a JSON array of its activities.
 *
 * @returns the records as JSON by the path of their log; empty where no log tells of the activity
 */
export async function readActivityLogs(
  folder: string,
  activityId: string,
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  const name = JSON.stringify(activityId);
  for (const log of await logsIn(folder)) {
    const text = await readLog(log);
    if (!text.includes(name)) continue;
    for (const record of recordsOf(text)) {
      // Other records may name the activity as well: that of an input, for one.
      if (headOf(record) === name) found[log] = record;
    }
  }
  return found;
}

/** The id behind the first `activity_uuid`, with its quotation marks. */
function headOf(record: string): string | undefined {
  return /"activity_uuid"\s*:\s*("[^"]*")/.exec(record)?.[1];
}

async function logsIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    // Links may lead to where this client may not read.
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.provenance.log'))
      .map(({ name }) => name)
      .sort()
      .slice(0, LOG_LIMIT)
      .map((name) => path.join(folder, name));
  } catch {
    // What cannot be listed tells nothing more of a file that could be read.
    return [];
  }
}

/** Empty for what is not of moderate size or cannot be read. */
async function readLog(log: string): Promise<string> {
  try {
    const file = await open(log);
    try {
      const status = await file.stat();
      if (status.size > LOG_BYTES) return '';
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}

/** Texts of the objects in arrays that follow one another. */
function* recordsOf(text: string): Generator<string> {
  let depth = 0;
  let start = 0;
  let isInText = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (isInText) {
      if (character === '\\') i++;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '[' || character === '{') {
      if (++depth === 2) start = i;
    } else if (character === ']' || character === '}') {
      if (depth-- === 2) yield text.slice(start, i + 1);
    }
  }
}
