import type { FitsValue } from '../../../formats/fits/fits-card.ts';
import type { FitsHeader } from '../../../formats/fits/fits-header.ts';
import type { FileFacts, FileKind, RunFacts, SiteFacts, TelescopeFacts } from '../file-facts.ts';
import { compact } from './event-list.ts';
import { instrumentOf, placeOf } from './fits-place.ts';
import type { HduRole, KnownHdu } from './hdu-role.ts';
import { zfitsFacts } from './zfits.ts';

/** What was found in a FITS file. */
export interface FitsContent {
  readonly hdus: readonly KnownHdu[];
  readonly runs: readonly RunFacts[];
  readonly telescopes: readonly TelescopeFacts[];
}

/** Facts by the HDUs: what is rarest and most telling decides. */
export function factsOfFits(content: FitsContent): FileFacts {
  const { hdus } = content;
  const has = (role: HduRole) => hdus.some((one) => one.role === role);
  const compressed = hdus.filter(({ role }) => role === 'zfits');
  if (compressed.length > 0) return zfitsFacts(compressed);
  if (has('events')) return eventListFacts(content);
  if (has('simulated-events')) return simulatedEventFacts(content);
  if (has('obs-index') || has('hdu-index')) return indexFacts(content);
  if (has('response')) return responseFacts(content);
  if (has('cuts')) return cutFacts(content);
  if (has('benchmark')) return benchmarkFacts(content);
  return otherFacts(content);
}

/** What all kinds have in common. */
function common(
  { hdus, runs }: FitsContent,
  main: KnownHdu | undefined,
): { facts: Partial<FileFacts>; site: SiteFacts | undefined; remark: string | undefined } {
  const headers = hdus.map(({ hdu }) => hdu.header);
  const tables = main === undefined ? headers : [main.hdu.header, ...headers];
  const instrument = instrumentOf(main?.role === 'events' ? tables : headers);
  const place =
    main === undefined ? {} : placeOf(main.hdu.header, instrument, runs.at(0)?.startUtcMs);
  return {
    facts: compact<Partial<FileFacts>>({
      software: softwareOf(tables),
      instrument,
      productId: firstText(tables, 'CTA PRODUCT ID'),
      activityId: firstText(tables, 'CTA ACTIVITY ID'),
    }),
    site: place.site,
    remark: place.remark,
  };
}

function eventListFacts(content: FitsContent): FileFacts {
  const { hdus, runs } = content;
  const list = hdus.find(({ role }) => role === 'events') as KnownHdu;
  const { header, nRows } = list.hdu;
  const { facts, site, remark } = common(content, list);
  const target = header.text('OBJECT');
  const responses = unique(hdus.flatMap(({ response }) => response ?? []));
  const about = target === undefined ? '' : ` of ${target}`;
  const bundled = responses.length === 0 ? '' : ` with ${listOf(responses)}`;
  const number =
    runs.length > 0 ? '' : `; its OBS_ID (${textOf(header.value('OBS_ID'))}) is no number of a run`;
  const reason = conformance(hdus, list, remark);
  return {
    kind: 'events',
    format: 'GADF FITS',
    description: `List of ${nRows} events${about}${bundled}${number}.`,
    dataLevels: ['DL3'],
    runs,
    ...facts,
    ...compact<Partial<FileFacts>>({
      formatVersion: gadfVersion(hdus),
      isSimulation: isSimulated(list, facts.instrument),
      site,
    }),
    ...(reason !== undefined && { reason }),
  };
}

/** Simulated lists have columns or keywords for the true source; event lists of telescopes that exist are data. */
function isSimulated(list: KnownHdu, instrument: string | undefined): boolean | undefined {
  const { header } = list.hdu;
  if (list.columns.some((name) => name.toUpperCase().startsWith('MC_')) || header.has('NMCIDS')) {
    return true;
  }
  if (/obssim|simulat|sampler/i.test(header.text('CREATOR') ?? '')) return true;
  const isArray = instrument === undefined || /^CTA/.test(instrument);
  return isArray || !header.has('LIVETIME') ? undefined : false;
}

