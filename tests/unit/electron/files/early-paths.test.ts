import { expect, test } from 'vitest';
import type { NamedPath } from '../../../../electron/files/argument-paths.ts';
import { EarlyPaths } from '../../../../electron/files/early-paths.ts';

const named = (name: string): NamedPath => ({ text: name, path: name });

test('keeps what is named before there is a window, and passes on what comes later', () => {
  const opened: (readonly NamedPath[])[] = [];
  const early = new EarlyPaths([named('argument.h5')]);
  early.add([named('double-clicked.h5')]);
  early.ready((paths) => opened.push(paths));
  early.add([named('later.h5')]);
  early.add([]);
  expect(opened).toEqual([[named('argument.h5'), named('double-clicked.h5')], [named('later.h5')]]);
});

test('opens nothing where nothing was named', () => {
  const opened: (readonly NamedPath[])[] = [];
  new EarlyPaths([]).ready((paths) => opened.push(paths));
  expect(opened).toEqual([]);
});
