import { existsSync } from 'node:fs';
import path from 'node:path';

/** A file or folder that was named on the command line. */
export interface NamedPath {
  /** What the page opens: the path, with an event behind it where one was named (`run.h5:event=12`). */
  readonly text: string;
  readonly path: string;
}

/**
 * Files and folders among the arguments of a command line. Options and what is not there are left out:
 * systems and test programs add arguments of their own.
 *
 * @param args arguments behind the program's own
 * @param folder that relative names are taken from
 * @param onMissing told of each that is not there
 */
export function argumentPaths(
  args: readonly string[],
  folder: string,
  onMissing: (argument: string) => void,
): NamedPath[] {
  return args
    .filter((argument) => argument !== '' && !argument.startsWith('-'))
    .flatMap((argument) => {
      const text = path.resolve(folder, argument);
      const found = [text, text.replace(/:event=\d{1,15}$/, '')].find((file) => existsSync(file));
      if (found !== undefined) return [{ text, path: found }];
      onMissing(argument);
      return [];
    });
}

/**
 * The arguments that are the user's: behind the program, and behind its folder where it is not packaged.
 *
 * @param argv all arguments
 * @param folder folder of the program
 */
export function ownArguments(argv: readonly string[], folder: string): readonly string[] {
  const at = argv.findIndex((argument, n) => n > 0 && path.resolve(argument) === folder);
  return argv.slice(Math.max(at, 0) + 1);
}