/** What of GADF an event list or its responses do not keep to, as far as it matters for reading. */
function conformance(
  hdus: readonly KnownHdu[],
  list: KnownHdu,
  remark: string | undefined,
): string | undefined {
  const clauses: string[] = [];
  const { header } = list.hdu;
  const missing = ['HDUCLASS', 'HDUCLAS1'].filter((keyword) => header.text(keyword) === undefined);
  if (missing.length > 0) clauses.push(`its event list has no ${missing.join(' and no ')}`);
  const columns = new Set(list.columns.map((name) => name.toUpperCase()));
  const lacking = ['EVENT_ID', 'TIME', 'RA', 'DEC', 'ENERGY'].filter((name) => !columns.has(name));
  if (lacking.length > 0) clauses.push(`its event list has no column ${lacking.join(', ')}`);
  if (
    hdus.some(
      ({ response, columns: names }) => response !== undefined && names.includes('ETRUE_LO'),
    )
  ) {
    clauses.push('a response has ETRUE_LO and ETRUE_HI for ENERG_LO and ENERG_HI');
  }
  if (remark !== undefined) clauses.push(remark);
  return clauses.length === 0 ? undefined : `Not as GADF demands: ${clauses.join('; ')}.`;
}

function simulatedEventFacts(content: FitsContent): FileFacts {
  const list = content.hdus.find(({ role }) => role === 'simulated-events') as KnownHdu;
  const { facts } = common(content, list);
  const creator = /^[A-Za-z][\w-]*/.exec(facts.software ?? '')?.[0];
  return {
    kind: 'events',
    format: creator === undefined ? 'FITS' : `${creator} FITS`,
    description: `Table of ${list.hdu.nRows} reconstructed simulated events.`,
    dataLevels: ['DL2'],
    isSimulation: true,
    runs: content.runs,
    ...facts,
  };
}

function indexFacts(content: FitsContent): FileFacts {
  const { hdus, runs } = content;
  const observations = hdus.find(({ role }) => role === 'obs-index');
  const files = hdus.find(({ role }) => role === 'hdu-index');
  const main = observations ?? files;
  const { facts, site } = common(content, main);
  const parts = [
    observations === undefined
      ? undefined
      : `observation index of ${observations.hdu.nRows} observations`,
    files === undefined ? undefined : `HDU index of ${files.hdu.nRows} tables`,
  ].filter((part) => part !== undefined);
  return {
    kind: 'index',
    format: 'GADF FITS',
    description: sentence(parts.join(' and ')),
    dataLevels: ['DL3'],
    runs,
    ...facts,
    ...compact<Partial<FileFacts>>({ formatVersion: gadfVersion(hdus), site }),
  };
}

function responseFacts(content: FitsContent): FileFacts {
  const { hdus } = content;
  const responses = hdus.filter(({ role }) => role === 'response');
  const { facts } = common(content, responses[0]);
  const classes = responses.map(({ hdu }) => hdu.header.text('HDUCLAS3')?.toUpperCase());
  const isPointLike = classes.includes('POINT-LIKE');
  const others = unique(
    hdus.flatMap(({ role }) =>
      role === 'cuts' ? ['cuts'] : role === 'benchmark' ? ['performance'] : [],
    ),
  );
  const what = listOf([...unique(responses.flatMap(({ response }) => response ?? [])), ...others]);
  const formatVersion = gadfVersion(hdus);
  return {
    kind: 'irf',
    format: hdus.some(isGadf) ? 'GADF FITS' : 'FITS',
    description: `${sentence(what).slice(0, -1)}${isPointLike ? ' for a point-like source' : ''}.`,
    dataLevels: ['DL3'],
    runs: [],
    ...facts,
    ...(formatVersion !== undefined && { formatVersion }),
  };
}

function cutFacts(content: FitsContent): FileFacts {
  const cuts = content.hdus.filter(({ role }) => role === 'cuts').map(({ hdu }) => hdu.name);
  const { facts } = common(content, undefined);
  const isOfCtapipe = cuts.includes('QUALITY_CUTS_EXPR');
  return {
    kind: 'cuts',
    format: isOfCtapipe ? 'ctapipe FITS' : 'FITS',
    description: `Event selection: ${listOf(cuts.filter((name) => name !== ''))}.`,
    dataLevels: [],
    runs: [],
    ...facts,
  };
}

