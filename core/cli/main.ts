#!/usr/bin/env node
// The program `pe`: connects the commands with this process.
import { ExitCode } from './exit-code.ts';
import { harmlessText } from './harmless-text.ts';
import { runCli } from './run-cli.ts';

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // A second interrupt does not wait for the work in hand.
    if (interrupt.signal.aborted) process.exit(ExitCode.cancelled);
    interrupt.abort();
  });
}
// Whoever reads our output may stop early (`pe info … | head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? ExitCode.ok : ExitCode.output);
});

process.exitCode = await runCli(process.argv.slice(2), {
  signal: interrupt.signal,
  terminal: {
    out: (text) =>
      new Promise((resolve) => {
        if (process.stdout.write(harmlessText(text))) resolve();
        else process.stdout.once('drain', resolve);
      }),
    err: (text) => process.stderr.write(harmlessText(text)),
    interactive: process.stderr.isTTY,
    // See no-color.org.
    colored: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
    columns: process.stderr.isTTY ? process.stderr.columns : 80,
  },
});
