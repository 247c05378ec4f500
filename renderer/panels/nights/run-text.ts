import type { RunRecord } from '../../../core/contract/records/run.ts';

/** What stands where something is not known. */
export const UNKNOWN = '–';

/** A number with a fixed number of decimals; a dash where it is not known. */
export function fixed(value: number | null, decimals: number): string {
  return value === null || !Number.isFinite(value) ? UNKNOWN : value.toFixed(decimals);
}

/** A whole number with thin spaces between thousands. */
export function grouped(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** `2013-10-04 04:20:49`, UTC. */
export function utcText(time: string | null): string {
  return time === null ? UNKNOWN : time.slice(0, 19).replace('T', ' ');
}

/** `28:07` or `1:02:33`. */
export function durationText(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds) || seconds < 0) return UNKNOWN;
  if (seconds < 1) return `${seconds.toFixed(3)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Numbers in ranges: `1–4, 7`. */
export function rangesText(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length;) {
    let last = i;
    while (sorted[last + 1] === sorted[last] + 1) last++;
    const ends = [sorted[i], sorted[last]];
    parts.push(last > i + 1 ? ends.join('–') : sorted.slice(i, last + 1).join(', '));
    i = last + 1;
  }
  return parts.join(', ');
}

/** `0.40° at 35°`; a dash for a run on the source or of no source. */
export function wobbleText({
  wobbleOffsetDeg,
  wobbleAngleDeg,
}: Pick<RunRecord, 'wobbleOffsetDeg' | 'wobbleAngleDeg'>): string {
  const offset = wobbleOffsetDeg === null ? undefined : `${wobbleOffsetDeg.toFixed(2)}°`;
  const angle = wobbleAngleDeg === null ? undefined : `${wobbleAngleDeg.toFixed(0)}°`;
  if (offset === undefined) return angle === undefined ? UNKNOWN : `at ${angle}`;
  return angle === undefined ? offset : `${offset} at ${angle}`;
}

/** Levels in the order of the chain, without what is told elsewhere: `R0 R1 DL1`. */
export function levelsText(levels: readonly string[]): string {
  const order = ['R0', 'R1', 'DL0', 'DL1', 'DL2', 'DL3'];
  const short = new Set(levels.map((level) => level.replace(/_.*$/, '')));
  return order.filter((level) => short.has(level)).join(' ');
}
