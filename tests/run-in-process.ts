import { runCli } from '../core/cli/run-cli.ts';

/** What a command left. */
interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs `pe` in this process, which has loaded it, and collects what it writes.
 *
 * @param colored whether the output is told to be a terminal with colours
 */
export async function runInProcess(args: readonly string[], colored = false): Promise<Outcome> {
  let out = '';
  let err = '';
  const code = await runCli(args, {
    signal: new AbortController().signal,
    terminal: {
      out: (text) => {
        out += text;
        return Promise.resolve();
      },
      err: (text) => {
        err += text;
      },
      interactive: false,
      colored,
      columns: 80,
    },
  });
  return { code, out, err };
}
