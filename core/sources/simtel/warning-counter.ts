import type { SourceWarning } from '../event-source.ts';

/** Counts warnings by their text; keeps only so many different ones. */
export class WarningCounter {
  static readonly #limit = 200;
  readonly #counts = new Map<string, number>();
  #others = 0;

  add(message: string): void {
    const count = this.#counts.get(message);
    if (count === undefined && this.#counts.size >= WarningCounter.#limit) this.#others += 1;
    else this.#counts.set(message, (count ?? 0) + 1);
  }

  list(): readonly SourceWarning[] {
    const warnings = Array.from(this.#counts, ([message, count]) => ({ message, count }));
    if (this.#others > 0) {
      warnings.push({ message: 'Further warnings of other kinds.', count: this.#others });
    }
    return warnings;
  }
}
