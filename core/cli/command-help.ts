import { type Command, commonOptions, type OptionSpec } from './command.ts';

/** Width of the text of the help [characters]. */
const WIDTH = 96;

/** The text of `pe <command> --help`. */
export function commandHelp(command: Command): string {
  const lines = [
    ...command.usage.map(
      (usage, i) => `${i === 0 ? 'Usage:' : '      '} pe ${command.name} ${usage}`,
    ),
    '',
    ...wrapped(command.description, '', WIDTH),
    '',
    'Options:',
    ...optionLines(command.options),
    ...optionLines(commonOptions),
    '',
    'Examples:',
    ...command.examples.flatMap(([example, meaning]) => [`  ${example}`, `      ${meaning}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function optionLines(options: Readonly<Record<string, OptionSpec>>): string[] {
  return Object.entries(options).flatMap(([name, { short, value, help }]) => {
    const flag = `  ${short === undefined ? '   ' : `-${short},`} --${name}${value === undefined ? '' : ` ${value}`}`;
    const text = wrapped(help, ' '.repeat(32), WIDTH);
    if (flag.length >= 31) return [flag, ...text];
    return [flag.padEnd(32) + (text.at(0) ?? '').trimStart(), ...text.slice(1)];
  });
}

/** Breaks text into lines; paragraphs stay apart. */
function wrapped(text: string, indent: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(/\s+/)) {
      if (line !== '' && indent.length + line.length + 1 + word.length > width) {
        lines.push(indent + line);
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    return [...lines, line === '' ? '' : indent + line];
  });
}
