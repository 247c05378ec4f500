import { PhotoelectronError } from '../../foundation/errors.ts';
import type { ArrayEventBatch } from '../../sources/array-event-batch.ts';
import type { EventSource } from '../../sources/event-source.ts';
import type { AnalysisPlan } from '../plan/analysis-plan.ts';
import { selectBatch } from '../select-batch.ts';

/** Some events of a file. */
export interface EventsRead {
  /** Place of the first in the file. */
  readonly first: number;
  readonly batch: ArrayEventBatch;
}

/** Reads events of a file again, wherever they stand. */
export class EventReader {
  readonly #plan: AnalysisPlan;
  readonly #open: () => Promise<EventSource>;
  /** A reading that can go on: the place of the next event, and the batches from there. */
  #under:
    { next: number; source: EventSource; batches: AsyncIterator<ArrayEventBatch> } | undefined;

  /** @param open opens the file anew */
  constructor(plan: AnalysisPlan, open: () => Promise<EventSource>) {
    this.#plan = plan;
    this.#open = open;
  }

  /** The events of a batch that the configuration wants. */
  select(batch: ArrayEventBatch): ArrayEventBatch {
    return selectBatch(batch, this.#plan);
  }

  /**
   * Reads an event and those beside it. One call at a time.
   *
   * @param event place in the file
   * @throws PhotoelectronError `file-unreadable` when the file has no such event any more
   */
  async read(event: number): Promise<EventsRead> {
    if (this.#under === undefined || this.#under.next > event) await this.#begin();
    for (;;) {
      const under = this.#under!;
      const result = await under.batches.next();
      if (result.done === true) throw changedError(under.source.path);
      const batch = this.select(result.value);
      const first = under.next;
      under.next += batch.nEvents;
      if (event < under.next) return { first, batch };
      result.value.release?.();
    }
  }

  async close(): Promise<void> {
    const under = this.#under;
    this.#under = undefined;
    await under?.batches.return?.();
    await under?.source.close();
  }

  async #begin(): Promise<void> {
    await this.close();
    const source = await this.#open();
    this.#under = { next: 0, source, batches: source.batches()[Symbol.asyncIterator]() };
  }
}

function changedError(path: string): PhotoelectronError {
  return new PhotoelectronError(
    'file-unreadable',
    `${path} is not as it was when it was opened: events that were there cannot be read any more; open it again.`,
    { path },
  );
}
