import type { Terminal } from './terminal.ts';

/** State of a long work. */
export interface ProgressState {
  /** Between 0 and 1. */
  readonly fraction: number;
  /** Things done so far. */
  readonly done: number;
}

/** Time between two plain lines [s]. */
const PLAIN_INTERVAL = 10;
/** Time between two drawings of the bar [s]. */
const BAR_INTERVAL = 0.1;

/**
 * Shows progress: on a terminal a bar that is redrawn, elsewhere (log files) a plain line now and
 * then. Nothing is shown of work that is over within the first interval.
 */
export class Progress {
  readonly #terminal: Terminal;
  readonly #label: string;
  readonly #unit: string;
  readonly #now: () => number;
  readonly #start: number;
  #last: number;
  #drawn = false;

  /**
   * @param label what is worked on
   * @param unit what is counted, such as `events`
   * @param now clock [s], for tests
   */
  constructor(
    terminal: Terminal,
    label: string,
    unit: string,
    now = () => performance.now() / 1000,
  ) {
    this.#terminal = terminal;
    this.#label = label;
    this.#unit = unit;
    this.#now = now;
    this.#start = now();
    this.#last = this.#start;
  }

  update(state: ProgressState): void {
    const now = this.#now();
    if (now - this.#last < (this.#terminal.interactive ? BAR_INTERVAL : PLAIN_INTERVAL)) return;
    this.#last = now;
    const line = progressLine(state, now - this.#start, this.#unit);
    if (this.#terminal.interactive) {
      this.#drawn = true;
      const { columns } = this.#terminal;
      const label = this.#label.length > 32 ? `${this.#label.slice(0, 31)}…` : this.#label;
      const room = columns - label.length - line.length - 5;
      const bar = room >= 8 ? `${progressBar(state.fraction, Math.min(room, 30))} ` : '';
      this.#terminal.err(`\r\u001b[K${`${label} ${bar}${line}`.slice(0, columns - 1)}`);
    } else {
      this.#terminal.err(`${this.#label}: ${line}\n`);
    }
  }

  /** Takes the bar away, so that other text can follow. */
  clear(): void {
    if (this.#drawn) this.#terminal.err('\r\u001b[K');
    this.#drawn = false;
  }
}

/** `64 %, 1200 events, 410 events/s, 0:12 left`. */
export function progressLine(
  { fraction, done }: ProgressState,
  elapsed: number,
  unit: string,
): string {
  const known = fraction > 0 && fraction <= 1 && elapsed > 0;
  const rate = elapsed > 0 ? done / elapsed : 0;
  const digits = rate < 10 ? 1 : 0;
  const left = known ? `, ${durationText((elapsed * (1 - fraction)) / fraction)} left` : '';
  return `${Math.floor(Math.min(1, Math.max(0, fraction)) * 100)} %, ${done} ${unit}, ${rate.toFixed(digits)} ${unit}/s${left}`;
}

/** A bar of block characters. */
export function progressBar(fraction: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, fraction)) * width * 8);
  const partial = ' ▏▎▍▌▋▊▉'.charAt(eighths % 8);
  const full = '█'.repeat(Math.floor(eighths / 8));
  return `▕${(full + (eighths % 8 > 0 ? partial : '')).padEnd(width)}▏`;
}

/** A time as `0:07`, `12:34` or `1:02:03`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0
    ? `${hours}:${pad(minutes)}:${pad(whole % 60)}`
    : `${minutes}:${pad(whole % 60)}`;
}
