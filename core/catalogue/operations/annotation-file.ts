import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PhotoelectronError } from '../../foundation/errors.ts';

const text = z.string().min(1);

const annotationSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('flag'), run: text, time: text, flag: text }),
  z.object({ action: z.literal('unflag'), run: text, time: text, flag: text }),
  z.object({ action: z.literal('note'), run: text, time: text, uuid: text, text }),
  z.object({ action: z.literal('unnote'), run: text, time: text, uuid: text }),
]);

/** Something that a person said, or took back, about a run, by the stable key of the run. */
export type Annotation = z.infer<typeof annotationSchema>;

/**
 * The file that holds flags and notes outside of the catalogue: one JSON object a line, appended and
 * flushed. Used in the catalogue's thread, which may wait for the disk.
 */
export class AnnotationFile {
  readonly #path: string;

  constructor(file: string) {
    this.#path = file;
  }

  /**
   * What the file says, oldest first; lines that were cut off by the end of a program are passed over.
   *
   * @throws PhotoelectronError `file-unreadable`
   */
  read(): Annotation[] {
    let content: string;
    try {
      content = readFileSync(this.#path, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw new PhotoelectronError(
        'file-unreadable',
        `The flags and notes in ${this.#path} cannot be read (${String(cause)}); check its permissions.`,
        { path: this.#path },
        cause,
      );
    }
    return content.split('\n').flatMap((line) => {
      const parsed = annotationSchema.safeParse(parsedLine(line));
      return parsed.success ? [parsed.data] : [];
    });
  }

  /**
   * Adds a line that is on the disk when this returns.
   *
   * @throws PhotoelectronError `file-unwritable`, `disk-full`
   */
  append(annotation: Annotation): void {
    this.#write(() => {
      mkdirSync(path.dirname(this.#path), { recursive: true });
      const file = openSync(this.#path, 'a+');
      try {
        // A line that was cut off must not spoil this one.
        const lead = endsInLine(file) ? '' : '\n';
        writeSync(file, `${lead}${JSON.stringify(annotation)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    });
  }

  /**
   * Writes the file anew, whole or not at all.
   *
   * @throws PhotoelectronError `file-unwritable`, `disk-full`
   */
  replace(annotations: readonly Annotation[]): void {
    const temporary = `${this.#path}.${String(process.pid)}.part`;
    this.#write(() => {
      mkdirSync(path.dirname(this.#path), { recursive: true });
      try {
        const file = openSync(temporary, 'w');
        try {
          for (const annotation of annotations) writeSync(file, `${JSON.stringify(annotation)}\n`);
          fsyncSync(file);
        } finally {
          closeSync(file);
        }
        renameSync(temporary, this.#path);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    });
  }

  #write(action: () => void): void {
    try {
      action();
    } catch (cause) {
      const isFull = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
      throw new PhotoelectronError(
        isFull ? 'disk-full' : 'file-unwritable',
        isFull
          ? `The disk is full: flags and notes could not be written to ${this.#path}; make room and try again.`
          : `Flags and notes cannot be written to ${this.#path} (${String(cause)}); check the permissions of its folder.`,
        { path: this.#path },
        cause,
      );
    }
  }
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}
