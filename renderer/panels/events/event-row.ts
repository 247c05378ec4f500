import type { EventColumn } from '../../../core/contract/records/event.ts';
import type { RequestResult } from '../../../core/contract/contract.ts';
import type { TableColumn } from '../../table/table-column.ts';

/** A row of the list of events. */
export interface EventRow {
  /** Place in the file. */
  readonly index: number;
  readonly obsId: number;
  readonly eventId: number;
  /** TAI, ISO 8601. */
  readonly time: string | null;
  readonly eventType: string;
  readonly nTelescopes: number;
  /** Wanted columns; NaN where undefined. */
  readonly values: Readonly<Record<string, number | undefined>>;
}

/** Rows of an answer of `events.list`. */
export function eventRows({ rows }: RequestResult<'events.list'>): EventRow[] {
  const names = Object.keys(rows.values);
  return Array.from(rows.index, (index, i) => ({
    index,
    obsId: rows.obsId[i],
    eventId: rows.eventId[i],
    time: rows.time[i] ?? null,
    eventType: rows.eventType[i] ?? '',
    nTelescopes: rows.nTelescopes[i],
    values: Object.fromEntries(names.map((name) => [name, rows.values[name][i]])),
  }));
}

/** Columns that the list shows until others are chosen, as far as a file has them. */
const firstShown = ['hillas_intensity', 'camera_frame_hillas_intensity'];

/** Mean width of a letter of a name [px]. */
const LETTER = 6.4;

/** Columns of the event itself, by the names of the engine; the list has them in any case. */
const own = new Set(['obs_id', 'event_id', 'time', 'event_type', 'n_telescopes']);

/** Columns of the list: those of every event, and all that the file has beside. */
export function eventListColumns(columns: readonly EventColumn[]): TableColumn<EventRow>[] {
  const known = new Set(columns.map(({ name }) => name));
  const first: TableColumn<EventRow>[] = [
    {
      key: 'event_id',
      title: 'Event',
      description: 'Number of the array event within the observation.',
      align: 'end',
      width: 56,
      format: ({ eventId }) => String(eventId),
    },
    {
      key: 'obs_id',
      title: 'Run',
      description: 'Number of the observation.',
      align: 'end',
      width: 80,
      hidden: true,
      format: ({ obsId }) => String(obsId),
    },
    {
      key: 'time',
      title: 'Time',
      unit: 'TAI',
      description: 'Time of the array event.',
      width: 200,
      hidden: true,
      format: ({ time }) => time?.replace('T', ' ') ?? '',
    },
    {
      key: 'event_type',
      title: 'Type',
      description: 'Kind of event.',
      width: 72,
      format: ({ eventType }) => eventType.toLowerCase().replaceAll('_', ' '),
    },
    {
      key: 'n_telescopes',
      title: 'Tels',
      description: 'Telescopes with an image.',
      align: 'end',
      width: 48,
      format: ({ nTelescopes }) => String(nTelescopes),
    },
  ];
  return [
    ...first.map((column) => ({ ...column, sortable: known.has(column.key) })),
    ...columns
      .filter(({ name }) => !own.has(name))
      .sort((a, b) => placeOf(a.name) - placeOf(b.name))
      .map(({ name, unit, description, of }) => ({
        key: name,
        title: name,
        unit,
        description: of === 'image' ? `${description} (of the brightest image)` : description,
        align: 'end' as const,
        width: headWidth(name, unit),
        sortable: true,
        hidden: !firstShown.includes(name),
        format: ({ values }: EventRow) => listNumber(values[name]),
      })),
  ];
}

/** Width of a column whose name and unit are to be read [px]. */
function headWidth(name: string, unit: string): number {
  const letters = name.length + (unit === '' ? 0 : unit.length + 3);
  return Math.max(84, Math.ceil(letters * LETTER) + 16);
}

/** Those that are shown at first come first. */
function placeOf(name: string): number {
  const place = firstShown.indexOf(name);
  return place < 0 ? firstShown.length : place;
}

/** A number with digits enough for a list; empty where undefined. */
function listNumber(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '';
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude < 1e-3 || magnitude >= 1e6) return value.toExponential(3);
  return value.toPrecision(Math.max(4, Math.ceil(Math.log10(magnitude + 1)) + 1));
}
