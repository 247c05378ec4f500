import type { FitsHdu } from '../../../formats/fits/fits-hdu.ts';

/** What an HDU is for. */
export type HduRole =
  | 'events'
  | 'simulated-events'
  | 'gti'
  | 'pointing'
  | 'response'
  | 'cuts'
  | 'benchmark'
  | 'histogram'
  | 'obs-index'
  | 'hdu-index'
  | 'camera-geometry'
  | 'camera-readout'
  | 'array-layout'
  | 'optics'
  | 'atmosphere'
  | 'muons'
  | 'drs-calibration'
  | 'zfits'
  | 'other-table'
  | 'image'
  | 'empty';

/** An HDU with its role. */
export interface KnownHdu {
  readonly hdu: FitsHdu;
  readonly role: HduRole;
  /** Names of the columns as they stand there. */
  readonly columns: readonly string[];
  /** Of responses: what it gives, such as `effective area`. */
  readonly response?: string;
}

/** Responses by the class that GADF gives them. */
const RESPONSES: Readonly<Record<string, string>> = {
  EFF_AREA: 'effective area',
  EDISP: 'energy dispersion',
  PSF: 'point spread function',
  RPSF: 'point spread function',
  BKG: 'background',
  RAD_MAX: 'directional cut',
};

/**
 * What an HDU is for: by the names of its columns first, because many headers were copied from another
 * table (an HDU index that says it is an observation index), then by the classes of its header.
 */
export function knowHdu(hdu: FitsHdu): KnownHdu {
  const columns = columnNames(hdu);
  const response = responseOf(hdu, columns);
  if (response !== undefined) return { hdu, role: 'response', columns, response };
  return { hdu, role: roleOf(hdu, columns), columns };
}

function columnNames(hdu: FitsHdu): string[] {
  if (hdu.kind !== 'bintable' && hdu.kind !== 'table') return [];
  const fields = Math.min(hdu.header.integer('TFIELDS') ?? 0, 999);
  return Array.from(
    { length: Math.max(0, fields) },
    (_, i) => hdu.header.text(`TTYPE${i + 1}`) ?? '',
  );
}

function responseOf(hdu: FitsHdu, columns: readonly string[]): string | undefined {
  const has = among(columns);
  if (!has('ENERG_LO') && !has('ETRUE_LO')) return undefined;
  if (has('EFFAREA')) return RESPONSES.EFF_AREA;
  if (has('MATRIX') && has('MIGRA_LO')) return RESPONSES.EDISP;
  if (has('RPSF') || has('SIGMA_1') || (has('GAMMA') && has('SIGMA'))) return RESPONSES.PSF;
  if (has('BKG') || has('BGD')) return RESPONSES.BKG;
  if (has('RAD_MAX')) return RESPONSES.RAD_MAX;
  if (hdu.header.text('HDUCLAS1')?.toUpperCase() !== 'RESPONSE') return undefined;
  const type = hdu.header.text('HDUCLAS2')?.toUpperCase() ?? '';
  return Object.hasOwn(RESPONSES, type) ? RESPONSES[type] : undefined;
}

function roleOf(hdu: FitsHdu, columns: readonly string[]): HduRole {
  const { header } = hdu;
  if (columns.length === 0) {
    return (hdu.kind === 'image' || hdu.kind === 'groups') && hdu.dataBytes > 0 ? 'image' : 'empty';
  }
  if (header.boolean('ZTABLE') === true) return 'zfits';
  const tableType = header.text('TAB_TYPE') ?? header.text('DATATYPE') ?? '';
  if (tableType.endsWith('CameraGeometry')) return 'camera-geometry';
  if (tableType.endsWith('CameraReadout')) return 'camera-readout';
  const has = among(columns);
  const name = hdu.name.toUpperCase().replaceAll(/[ _]+/g, ' ');
  const type = header.text('HDUCLAS1')?.toUpperCase() ?? '';
  if (has('HDU_TYPE') && has('FILE_NAME')) return 'hdu-index';
  if (has('MC_ENERGY') && has('ENERGY') && !has('TIME')) return 'simulated-events';
  if (has('ENERGY') && has('RA') && has('DEC')) return 'events';
  if (has('OBS_ID') && !has('ENERGY') && (has('RA_PNT') || has('TSTART') || type === 'INDEX')) {
    return 'obs-index';
  }
  if (has('START') && has('STOP') && columns.length <= 4) return 'gti';
  if (has('RA_PNT') && has('DEC_PNT') && has('TIME')) return 'pointing';
  if (type === 'EVENTS') return 'events';
  if (isBenchmark(has, name)) return 'benchmark';
  if (isCut(has, name)) return 'cuts';
  if (has('simulated_events') || (has('MC_ENERG_LO') && has('EVENTS'))) return 'histogram';
  if (has('pix_id') && has('pix_x')) return 'camera-geometry';
  if (has('reference_pulse_sample_time')) return 'camera-readout';
  const hasId = has('TELID') || has('tel_id') || has('TEL_ID');
  if (hasId && (has('POSX') || has('pos_x') || has('x'))) return 'array-layout';
  if (has('mirror_area') && has('equivalent_focal_length')) return 'optics';
  const hasDensity = ['rho', 'density', 'thickness', 'column_density', 'n_minus_1'].some(has);
  if ((has('altitude') || has('height')) && hasDensity) return 'atmosphere';
  if (isMuons(columns)) return 'muons';
  if (has('BaselineMean') && has('GainMean')) return 'drs-calibration';
  return 'other-table';
}

/** Sensitivity and resolutions of pyirf, ctapipe and others. */
function isBenchmark(has: (name: string) => boolean, name: string): boolean {
  return (
    has('FLUX_SENSITIVITY') ||
    has('RELATIVE_SENSITIVITY') ||
    has('ANGULAR_RESOLUTION') ||
    (has('BIAS') && has('RESOLUTION')) ||
    /^(SENSITIVITY|ANGULAR RESOLUTION|ENERGY BIAS RESOLUTION)/.test(name)
  );
}

/** Cuts by energy as pyirf and ctapipe write them, and what belongs to them. */
function isCut(has: (name: string) => boolean, name: string): boolean {
  return (
    (has('low') && has('high') && has('cut')) ||
    (has('name') && has('cut_expr')) ||
    has('gh_cuts') ||
    (/\bCUTS\b/.test(name) && !/^HIST/.test(name)) ||
    /^VALID (ENERGY|OFFSET)/.test(name)
  );
}

/** At least three of the figures of a ring, whatever the spelling. */
function isMuons(columns: readonly string[]): boolean {
  const figures =
    /^(muoneff|ringwidth|ringradius|ringsize|ringcont|ringcomp|ringpixcomp|impactp|muonradius|radiallight)/;
  return columns.filter((name) => figures.test(name.toLowerCase().replaceAll('_', ''))).length >= 3;
}

/** Whether a column is there, in capitals or not. */
function among(columns: readonly string[]): (name: string) => boolean {
  const names = new Set(columns.map((name) => name.toUpperCase()));
  return (name) => names.has(name.toUpperCase());
}
