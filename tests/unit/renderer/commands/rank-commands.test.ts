import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../renderer/commands/command.ts';
import { fuzzyScore } from '../../../../renderer/commands/fuzzy-score.ts';
import { rankCommands } from '../../../../renderer/commands/rank-commands.ts';

function command(title: string, aliases: readonly string[] = []): Command {
  return { id: title, title, category: 'View', aliases, run: () => undefined };
}

const titles = ['Open files…', 'Dark theme', 'Next event', 'Reset the layout', 'Log scale'];
const commands = titles.map((title) => command(title));

function ranked(typed: string, recent: readonly string[] = []): readonly string[] {
  return rankCommands(typed, commands, recent).map(({ title }) => title);
}

describe('fuzzyScore', () => {
  it('wants all letters in their order', () => {
    expect(fuzzyScore('nev', 'Next event')).toBeTypeOf('number');
    expect(fuzzyScore('ven', 'Next event')).toBeTypeOf('number');
    expect(fuzzyScore('vne', 'Next event')).toBeUndefined();
    expect(fuzzyScore('nextt', 'Next event')).toBeTypeOf('number');
    expect(fuzzyScore('nexttt', 'Next event')).toBeUndefined();
  });

  it('prefers beginnings of words, letters next to each other, and the text as it stands', () => {
    const better = (typed: string, one: string, other: string) =>
      (fuzzyScore(typed, one) ?? -Infinity) > (fuzzyScore(typed, other) ?? -Infinity);
    expect(better('ne', 'Next event', 'Open event')).toBe(true);
    expect(better('log', 'Log scale', 'Layout of the grid')).toBe(true);
    expect(better('event', 'Next event', 'Every vent')).toBe(true);
    expect(better('keys', 'Keys', 'Keys and other things')).toBe(true);
  });

  it('fits every text to itself, to its beginning, and to nothing typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.nat(40), (text, length) => {
        expect(fuzzyScore(text, text)).toBeTypeOf('number');
        expect(fuzzyScore(text.slice(0, length), text)).toBeTypeOf('number');
      }),
    );
  });
});

describe('rankCommands', () => {
  it('finds commands by some letters, the best first', () => {
    expect(ranked('lay')).toEqual(['Reset the layout']);
    expect(ranked('ne')[0]).toBe('Next event');
    expect(ranked('xyz')).toEqual([]);
  });

  it('has all in their order when nothing is typed, after those chosen lately', () => {
    expect(ranked('')).toEqual(titles);
    expect(ranked('', ['Log scale', 'Dark theme']).slice(0, 2)).toEqual([
      'Log scale',
      'Dark theme',
    ]);
  });

  it('finds by aliases and categories, after titles', () => {
    const set = [command('Appearance', ['dark colours']), command('Dark theme')];
    expect(rankCommands('dark', set, []).map(({ title }) => title)).toEqual([
      'Dark theme',
      'Appearance',
    ]);
    expect(rankCommands('view dark', set, [])[0]?.title).toBe('Dark theme');
  });
});
