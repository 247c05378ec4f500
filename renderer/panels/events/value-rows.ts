import type { ArrayEvent, EventSession, Shower } from '../../../core/contract/records/event.ts';

/** One value of an event. */
export interface ValueRow {
  /** What it belongs to: `Event`, `Simulation`, a reconstructor, a telescope. */
  readonly group: string;
  readonly name: string;
  readonly value: number | string | null;
  readonly unit: string;
  readonly description: string;
}

/**
 * Every value of an event: of the event itself, of the simulated shower, of each reconstructor, and the
 * image parameters of each telescope.
 *
 * @param telIds telescopes that are wanted. Default: all
 */
export function valueRows(
  event: ArrayEvent,
  session: EventSession,
  telIds?: ReadonlySet<number>,
): ValueRow[] {
  const columns = new Map(session.columns.map((column) => [column.name, column]));
  const row = (group: string, name: string, value: ValueRow['value'], prefix = ''): ValueRow => {
    const column = columns.get(name) ?? columns.get(`${prefix}${name}`);
    return {
      group,
      name,
      value,
      unit: column?.unit ?? '',
      description: column?.description ?? '',
    };
  };
  const own = (name: string, value: ValueRow['value'], description: string, unit = '') => ({
    group: 'Event',
    name,
    value,
    unit,
    description,
  });
  const shower = (group: string, { values }: Shower, prefix: string) =>
    Object.entries(values).map(([name, value]) => row(group, name, value, prefix));
  const first: ValueRow[] = [
    own('obs_id', event.obsId, 'Observation (run)'),
    own('event_id', event.eventId, 'Array event within the observation'),
    own('time', event.time, 'Time of the array event, TAI'),
    own('event_type', event.eventType, 'Kind of event'),
    own('triggered', event.triggeredTelIds.join(' '), 'Telescopes that triggered'),
  ];
  // What belongs to a shower is told there.
  const showers = [event.truth, ...Object.values(event.reconstructed)];
  const told = new Set([
    ...first.map(({ name }) => name),
    ...showers.flatMap((each) => Object.keys(each?.values ?? {})),
  ]);
  return [
    ...first,
    ...Object.entries(event.values)
      .filter(([name]) => !told.has(name))
      .map(([name, value]) => row('Event', name, value)),
    ...(event.truth === null ? [] : shower('Simulation', event.truth, 'true_')),
    ...Object.entries(event.reconstructed).flatMap(([name, each]) =>
      shower(name, each, `${name}_`),
    ),
    ...event.telescopes
      .filter(({ telId }) => telIds?.has(telId) ?? true)
      .flatMap(({ telId, parameters, pointingAltDeg, pointingAzDeg }) => {
        const name = session.telescopes.find((each) => each.telId === telId)?.name ?? '';
        const group = name === '' ? `Telescope ${telId}` : `${name} · ${telId}`;
        const pointing = (which: string, value: number | null, description: string) => ({
          ...own(which, value, description, 'deg'),
          group,
        });
        return [
          pointing('pointing_alt', pointingAltDeg, 'Altitude of the pointing'),
          pointing('pointing_az', pointingAzDeg, 'Azimuth of the pointing'),
          ...Object.entries(parameters).map(([key, value]) => row(group, key, value)),
        ];
      }),
  ];
}

/** Values that contain a text in any of their words. */
export function matchingRows(rows: readonly ValueRow[], text: string): readonly ValueRow[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter(({ group, name, description }) => {
    const all = `${group} ${name} ${description}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Values as text with tabs between the columns, for spreadsheets. */
export function valuesTsv(rows: readonly ValueRow[]): string {
  const lines = rows.map(({ group, name, value, unit, description }) =>
    [group, name, value === null ? '' : String(value), unit, description].join('\t'),
  );
  return ['group\tname\tvalue\tunit\tdescription', ...lines, ''].join('\n');
}

/** Values as JSON: by group, then by name; null where a value is undefined. */
export function valuesJson(rows: readonly ValueRow[]): string {
  const groups: Record<string, Record<string, ValueRow['value']>> = {};
  for (const { group, name, value } of rows) (groups[group] ??= {})[name] = value;
  return `${JSON.stringify(groups, null, 2)}\n`;
}
