import type { NamedPath } from './argument-paths.ts';

/**
 * Passes on the files and folders that the system names. A Mac names the file by which the program is
 * started before there is a window: it waits for that.
 */
export class EarlyPaths {
  readonly #waiting: NamedPath[];
  #open: ((paths: readonly NamedPath[]) => void) | undefined;

  /** @param first named on the command line */
  constructor(first: readonly NamedPath[]) {
    this.#waiting = [...first];
  }

  add(paths: readonly NamedPath[]): void {
    if (this.#open === undefined) this.#waiting.push(...paths);
    else if (paths.length > 0) this.#open(paths);
  }

  /** There is a window now, which opens what was named so far and what will be. */
  ready(open: (paths: readonly NamedPath[]) => void): void {
    this.#open = open;
    this.add(this.#waiting.splice(0));
  }
}
