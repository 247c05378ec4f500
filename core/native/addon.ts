import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PhotoelectronError } from '../foundation/errors.ts';

/** What every asynchronous native call accepts beside its own arguments. */
export interface TaskOptions {
  /** Raised (element 0 set to 1) to stop the call at its next chunk; it then rejects with code `cancelled`. */
  readonly cancel?: Int32Array<SharedArrayBuffer>;
}

/** A native kernel: fills the result arrays among its options and resolves with nothing. */
export type Kernel = (options: Readonly<Record<string, unknown>>) => Promise<void>;

type Addon = Readonly<
  Partial<Record<string, (options: Readonly<Record<string, unknown>>) => unknown>>
>;

let loaded: Addon | undefined;

/**
 * Loads the native core, once: from build/native, or from the folder of build/ that the environment
 * variable PHOTOELECTRON_NATIVE_BUILD names, such as the one with sanitizers that tests use.
 *
 * @throws PhotoelectronError `native-missing` when it has not been built
 */
function addon(): Addon {
  if (loaded !== undefined) return loaded;
  const file = path.resolve(
    path.dirname(fileURLToPath(import.meta.url)),
    '../../build',
    process.env.PHOTOELECTRON_NATIVE_BUILD ?? 'native',
    'photoelectron.node',
  );
  try {
    loaded = createRequire(import.meta.url)(file) as Addon;
  } catch (cause) {
    throw new PhotoelectronError(
      'native-missing',
      'The native core could not be loaded; build it with "npm run build:native" (needs a C++20 compiler and CMake).',
      { path: file },
      cause,
    );
  }
  return loaded;
}

/**
 * Looks up a synchronous function of the native core.
 *
 * @param name exported name
 * @throws PhotoelectronError `native-missing` when the core or the function is not there
 */
export function nativeFunction(
  name: string,
): (options: Readonly<Record<string, unknown>>) => unknown {
  const found = addon()[name];
  if (found === undefined) {
    throw new PhotoelectronError(
      'native-missing',
      `The native core has no function "${name}"; it is older than this program: build it again with "npm run build:native".`,
    );
  }
  return found;
}

/**
 * Looks up an asynchronous kernel of the native core.
 *
 * @param name exported name
 * @throws PhotoelectronError `native-missing` when the core or the kernel is not there
 */
export function nativeKernel(name: string): Kernel {
  return nativeFunction(name) as Kernel;
}
