import { expect, it } from 'vitest';
import { pickledNames } from '../../../../core/formats/hdf5/pickled-names.ts';

it.each([
  // As Python 3 writes pickle.dumps(names, 0).
  ['(lp0\nVis_valid\np1\na.', ['is_valid']],
  ['(lp0\nVx\np1\naVy\np2\na.', ['x', 'y']],
  ['(lp0\n.', []],
  ['(lp0\nV\\u03b8\np1\na.', ['θ']],
  ['(lp0\nI0\naI1\na.', ['0', '1']],
  ['(lp0\nVx\np1\nag1\na.', ['x', 'x']],
  // Python 2.
  ["(lp1\nS'alt'\np2\naS'az'\np3\na.", ['alt', 'az']],
])('reads the names in %j', (pickle, names) => {
  expect(pickledNames(pickle)).toEqual(names);
});

it.each([
  '',
  'N.',
  '(lp0\nVx\np1\na',
  '(lp0\nVx\np1\n.',
  '(lp0\na.',
  '(lp0\ng7\na.',
  // What would call something in Python.
  "cos\nsystem\n(S'true'\ntR.",
  "(lp0\ncos\nsystem\n(S'true'\ntRa.",
  '(dp0\nVx\np1\nI1\ns.',
])('reads nothing else, such as %j', (pickle) => {
  expect(pickledNames(pickle)).toBeUndefined();
});
