import { RECOGNITION_VERSION } from '../../sources/recognition/recognition-version.ts';
import type { Catalogue } from '../catalogue.ts';
import type { ScannedFile } from './scanned-file.ts';

/** Files that are written in one transaction, at most. */
const BATCH = 200;
/** Longest time that something found waits to be written [ms]. */
const BATCH_MS = 2000;

/** Writes what a scan finds into the catalogue, in batches. */
export class ScanWriter {
  readonly #catalogue: Catalogue;
  readonly #rootId: number;
  #batch: ScannedFile[] = [];
  #begun = 0;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(catalogue: Catalogue, rootId: number) {
    this.#catalogue = catalogue;
    this.#rootId = rootId;
  }

  /** Adds a file; waits while a batch is being written and the next one is full. */
  async add(file: ScannedFile): Promise<void> {
    if (this.#batch.length === 0) this.#begun = performance.now();
    this.#batch.push(file);
    if (this.#batch.length >= BATCH || performance.now() - this.#begun > BATCH_MS) {
      await this.flush();
    }
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    const files = this.#batch;
    this.#batch = [];
    const before = this.#writing;
    this.#writing = (async () => {
      await before;
      if (files.length === 0) return;
      await this.#catalogue.ask('storeFiles', {
        rootId: this.#rootId,
        recognitionVersion: RECOGNITION_VERSION,
        now: new Date().toISOString(),
        files,
      });
    })();
    await this.#writing;
  }

  /** Marks files that are gone. */
  async markMissing(ids: readonly number[]): Promise<void> {
    const now = new Date().toISOString();
    for (let i = 0; i < ids.length; i += BATCH) {
      await this.#catalogue.ask('markMissing', { ids: ids.slice(i, i + BATCH), now });
    }
  }

  /** Notes the end of the scan. */
  async finish(): Promise<void> {
    await this.#catalogue.ask('finishScan', {
      rootId: this.#rootId,
      now: new Date().toISOString(),
    });
  }
}
