/** Where a command writes; tests put their own in place of the process's streams. */
export interface Terminal {
  /** Results, on standard output. Resolves when there is room for more. */
  readonly out: (text: string) => Promise<void>;
  /** Messages and progress, on standard error. */
  readonly err: (text: string) => void;
  /** Whether standard error is a terminal that can be redrawn. */
  readonly interactive: boolean;
  /** Whether standard output is a terminal that shows colours, and the user wants them. Default no. */
  readonly colored?: boolean;
  /** Its width [characters]. */
  readonly columns: number;
}

/** What a command gets to work with beside its arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Raised when the user interrupts. */
  readonly signal: AbortSignal;
}