function benchmarkFacts(content: FitsContent): FileFacts {
  const tables = content.hdus.filter(({ role }) => role === 'benchmark');
  const { facts } = common(content, undefined);
  // Those of ctapipe have one row with all bins, as responses have.
  const isOfCtapipe = tables.every(({ columns }) => columns.includes('ENERG_LO'));
  const names = tables.map(({ hdu }) => hdu.name.toLowerCase()).filter((name) => name !== '');
  return {
    kind: 'benchmark',
    format: isOfCtapipe ? 'ctapipe FITS' : 'FITS',
    description: `Performance: ${listOf(names)}.`,
    dataLevels: [],
    runs: [],
    ...facts,
  };
}

/** Descriptions of instruments, calibrations and what is not known. */
function otherFacts(content: FitsContent): FileFacts {
  const { hdus, telescopes } = content;
  const main = hdus.find(({ role }) => DESCRIBED.has(role));
  const { facts } = common(content, main);
  const describe = main === undefined ? undefined : DESCRIBED.get(main.role);
  if (main !== undefined && describe !== undefined) {
    const told = describe(main);
    return {
      dataLevels: [],
      runs: [],
      ...facts,
      ...told,
      ...(telescopes.length > 0 && { telescopes }),
    };
  }
  const tables = hdus.filter(({ role }) => role === 'other-table');
  const isFact = tables.length > 0 && facts.instrument === 'FACT';
  if (isFact) {
    const table = tables[0].hdu;
    return {
      kind: 'monitoring',
      format: 'FACT FITS',
      description: `Slow control of FACT: ${table.nRows} rows of ${table.name}.`,
      dataLevels: [],
      runs: [],
      ...facts,
    };
  }
  if (tables.length > 0) {
    const list = tables.map(
      ({ hdu }) => `${hdu.name === '' ? 'unnamed' : hdu.name} (${hdu.nRows} rows)`,
    );
    return {
      kind: 'table',
      format: 'FITS',
      description: `Tables: ${listOf(list)}.`,
      dataLevels: [],
      runs: [],
      ...facts,
      reason: 'Its tables are of no kind that is known here.',
    };
  }
  const hasImages = hdus.some(({ role }) => role === 'image');
  return {
    kind: 'unrecognised',
    format: 'FITS',
    description: '',
    dataLevels: [],
    runs: [],
    ...facts,
    reason: hasImages
      ? 'A FITS file of images; images are of no kind that is known here.'
      : 'A FITS file without data.',
  };
}

type Told = Pick<FileFacts, 'kind' | 'format' | 'description'> & Partial<FileFacts>;

const told = (
  kind: FileKind,
  format: string,
  description: string,
  more: Partial<FileFacts> = {},
): Told => ({
  kind,
  format,
  description,
  ...more,
});

/** How tables that stand alone are described. */
const DESCRIBED: ReadonlyMap<HduRole, (table: KnownHdu) => Told> = new Map<
  HduRole,
  (table: KnownHdu) => Told
