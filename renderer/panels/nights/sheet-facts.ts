import type { RunSheet } from '../../../core/contract/records/run.ts';
import {
  durationText,
  fixed,
  grouped,
  levelsText,
  rangesText,
  UNKNOWN,
  utcText,
  wobbleText,
} from './run-text.ts';

/** What is known of a run, line by line; what is not known is left out. */
export function runFacts(run: RunSheet): [name: string, value: string][] {
  const direction = (first: number | null, second: number | null, names: string) =>
    first === null || second === null
      ? UNKNOWN
      : `${first.toFixed(4)}°, ${second.toFixed(4)}° (${names})`;
  const clock = run.isSimulation ? ' (clock of the computer)' : ' UTC';
  const facts: [string, string][] = [
    ['Instrument', run.instrument],
    ['Site', run.site ?? UNKNOWN],
    ['Night', run.night ?? UNKNOWN],
    ['Start', run.start === null ? UNKNOWN : utcText(run.start) + clock],
    ['Stop', run.stop === null ? UNKNOWN : utcText(run.stop) + clock],
    ['Duration [min:s]', run.isSimulation ? UNKNOWN : durationText(run.durationS)],
    ['Source', run.target ?? UNKNOWN],
    ['Source position', direction(run.targetRaDeg, run.targetDecDeg, 'RA, Dec')],
    ['Pointing', direction(run.pointingRaDeg, run.pointingDecDeg, 'RA, Dec')],
    ['Pointing', direction(run.pointingAltDeg, run.pointingAzDeg, 'altitude, azimuth')],
    ['Wobble', wobbleText(run)],
    ['Zenith distance [deg]', fixed(run.zenithDeg, 2)],
    ['Primary', run.primary ?? UNKNOWN],
    ['Events', grouped(run.nEvents)],
    ['Rate [Hz]', run.isSimulation ? UNKNOWN : fixed(run.rateHz, 3)],
    ['Telescopes', rangesText(run.telescopes.map(({ telId }) => telId)) || UNKNOWN],
    ['Levels', levelsText(run.dataLevels) || UNKNOWN],
  ];
  return facts.filter(([, value]) => value !== UNKNOWN);
}

/** Triggers by telescope, with what is known of it. */
export function telescopeRows({ telescopeCounts, telescopes, nEvents }: RunSheet): string[][] {
  const counts = new Map(telescopeCounts.map(({ telId, nEvents: n }) => [telId, n]));
  const ids = new Set([...telescopes.map(({ telId }) => telId), ...counts.keys()]);
  return [...ids]
    .sort((a, b) => a - b)
    .map((telId) => {
      const { name = null, type = null } = telescopes.find((each) => each.telId === telId) ?? {};
      const n = counts.get(telId);
      return [
        String(telId),
        type ?? name ?? UNKNOWN,
        n === undefined ? UNKNOWN : grouped(n),
        n === undefined || !nEvents ? UNKNOWN : `${((100 * n) / nEvents).toFixed(1)} %`,
      ];
    });
}

/** Events by type. */
export function eventTypeRows({ eventCounts }: RunSheet): string[][] {
  const total = Object.values(eventCounts).reduce((sum, n) => sum + n, 0);
  return Object.entries(eventCounts)
    .sort(([, a], [, b]) => b - a)
    .map(([type, n]) => [type, grouped(n), `${((100 * n) / total).toFixed(1)} %`]);
}

/** Quality figures in words: `trigger_rate` of telescope 3. */
export function qualityRows({ quality }: RunSheet): string[][] {
  return quality.map(({ name, telId, value, unit }) => [
    `${name.replaceAll('_', ' ')}${unit === '' ? '' : ` [${unit}]`}`,
    telId === null ? 'array' : String(telId),
    String(Number(value.toPrecision(6))),
  ]);
}

/** Settings of a simulation by ctapipe's names. */
export function simulationRows({ simulation }: RunSheet): string[][] {
  return Object.entries(simulation ?? {}).map(([name, value]) => [
    name,
    typeof value === 'number' ? String(Number(value.toPrecision(7))) : String(value),
  ]);
}
