import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const here = path.dirname(fileURLToPath(import.meta.url));
const doors = path.resolve(here, '../../../../core/native');

function sources(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
}

it('every function of core/native that calls a kernel is tried with hostile arguments', () => {
  // Functions of a file that names a kernel of the addon, and the ways through other doors.
  const callers = sources(doors)
    .filter((text) => /\bnative(Kernel|Function)\('/.test(text))
    .flatMap((text) =>
      [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => name),
    );
  const indirect = new Set(['checkBright', 'runCleaning', 'deconvolutionArguments']);
  const tests = sources(here).join('\n');
  expect(callers.length).toBeGreaterThan(20);
  expect(callers.filter((name) => !indirect.has(name) && !tests.includes(`${name}(`))).toEqual([]);
});
