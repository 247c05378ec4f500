import type { RequestResult } from '../../core/contract/contract.ts';

type Difference = RequestResult<'configurations.diff'>[number];

/** Differences that are named; the rest is counted. */
const MAX_NAMED = 3;

/** What a configuration has otherwise than the default, in one line. */
export function differenceLine(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'The same as the default configuration.';
  const named = differences.slice(0, MAX_NAMED).map(({ key, right, unit }) => {
    const name = key.split('.').slice(-2).join('.');
    const value = right === undefined ? 'left out' : shortValue(right);
    return `${name}: ${value}${unit === undefined || unit === '' ? '' : ` ${unit}`}`;
  });
  const more = differences.length - named.length;
  return `${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function shortValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
