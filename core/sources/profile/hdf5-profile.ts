import type { Table } from '../../foundation/table.ts';
import { taiFromUtc } from '../../foundation/utc-from-tai.ts';
import { type Hdf5File, openHdf5 } from '../../formats/hdf5/open-hdf5.ts';
import { openRows } from '../../formats/hdf5/open-rows.ts';
import { telescopePointing } from '../ctapipe-hdf5/stored-pointing.ts';
import { arrayTriggerPath } from '../recognition/hdf5/array-triggers.ts';
import type { EventTable } from './event-table.ts';
import { factRows } from './fact-rows.ts';
import { ProfileBins } from './profile-bins.ts';
import type { OnFraction, RunProfile, RunProfileAsk } from './run-profile.ts';
import { isTelescopeRows, telescopeRows } from './telescope-event-rows.ts';
import { hasSplitTimes, triggerRows } from './trigger-rows.ts';

/** Bytes of rows that are read at once. */
const PIECE_BYTES = 4 << 20;

/**
 * The events of a run in an HDF5 file in bins of time: the triggers of ctapipe and of what follows its
 * layout, the rows of lstchain and magic-cta-pipe, the events of FACT.
 *
 * @returns undefined when the file has no such table
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`, `file-unreadable`
 */
export async function hdf5Profile(
  ask: RunProfileAsk,
  onFraction: OnFraction,
): Promise<RunProfile | undefined> {
  const file = await openHdf5(ask.path);
  try {
    const tables = await eventTables(file);
    if (tables.length === 0) return undefined;
    const bins = new ProfileBins(ask, ask.maxBins);
    for (const [i, table] of tables.entries()) {
      await eachPiece(table, (piece, fraction) => {
        table.count(piece, ask.obsId, bins);
        onFraction((i + fraction) / tables.length);
      });
    }
    const isTold = tables.some(({ hasZenith }) => hasZenith);
    const zenithDeg = isTold ? bins.zenithDeg() : await storedZeniths(file, ask.obsId, bins);
    return {
      table: tables.map(({ item }) => item).join(', '),
      bins,
      zenithDeg,
      zenithSource: zenithDeg.some(Number.isFinite) ? 'recorded' : undefined,
      hasGoodTimes: false,
    };
  } finally {
    await file.close();
  }
}

/** Tables with the times of events; of those that tell the same, the one with telescopes and pointing. */
async function eventTables(file: Hdf5File): Promise<EventTable[]> {
  const triggers = await openRows(file, arrayTriggerPath);
  // The rows of hiperta have a column for times as well, but nothing in it.
  if (triggers !== undefined && hasSplitTimes(triggers)) {
    return [await triggerRows(file, arrayTriggerPath, triggers)].filter(
      (each) => each !== undefined,
    );
  }
  const found: EventTable[] = [];
  for (const item of await telescopeTables(file)) {
    const rows = await openRows(file, item);
    if (rows !== undefined && isTelescopeRows(rows)) found.push(telescopeRows(item, rows));
  }
  if (found.length > 0) return found;
  const trigger = triggers && (await triggerRows(file, arrayTriggerPath, triggers));
  if (trigger !== undefined) return [trigger];
  const events = await openRows(file, '/events');
  const fact = events && factRows('/events', events);
  return fact === undefined ? [] : [fact];
}

async function telescopeTables(file: Hdf5File): Promise<string[]> {
  for (const folder of ['/dl2/event/telescope/parameters', '/dl1/event/telescope/parameters']) {
    if ((await file.kind(folder)) !== 'group') continue;
    const names = (await file.children(folder)).map(({ name }) => `${folder}/${name}`);
    if (names.length > 0) return names.slice(0, 32);
  }
  return (await file.kind('/events/parameters')) === undefined ? [] : ['/events/parameters'];
}

async function eachPiece(
  { rows, columns }: EventTable,
  visit: (table: Table, fraction: number) => void,
): Promise<void> {
  const wanted = columns.filter((name) => rows.columns.includes(name));
  const step = Math.max(1, Math.floor(PIECE_BYTES / Math.max(1, rows.rowBytes)));
  for (let start = 0; start < rows.nRows; start += step) {
    const count = Math.min(step, rows.nRows - start);
    const table = await rows.read({ start, count, columns: wanted });
    visit(table, (start + count) / rows.nRows);
  }
}

/** Zenith distances of the first telescope with a pointing, in the middle of the bins. */
async function storedZeniths(
  file: Hdf5File,
  obsId: number,
  bins: ProfileBins,
): Promise<Float64Array<ArrayBuffer>> {
  const unknown = new Float64Array(bins.nBins).fill(NaN);
  for (const folder of ['dl0/monitoring', 'configuration', 'dl1/monitoring']) {
    const group = `/${folder}/telescope/pointing`;
    if ((await file.kind(group)) !== 'group') continue;
    const first = (await file.children(group)).at(0);
    if (first === undefined) continue;
    const pointingAt = await telescopePointing(file, first.name);
    return unknown.map((_, bin) => 90 - pointingAt(obsId, taiSeconds(bins.middleMs(bin))).alt);
  }
  return unknown;
}

function taiSeconds(utcMs: number): number {
  return taiFromUtc(utcMs) / 1000;
}
