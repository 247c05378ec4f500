import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const build = 'native-sanitize';

/** How a program ended that used the native core with sanitizers. */
export interface SanitizedRun {
  readonly code: number;
  readonly output: string;
  /** What the sanitizers found, one text per process. */
  readonly reports: readonly string[];
}

/** The compiler that build/native-sanitize was made with. */
function compiler(): string {
  const cache = readFileSync(path.join(root, 'build', build, 'CMakeCache.txt'), 'utf8');
  const found = /^CMAKE_CXX_COMPILER:\w+=(.+)$/m.exec(cache);
  if (found === null) throw new Error('CMakeCache.txt names no compiler.');
  return found[1];
}

/** The address sanitizer's library, which must be there before Node.js loads the addon. */
function runtimeLibrary(): string {
  const machine = { x64: 'x86_64', arm64: 'aarch64' }[process.arch as string] ?? process.arch;
  for (const name of ['libasan.so', `libclang_rt.asan-${machine}.so`]) {
    const file = execFileSync(compiler(), [`-print-file-name=${name}`], {
      encoding: 'utf8',
    }).trim();
    if (path.isAbsolute(file) && existsSync(file)) return file;
  }
  throw new Error('The compiler has no library of its address sanitizer (Debian: libasan).');
}

/**
 * Runs Node.js in the project folder with the native core that has sanitizers.
 *
 * @param args arguments of Node.js
 */
export function runSanitized(args: readonly string[]): Promise<SanitizedRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'photoelectron-sanitized-'));
  const log = `log_path=${path.join(folder, 'report')}`;
  // What a surrounding vitest tells its workers is not for the one that may be started here.
  const outer = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  const env = {
    ...Object.fromEntries(outer),
    PHOTOELECTRON_NATIVE_BUILD: build,
    LD_PRELOAD: runtimeLibrary(),
    // Node.js itself leaves memory to the end of the process.
    ASAN_OPTIONS: `detect_leaks=0:handle_abort=1:${log}`,
    UBSAN_OPTIONS: `print_stacktrace=1:${log}`,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: root, env, maxBuffer: 2 ** 28 },
      (error, stdout, stderr) => {
        const reports = readdirSync(folder).map((name) =>
          readFileSync(path.join(folder, name), 'utf8'),
        );
        rmSync(folder, { recursive: true });
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, output: stdout + stderr, reports });
      },
    );
  });
}
