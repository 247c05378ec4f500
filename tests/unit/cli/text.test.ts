import { describe, expect, it } from 'vitest';
import { commandHelp } from '../../../core/cli/command-help.ts';
import { configCommand } from '../../../core/cli/commands/config.ts';
import { harmlessText } from '../../../core/cli/harmless-text.ts';
import { numberRanges } from '../../../core/cli/source-summary.ts';
import { textTable } from '../../../core/cli/text-table.ts';

describe('textTable', () => {
  it('aligns columns under their titles', () => {
    const columns = [{ title: 'name' }, { title: 'n', align: 'right' as const }];
    expect(
      textTable(columns, [
        ['a', '1'],
        ['longer', '100'],
      ]),
    ).toBe('name      n\n──────  ───\na         1\nlonger  100\n');
    expect(textTable(columns, [], '  ')).toBe('  name  n\n  ────  ─\n');
  });

  it('keeps a row on one line', () => {
    expect(textTable([{ title: 'file' }], [['a\nb']])).toBe('file\n────\na\\nb\n');
  });
});

describe('harmlessText', () => {
  it('writes control characters as text', () => {
    expect(harmlessText('a\u001b[2Jb\u0007c\u009b1md\re\u007f')).toBe(
      'a\\x1b[2Jb\\x07c\\x9b1md\\x0de\\x7f',
    );
  });

  it('leaves lines, colours and the line of the progress as they are', () => {
    const text = 'größe\t1\r\n\u001b[31mred\u001b[0m\n\r\u001b[K64 %';
    expect(harmlessText(text)).toBe(text);
  });
});

describe('numberRanges', () => {
  it('joins neighbours', () => {
    expect(numberRanges([7, 1, 2, 3, 9, 10])).toBe('1-3, 7, 9-10');
    expect(numberRanges([])).toBe('');
  });
});

describe('commandHelp', () => {
  it('tells usage, every option and examples in at most 100 columns', () => {
    const help = commandHelp(configCommand);
    for (const part of ['Usage: pe config list', '-o, --output FILE', '--json', 'Examples:']) {
      expect(help).toContain(part);
    }
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
