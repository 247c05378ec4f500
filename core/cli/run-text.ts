import type { RunRecord } from '../contract/records/run.ts';

/** `LST_LST_LSTCam 1–4, MST_MST_FlashCam 5–19`, or numbers only where no types are known. */
export function telescopesText(telescopes: RunRecord['telescopes']): string {
  const groups = Map.groupBy(telescopes, ({ type }) => type);
  return [...groups]
    .map(([type, members]) => {
      const ids = rangesText(members.map(({ telId }) => telId));
      return type === null ? ids : `${type} ${ids}`;
    })
    .join(', ');
}

/** `1–4, 7`. */
export function rangesText(ids: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const id of ids.toSorted((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range !== undefined && id === range[1] + 1) range[1] = id;
    else ranges.push([id, id]);
  }
  return ranges
    .map(([first, last]) => (first === last ? String(first) : `${String(first)}–${String(last)}`))
    .join(', ');
}

/** A number with so many digits behind the point; a dash where it is not known. */
export function fixed(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

/** `0.40° at 35°`; a dash where it is not known. */
export function wobbleText(run: RunRecord): string {
  if (run.wobbleOffsetDeg === null) return '–';
  const angle = run.wobbleAngleDeg === null ? '' : ` at ${run.wobbleAngleDeg.toFixed(0)}°`;
  return `${run.wobbleOffsetDeg.toFixed(2)}°${angle}`;
}

/** `2013-10-05 03:22:10`. */
export function timeText(time: string | null): string {
  return time === null ? '–' : time.slice(0, 19).replace('T', ' ');
}

/** Source of data; of simulations the particle. */
export function sourceText({ isSimulation, primary, target }: RunRecord): string {
  if (!isSimulation) return target ?? '–';
  return [primary ?? target, 'simulation'].filter((part) => part !== null).join(', ');
}

/** `DL1_IMAGES DL2`; a dash where no file is there. */
export function levelsText(levels: readonly string[]): string {
  return levels.length === 0 ? '–' : levels.join(' ');
}
