import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../core/cli/run-cli.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

/** Lines of the first block of commands below a heading. */
function commandsBelow(heading: string): string[] {
  const below = readme.slice(readme.indexOf(`\n${heading}\n`));
  const [, block] = /```sh\n([^]*?)```/.exec(below) ?? [];
  return block
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** Words of a line; those in quotation marks hold together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"[^"]*"|\S+/g)].map(([word]) => word.replaceAll('"', ''));
}

/** Runs a command of the README; a server ends as soon as it has told its address. */
async function run(line: string): Promise<{ code: number; err: string }> {
  const [program, ...args] = wordsOf(line);
  switch (program) {
    case 'mkdir':
      for (const folder of args.slice(1)) mkdirSync(folder, { recursive: true });
      return { code: 0, err: '' };
    case 'cp':
      copyFileSync(path.join(root, args[0]), args[1]);
      return { code: 0, err: '' };
    case 'export': {
      const [name, value] = args[0].split('=');
      process.env[name] = value;
      return { code: 0, err: '' };
    }
    default:
      expect(program).toBe('pe');
  }
  let err = '';
  const interrupt = new AbortController();
  const code = await runCli(args, {
    signal: interrupt.signal,
    terminal: {
      out: () => {
        if (args[0] === 'serve') interrupt.abort();
        return Promise.resolve();
      },
      err: (text) => {
        err += text;
      },
      interactive: false,
      columns: 80,
    },
  });
  return { code, err };
}

describe('the commands of the README work as they stand, one after the other', () => {
  const before = process.cwd();

  beforeEach(() => {
    process.chdir(temporaryFolder());
    process.env['PHOTOELECTRON_HOME'] = 'no home';
  });

  afterEach(() => {
    process.chdir(before);
  });

  it.each(['### One file', '### A night'])('%s', async (heading) => {
    const lines = commandsBelow(heading);
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const { code, err } = await run(line);
      expect({ line, code, err: code === 0 ? '' : err }).toEqual({ line, code: 0, err: '' });
    }
  });
});
