import { stat } from 'node:fs/promises';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { unreadableFile } from '../../foundation/unreadable-file.ts';

/** How a file was when it was opened, to tell later whether it still is so. */
export class FileStamp {
  readonly #path: string;
  readonly #size: number;
  readonly #inode: number;
  readonly #modified: number;

  private constructor(path: string, size: number, inode: number, modified: number) {
    this.#path = path;
    this.#size = size;
    this.#inode = inode;
    this.#modified = modified;
  }

  /** @throws PhotoelectronError `file-not-found`, `file-unreadable` */
  static async of(path: string): Promise<FileStamp> {
    try {
      const { size, ino, mtimeMs } = await stat(path);
      return new FileStamp(path, size, ino, mtimeMs);
    } catch (cause) {
      throw unreadableFile(path, cause);
    }
  }

  /**
   * What has happened to the file since; undefined when it is as it was. A file that has only grown, as
   * one that is still being written, counts as unchanged.
   *
   * @returns an error of code `file-not-found` or `file-unreadable`
   */
  async whatHappened(): Promise<PhotoelectronError | undefined> {
    try {
      const { size, ino, mtimeMs } = await stat(this.#path);
      const isOther = ino !== this.#inode || size < this.#size;
      if (!isOther && (size > this.#size || mtimeMs === this.#modified)) return undefined;
    } catch (cause) {
      return gone(this.#path, cause);
    }
    return new PhotoelectronError(
      'file-unreadable',
      `${this.#path} was changed, cut short or replaced after it was opened; what is known of its events stays, open it again to see it as it is now.`,
      { path: this.#path },
    );
  }
}

function gone(path: string, cause: unknown): PhotoelectronError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return unreadableFile(path, cause);
  return new PhotoelectronError(
    'file-not-found',
    `${path} was there when it was opened and is no longer: it was deleted or moved, or its disk was taken away; put it back to see the events that are not in memory.`,
    { path },
    cause,
  );
}
