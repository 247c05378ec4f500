import type { FitsHeader } from '../../../formats/fits/fits-header.ts';
import type { RunFacts } from '../file-facts.ts';
import { fitsClock } from './fits-times.ts';
import { skyOffset } from './sky-offset.ts';

/** What was read of the rows of an event list. */
export interface EventListRows {
  readonly nRows: number;
  /** Events by OBS_ID, where the list holds several observations. */
  readonly byObsId?: ReadonlyMap<number, number>;
  /** First and last TIME, where the header does not tell when it was taken. */
  readonly firstTime?: number;
  readonly lastTime?: number;
}

/** Keywords of quality figures with the names and units of ours. */
const QUALITY: readonly (readonly [keyword: string, name: string, unit: string])[] = [
  ['DEADC', 'deadtime_correction', ''],
  ['MUONEFF', 'muon_efficiency', ''],
  ['BROKPIX', 'broken_pixel_fraction', ''],
  ['AIRTEMP', 'air_temperature', 'deg_C'],
  ['PRESSURE', 'air_pressure', 'hPa'],
  ['RELHUM', 'relative_humidity', ''],
  ['NSBLEVEL', 'nsb_level', ''],
  ['TRGRATE', 'trigger_rate', 'Hz'],
  ['ZTRGRATE', 'zenith_corrected_trigger_rate', 'Hz'],
];

/** The runs of an event list; empty when its OBS_ID is no whole number, or a negative placeholder. */
export function runsOfEventList(header: FitsHeader, rows: EventListRows): RunFacts[] {
  const obsId = header.integer('OBS_ID');
  if (obsId !== undefined && obsId < 0) return [];
  if (obsId !== undefined) {
    return [{ obsId, ...observationFacts(header, rows), nEvents: rows.nRows }];
  }
  return [...(rows.byObsId ?? [])]
    .sort(([a], [b]) => a - b)
    .map(([id, nEvents]) => ({ obsId: id, nEvents }));
}

/** Times, pointing and target as the header has them. */
function observationFacts(header: FitsHeader, rows: EventListRows): Omit<RunFacts, 'obsId'> {
  const clock = fitsClock(header);
  const date = (day: string, time: string) =>
    clock.utcOfDate(
      header.text(day) ?? header.text(day.replace('-', '_')),
      header.text(time) ?? header.text(time.replace('-', '_')),
    );
  const startUtcMs =
    clock.utc(header.number('TSTART')) ?? date('DATE-OBS', 'TIME-OBS') ?? clock.utc(rows.firstTime);
  const stopUtcMs =
    clock.utc(header.number('TSTOP')) ?? date('DATE-END', 'TIME-END') ?? clock.utc(rows.lastTime);
  const quality = QUALITY.flatMap(([keyword, name, unit]) => {
    const value = header.number(keyword);
    return value === undefined ? [] : [{ name, value, unit }];
  });
  return compact({
    startUtcMs,
    stopUtcMs,
    durationS: header.number('ONTIME') ?? header.number('TELAPSE'),
    livetimeS: header.number('LIVETIME'),
    telIds: telescopesOf(header.text('TELLIST')),
    target: header.text('OBJECT'),
    ...directions({
      raPnt: header.number('RA_PNT'),
      decPnt: header.number('DEC_PNT'),
      altPnt: header.number('ALT_PNT') ?? altitudeOf(header.number('ZEN_PNT')),
      azPnt: header.number('AZ_PNT'),
      raObj: header.number('RA_OBJ'),
      decObj: header.number('DEC_OBJ'),
    }),
    quality: quality.length > 0 ? quality : undefined,
  });
}

function altitudeOf(zenithDeg: number | undefined): number | undefined {
  return zenithDeg === undefined ? undefined : 90 - zenithDeg;
}

/** Directions of a header or of a row of an index, in degrees. */
export interface StatedDirections {
  readonly raPnt?: number | undefined;
  readonly decPnt?: number | undefined;
  readonly altPnt?: number | undefined;
  readonly azPnt?: number | undefined;
  readonly raObj?: number | undefined;
  readonly decObj?: number | undefined;
}

/** Wobble offsets are below this [deg]; a target farther away is not what was pointed at. */
const MAX_WOBBLE_DEG = 10;
/** Below this the pointing is on the target, and has no angle [deg]. */
const MIN_WOBBLE_DEG = 1e-3;

/** Pointing and target; pairs that are zero are left out, because writers fill them in so. */
export function directions(stated: StatedDirections): Partial<RunFacts> {
  const pointing = pair(stated.raPnt, stated.decPnt);
  const horizontal = pair(stated.azPnt, stated.altPnt);
  const target = pair(stated.raObj, stated.decObj);
  const offset =
    pointing === undefined || target === undefined
      ? undefined
      : skyOffset(
          { raDeg: target[0], decDeg: target[1] },
          { raDeg: pointing[0], decDeg: pointing[1] },
        );
  const isWobble = offset !== undefined && offset.separationDeg <= MAX_WOBBLE_DEG;
  return compact({
    pointingRaDeg: pointing?.[0],
    pointingDecDeg: pointing?.[1],
    pointingAzDeg: horizontal?.[0],
    pointingAltDeg: horizontal?.[1],
    targetRaDeg: target?.[0],
    targetDecDeg: target?.[1],
    wobbleOffsetDeg: isWobble ? offset.separationDeg : undefined,
    wobbleAngleDeg:
      isWobble && offset.separationDeg >= MIN_WOBBLE_DEG ? offset.positionAngleDeg : undefined,
  });
}

/** A longitude within 0 to 360 and a latitude; undefined when impossible or both zero. */
function pair(longitude?: number, latitude?: number): [number, number] | undefined {
  if (longitude === undefined || latitude === undefined) return undefined;
  const isPossible = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 3600;
  if (!isPossible || (longitude === 0 && latitude === 0)) return undefined;
  const isWithin = longitude >= 0 && longitude < 360;
  return [isWithin ? longitude : ((longitude % 360) + 360) % 360, latitude];
}

/**
 * Telescopes of a TELLIST: `1,2,3,4`, `T1,T2`, `1-4`, `CT1-CT4`, `MAGIC-I,MAGIC-II`; undefined for names
 * of arrays.
 */
export function telescopesOf(list: string | undefined): number[] | undefined {
  const entries = list?.split(/[,;\s]+/).filter((entry) => entry !== '') ?? [];
  const ids = entries.flatMap((entry) => {
    const range = /^([A-Za-z]*)(\d{1,4})-\1(\d{1,4})$/.exec(entry);
    if (range !== null) return idsBetween(Number(range[2]), Number(range[3]));
    const digits = /(\d{1,4})$/.exec(entry)?.[1];
    if (digits !== undefined) return Number(digits);
    return /^MAGIC-?II$/i.test(entry) ? 2 : /^MAGIC-?I$/i.test(entry) ? 1 : undefined;
  });
  const known = ids.filter((id) => id !== undefined);
  return known.length === 0 || known.length < ids.length ? undefined : known;
}

function idsBetween(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** Leaves out what is not known. */
export function compact<T extends object>(facts: {
  [K in keyof T]: T[K] | undefined;
}): Partial<T> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
