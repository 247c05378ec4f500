import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeWholeFile } from '../core/foundation/write-whole-file.ts';

/** Paths of which those are left out that the engine would not take: it could not be started with them. */
const paths = z
  .array(z.unknown())
  .transform((all) => all.filter((one): one is string => typeof one === 'string'))
  .transform((all) => all.filter((one) => one !== '' && !one.includes('\0')));

const stateShape = {
  window: z
    .object({
      bounds: z
        .object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() })
        .optional(),
      isMaximized: z.boolean(),
      isFullScreen: z.boolean(),
    })
    .catch({ isMaximized: false, isFullScreen: false }),
  theme: z.enum(['system', 'dark', 'light']).catch('system'),
  /** What the user chose to be read and written, the newest first. */
  readable: paths.catch([]),
  writable: paths.catch([]),
  /** Folder in which each kind of dialog was last. */
  dialogFolders: z.record(z.string(), z.string()).catch({}),
};

const stateSchema = z.object(stateShape);

/** What the window remembers from one time to the next. */
export type ShellState = z.infer<typeof stateSchema>;

/** Keeps the window's state in a file; what cannot be read of it is forgotten rather than an obstacle. */
export class ShellStateFile {
  readonly #file: string;
  readonly #onProblem: (error: unknown) => void;
  #state: ShellState;
  #writing: Promise<void> = Promise.resolve();
  #isDirty = false;

  /** @param onProblem told when the state cannot be written; the window works without */
  constructor(file: string, onProblem: (error: unknown) => void) {
    this.#file = file;
    this.#onProblem = onProblem;
    this.#state = stateSchema.parse(readJson(file));
  }

  get state(): Readonly<ShellState> {
    return this.#state;
  }

  /** Changes parts of it; they are written soon. */
  update(change: Partial<ShellState>): void {
    this.#state = { ...this.#state, ...change };
    if (this.#isDirty) return;
    this.#isDirty = true;
    this.#writing = this.#writing.then(() => this.#write()).catch(this.#onProblem);
  }

  /** Resolves when everything has been written. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    // Changes that come together are written once.
    await new Promise((resolve) => setImmediate(resolve));
    this.#isDirty = false;
    await mkdir(path.dirname(this.#file), { recursive: true });
    await writeWholeFile(this.#file, `${JSON.stringify(this.#state, null, 2)}\n`, true);
  }
}

function readJson(file: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof found === 'object' && found !== null ? { ...found } : {};
  } catch {
    return {};
  }
}
