/** Longest line that is kept [characters]; the rest of a longer one is dropped. */
const MAX_LINE = 2000;

/** Cuts text that comes in pieces into lines; holds no more than one line. */
export class OutputLines {
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(text: string): void {
    const lines = text.split(/\r?\n/);
    lines[0] = this.#rest + lines[0];
    this.#rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) this.#tell(line);
  }

  /** No more text will come. */
  end(): void {
    this.#tell(this.#rest);
    this.#rest = '';
  }

  #tell(line: string): void {
    if (line.trim() !== '') this.#onLine(line.slice(0, MAX_LINE));
  }
}
