import type { Command } from './command.ts';
import { fuzzyScore } from './fuzzy-score.ts';

/** What is added for commands that were chosen lately, at most. */
const RECENT_BONUS = 10;
/** By an alias a command is found as well, but after those with the word in their title. */
const ALIAS_LOSS = 5;

/**
 * Commands that fit what was typed, the best first; without anything typed, those that were chosen
 * lately and then all in their order.
 *
 * @param recent identities of commands that were chosen, the latest first
 */
export function rankCommands(
  typed: string,
  commands: readonly Command[],
  recent: readonly string[],
): readonly Command[] {
  const bonus = ({ id }: Command) => {
    const place = recent.indexOf(id);
    return place < 0 ? 0 : RECENT_BONUS * (1 - place / recent.length);
  };
  return commands
    .flatMap((command) => {
      const score = commandScore(typed, command);
      return score === undefined ? [] : [{ command, score: score + bonus(command) }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command);
}

function commandScore(typed: string, command: Command): number | undefined {
  if (typed.trim() === '') return 0;
  const scores = [
    fuzzyScore(typed, command.title),
    lessened(fuzzyScore(typed, `${command.category} ${command.title}`)),
    ...(command.aliases ?? []).map((alias) => lessened(fuzzyScore(typed, alias))),
  ].filter((score) => score !== undefined);
  return scores.length === 0 ? undefined : Math.max(...scores);
}

function lessened(score: number | undefined): number | undefined {
  return score === undefined ? undefined : score - ALIAS_LOSS;
}
