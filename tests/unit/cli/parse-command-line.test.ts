import { describe, expect, it } from 'vitest';
import type { OptionSpec } from '../../../core/cli/command.ts';
import { exitCodeOf } from '../../../core/cli/exit-code.ts';
import {
  choiceOption,
  listOption,
  telescopesOption,
  wholeNumberOption,
} from '../../../core/cli/option-values.ts';
import { parseCommandLine } from '../../../core/cli/parse-command-line.ts';

const specs: Readonly<Record<string, OptionSpec>> = {
  output: { type: 'string', short: 'o', help: '' },
  'max-events': { type: 'string', short: 'm', help: '' },
  'write-images': { type: 'boolean', help: '' },
  quiet: { type: 'boolean', short: 'q', help: '' },
  verbose: { type: 'boolean', short: 'v', help: '' },
  root: { type: 'string', short: 'r', repeatable: true, help: '' },
};
const parse = (...args: string[]) => parseCommandLine(args, specs, 'test');

describe('parseCommandLine', () => {
  it.each([
    [['a', '--output', 'b', 'c'], { output: 'b' }, ['a', 'c']],
    [['--output=b=c'], { output: 'b=c' }, []],
    [['-o', 'b'], { output: 'b' }, []],
    [['-ob'], { output: 'b' }, []],
    [['-o=b'], { output: 'b' }, []],
    [['-qv', 'x'], { quiet: true, verbose: true }, ['x']],
    [['-qob'], { quiet: true, output: 'b' }, []],
    [['--write-images', '--no-quiet'], { 'write-images': true, quiet: false }, []],
    [['-m', '-3'], { 'max-events': '-3' }, []],
    [['--', '--output', '-q'], {}, ['--output', '-q']],
    [['-'], {}, ['-']],
    [['--root', 'b', 'x', '-ra', '--root=b'], { root: ['b', 'a', 'b'] }, ['x']],
    [['-o', 'first', '-o', 'second'], { output: 'second' }, []],
  ])('%j', (args, options, positionals) => {
    expect(parse(...args)).toEqual({ options, positionals });
  });

  it.each([
    [
      ['--outptu', 'x'],
      'There is no option --outptu (did you mean --output?); see "pe test --help".',
    ],
    [['-x'], 'There is no option -x; see "pe test --help".'],
    [['--no-output'], 'There is no option --no-output'],
    [['--toString'], 'There is no option --toString'],
    [['--output'], '--output needs a value'],
    [['--output', '--quiet'], '--output needs a value'],
    [['--quiet=yes'], '--quiet takes no value'],
  ])('refuses %j', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });
});

describe('option values', () => {
  it('reads lists of telescopes', () => {
    expect(telescopesOption({ t: '5-7,1, 3 ,1' }, 't', 'x')).toEqual([1, 3, 5, 6, 7]);
    expect(telescopesOption({}, 't', 'x')).toBeUndefined();
    for (const wrong of ['', 'a', '1,,2', '5-3', '1-99999999999', '-1', '1.5']) {
      expect(() => telescopesOption({ t: wrong }, 't', 'x')).toThrow(
        `--t must be a list such as 1,2,5-8, not "${wrong}"`,
      );
    }
  });

  it('reads lists of repeated options', () => {
    expect(listOption({ root: ['b', 'a'] }, 'root')).toEqual(['b', 'a']);
    expect(listOption({}, 'root')).toEqual([]);
  });

  it('reads whole numbers and choices', () => {
    expect(wholeNumberOption({ n: '12' }, 'n', 1, 'x')).toBe(12);
    for (const wrong of ['0', '1.5', '1e3', 'x', '', '99999999999999999999']) {
      expect(() => wholeNumberOption({ n: wrong }, 'n', 1, 'x')).toThrow(
        '--n must be a whole number',
      );
    }
    expect(choiceOption({ k: 'equivalent' }, 'k', ['EFFECTIVE', 'EQUIVALENT'], 'x')).toBe(
      'EQUIVALENT',
    );
    expect(() => choiceOption({ k: 'none' }, 'k', ['EFFECTIVE', 'EQUIVALENT'], 'x')).toThrow(
      '--k must be one of EFFECTIVE, EQUIVALENT, not "none"',
    );
  });
});

describe('exitCodeOf', () => {
  it('keeps the documented numbers', () => {
    expect(exitCodeOf('internal')).toBe(1);
    expect(exitCodeOf('argument-invalid')).toBe(2);
    expect(exitCodeOf('format-damaged')).toBe(3);
    expect(exitCodeOf('file-exists')).toBe(5);
    expect(exitCodeOf('config-invalid')).toBe(6);
    expect(exitCodeOf('cancelled')).toBe(130);
  });
});
