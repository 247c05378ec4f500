import { createHash } from 'node:crypto';
import type { RunFacts } from '../../sources/recognition/file-facts.ts';

/**
 * Settings that tell one production of simulations from another with the same run number. Every chain
 * that reads sim_telarray hands these on (ctapipe, lstchain, magic-cta-pipe, sst1mpipe). The clock times
 * at which the two programs were started are among them, which is why the telescopes need not be: a
 * product may hold a part of them only.
 */
const settingNames = [
  'energy_range_min',
  'energy_range_max',
  'spectral_index',
  'n_showers',
  'shower_reuse',
  'min_alt',
  'max_alt',
  'min_az',
  'max_az',
  'min_viewcone_radius',
  'max_viewcone_radius',
  'min_scatter_range',
  'max_scatter_range',
  'shower_prog_start',
  'detector_prog_start',
] as const;

/** Angles near zero are noise of single precision below this [rad]. */
const ANGLE_STEP = 1e-5;

/** What the key of a run is made from. */
export interface RunKeyFacts {
  readonly instrument: string | undefined;
  readonly isSimulation: boolean;
  readonly run: RunFacts;
  /** Identity of the file's content. */
  readonly contentHash: string;
}

/**
 * The stable key of a run: the same for every file that holds something of it, today and after a
 * rebuild of the catalogue.
 *
 * - Data: instrument and number, `HESS:23523`.
 * - Simulations: number and a fingerprint of the settings, `sim:202:1f0a…`, because every production
 *   counts from 1. Without settings, the instrument and the primary particle stand in for them.
 * - Files that do not know the number of their run (negative) are runs of their own.
 */
export function runKey({ instrument, isSimulation, run, contentHash }: RunKeyFacts): string {
  const name = (instrument ?? 'unknown').toUpperCase().replace(/[\s._-]/g, '');
  const kind = isSimulation ? 'sim' : name;
  if (run.obsId < 0) return `${kind}:unknown:${contentHash.slice(0, 16)}`;
  if (!isSimulation) return `${name}:${String(run.obsId)}`;
  const settings: Partial<Record<string, number | string | boolean>> = run.simulation ?? {};
  const known = settingNames.flatMap((setting) => {
    const value = settings[setting];
    return value === undefined ? [] : [`${setting}=${canonical(setting, value)}`];
  });
  // Runs of different particles are started in the same second by batch systems, but then not with the
  // same settings; where no file tells the second, the particle is needed.
  const text =
    settings['detector_prog_start'] === undefined
      ? [...known, `primary=${run.primary ?? ''}`, ...(known.length === 0 ? [name] : [])]
      : known;
  const fingerprint = createHash('sha256').update(text.join('\n')).digest('hex').slice(0, 16);
  return `sim:${String(run.obsId)}:${fingerprint}`;
}

/** A setting as text that is the same from a single as from a double precision copy. */
function canonical(name: string, value: number | string | boolean): string {
  if (typeof value !== 'number') return String(value);
  // Adding zero makes a negative one positive.
  if (/_(alt|az)$/.test(name)) return String(Math.round(value / ANGLE_STEP) + 0);
  if (Number.isInteger(value)) return String(value + 0);
  return String(Number(value.toPrecision(6)));
}
