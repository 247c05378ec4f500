import type { EventPayload } from '../contract/contract.ts';

/** A part of the catalogue that lists are read from. */
export type ChangedArea = EventPayload<'catalogue.changed'>['areas'][number];

/** Tells within the engine that something in the catalogue is not as it was. */
export class ChangeSignal {
  readonly #listeners = new Set<(areas: readonly ChangedArea[]) => void>();

  /** To be called after each change; often is no harm, clients are told a few times a second. */
  changed(...areas: readonly ChangedArea[]): void {
    for (const listener of [...this.#listeners]) listener(areas);
  }

  /** @returns what ends the listening */
  listen(listener: (areas: readonly ChangedArea[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
