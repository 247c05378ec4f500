import { filterFunctions } from '../../../core/contract/filter-functions.ts';
import type { EventColumn } from '../../../core/contract/records/event.ts';

/** What can be put in place of a word that was begun. */
export interface Completion {
  /** Text that is put in. */
  readonly insert: string;
  readonly label: string;
  /** Unit and description. */
  readonly hint: string;
}

/** Words that can be put in at a place of a text, and the part that they replace. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

const MAX_OPTIONS = 12;

/**
 * Names of columns and functions that go on with the word before the caret: those that begin with it
 * first, then those in which one of the parts does, then those that contain it.
 */
export function completeFilter(
  text: string,
  caret: number,
  columns: readonly EventColumn[],
): Completions | undefined {
  const begun = /[A-Za-z_][\w.]*$/.exec(text.slice(0, caret))?.[0];
  if (begun === undefined) return undefined;
  const from = caret - begun.length;
  const rest = /^[\w.]*/.exec(text.slice(caret))?.[0] ?? '';
  const all: Completion[] = [
    ...columns.map(({ name, unit, description }) => ({
      insert: name,
      label: name,
      hint: unit === '' ? description : `[${unit}] ${description}`,
    })),
    ...filterFunctions.map((name) => ({
      insert: `${name}(`,
      label: `${name}()`,
      hint: 'Function',
    })),
  ];
  const word = begun.toLowerCase();
  const ranked = all
    .map((option) => ({ option, rank: rankOf(option.label.toLowerCase(), word) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank);
  const options = ranked.slice(0, MAX_OPTIONS).map(({ option }) => option);
  const isDone = options.length === 1 && options[0]?.insert === begun + rest;
  if (options.length === 0 || isDone) return undefined;
  return { from, to: caret + rest.length, options };
}

/** 0: begins so; 1: one of its parts does; 2: contains it; 3: none of these. */
function rankOf(label: string, word: string): number {
  if (label.startsWith(word)) return 0;
  if (label.includes(`_${word}`)) return 1;
  return label.includes(word) ? 2 : 3;
}