>([
  [
    'camera-geometry',
    ({ hdu }) => {
      const shape = hdu.header.text('PIX_TYPE');
      const of = cameraOf(hdu.header);
      const pixels = `${hdu.nRows}${shape === undefined ? '' : ` ${shape}`} pixels`;
      return told(
        'instrument',
        'ctapipe FITS',
        `Camera geometry${of}: ${pixels}.`,
        tableVersion(hdu.header),
      );
    },
  ],
  [
    'camera-readout',
    ({ hdu }) => {
      const { header, nRows } = hdu;
      const of = cameraOf(header);
      const rate = header.number('SAMPFREQ');
      const sampling = rate === undefined ? '' : `, sampled at ${rate} GHz`;
      return told(
        'instrument',
        'ctapipe FITS',
        `Camera readout${of}: reference pulses of ${nRows} points${sampling}.`,
        tableVersion(header),
      );
    },
  ],
  [
    'array-layout',
    ({ hdu }) => {
      const array = hdu.header.text('ARRAY');
      const site = layoutSite(hdu.header);
      const of = array === undefined ? '' : ` of ${array}`;
      return told('instrument', 'FITS', `Array layout${of}: ${hdu.nRows} telescopes.`, site);
    },
  ],
  [
    'optics',
    ({ hdu }) => told('instrument', 'ctapipe FITS', `Optics of ${hdu.nRows} telescope types.`),
  ],
  [
    'atmosphere',
    ({ hdu }) =>
      told(
        'atmosphere',
        /^c?cta/.test(hdu.header.text('DATATYPE') ?? '') ? 'ctapipe FITS' : 'FITS',
        `Atmosphere profile of ${hdu.nRows} heights.`,
      ),
  ],
  [
    'muons',
    ({ hdu }) =>
      told('monitoring', 'FITS', `Figures of ${hdu.nRows} muon rings.`, {
        dataLevels: ['DL1_MUON'],
      }),
  ],
  [
    'drs-calibration',
    ({ hdu }) => {
      const pixels = hdu.header.integer('NPIX');
      const of = pixels === undefined ? '' : ` of ${pixels} pixels`;
      return told('calibration', 'FACT FITS', `DRS calibration constants${of}.`);
    },
  ],
  [
    'gti',
    ({ hdu }) =>
      told('table', 'GADF FITS', `${hdu.nRows} good time intervals.`, { dataLevels: ['DL3'] }),
  ],
  [
    'pointing',
    ({ hdu }) =>
      told('monitoring', 'GADF FITS', `Pointing at ${hdu.nRows} times.`, { dataLevels: ['DL3'] }),
  ],
  [
    'histogram',
    ({ hdu }) => told('histograms', 'FITS', `Simulated events in ${hdu.nRows} bins of energy.`),
  ],
]);

function cameraOf(header: FitsHeader): string {
  const camera = header.text('CAM_ID') ?? header.text('CAMERA');
  return camera === undefined ? '' : ` of ${camera}`;
}

function tableVersion(header: FitsHeader): Partial<FileFacts> {
  const version = header.text('TAB_VER') ?? header.number('TAB_VER')?.toString();
  return version === undefined ? {} : { formatVersion: version };
}

/** Tables of telescopes have LAT, LON and ALTITUDE. */
function layoutSite(header: FitsHeader): Partial<FileFacts> {
  const longitudeDeg = header.number('LON');
  const latitudeDeg = header.number('LAT');
  if (longitudeDeg === undefined || latitudeDeg === undefined) return {};
  const heightM = header.number('ALTITUDE');
  return { site: { longitudeDeg, latitudeDeg, ...(heightM !== undefined && { heightM }) } };
}

/** Whether a header declares itself of GADF. */
function isGadf({ hdu }: KnownHdu): boolean {
  return hdu.header.text('HDUCLASS')?.toUpperCase() === 'GADF';
}

/** `GADF 0.2` by the first header that says so. */
function gadfVersion(hdus: readonly KnownHdu[]): string | undefined {
  const versions = hdus
    .filter(isGadf)
    .map(({ hdu }) => hdu.header.text('HDUVERS') ?? hdu.header.number('HDUVERS')?.toString());
  const version = versions.find((one) => one !== undefined);
  return version === undefined ? undefined : `GADF ${version}`;
}

function softwareOf(headers: readonly FitsHeader[]): string | undefined {
  for (const header of headers) {
    const name = header.text('CREATOR') ?? header.text('SOFTNAME') ?? header.text('PACKAGE');
    if (name === undefined) continue;
    const version = header.text('VERSION');
    return version === undefined || /\d\.\d/.test(name) ? name : `${name} ${version}`;
  }
  return undefined;
}

function firstText(headers: readonly FitsHeader[], keyword: string): string | undefined {
  return headers.map((header) => header.text(keyword)).find((text) => text !== undefined);
}

function textOf(value: FitsValue | undefined): string {
  return typeof value === 'object' || value === undefined ? 'absent' : `“${value}”`;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** `a, b and c`; of long lists the first eight. */
function listOf(parts: readonly string[]): string {
  const shown = parts.length > 8 ? [...parts.slice(0, 8), `${parts.length - 8} more`] : [...parts];
  const last = shown.pop() ?? 'nothing';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
