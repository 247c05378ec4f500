import { EventType } from '../../datamodel/event-type.ts';
import type { RunFacts } from './file-facts.ts';
import { isPlausibleTime } from './plausible-time.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Tally {
  nEvents: number;
  readonly types: Map<string, number>;
  readonly telescopes: Map<number, number>;
  first: number;
  last: number;
}

const eventTypeNames = new Map<number, string>(
  Object.entries(EventType).map(([name, code]) => [code, name]),
);

/**
 * Name of an event type by its code.
 *
 * @param old before ctapipe 0.27, when 2 meant pedestals of the sky and 5 other calibrations
 */
export function eventTypeName(code: number, old = false): string {
  if (old && code === EventType.PEDESTAL) return 'SKY_PEDESTAL';
  if (old && code === EventType.SKY_PEDESTAL) return 'OTHER_CALIBRATION';
  return eventTypeNames.get(code) ?? 'UNKNOWN';
}

/** Counts array events and telescope events and keeps the first and last time, run by run. */
export class RunTally {
  readonly #runs = new Map<number, Tally>();
  readonly #more = new Map<number, Writable<RunFacts>>();

  /** Makes sure that a run is listed, and adds what else is known of it. */
  add(facts: RunFacts): void {
    const known = this.#more.get(facts.obsId);
    if (known === undefined) this.#more.set(facts.obsId, { ...facts });
    else Object.assign(known, facts);
  }

  /** Counts one array event of a run. */
  arrayEvent(obsId: number, type?: string): void {
    const run = this.#tally(obsId);
    run.nEvents += 1;
    if (type !== undefined) run.types.set(type, (run.types.get(type) ?? 0) + 1);
  }

  /** Counts one telescope event of a run. */
  telescopeEvent(obsId: number, telId: number): void {
    const { telescopes } = this.#tally(obsId);
    telescopes.set(telId, (telescopes.get(telId) ?? 0) + 1);
  }

  /** Notes a time at which something was taken [UTC, ms since 1970]; times that are unknown count as none. */
  time(obsId: number, utcMs: number): void {
    if (!isPlausibleTime(utcMs)) return;
    const run = this.#tally(obsId);
    if (utcMs < run.first) run.first = utcMs;
    if (utcMs > run.last) run.last = utcMs;
  }

  /**
   * Forgets all counts, because not every event was looked at: only the number of all events stays, and
   * only when there is one run.
   */
  forgetCounts(nEvents: number): void {
    for (const run of this.#runs.values()) {
      run.nEvents = this.#runs.size === 1 ? nEvents : 0;
      run.types.clear();
      run.telescopes.clear();
    }
  }

  /** What has been found; runs in the order in which they appeared. */
  runs(): RunFacts[] {
    const ids = new Set([...this.#more.keys(), ...this.#runs.keys()]);
    return [...ids].map((obsId) => {
      const run = this.#runs.get(obsId);
      const facts: Writable<RunFacts> = { ...this.#more.get(obsId), obsId };
      if (run === undefined) return facts;
      if (run.nEvents > 0) facts.nEvents = run.nEvents;
      if (run.types.size > 0) facts.eventCounts = Object.fromEntries(run.types);
      if (run.telescopes.size > 0) {
        facts.telescopeCounts = Object.fromEntries(run.telescopes);
        facts.telIds ??= [...run.telescopes.keys()].sort((a, b) => a - b);
      }
      if (run.last >= run.first) {
        facts.startUtcMs = Math.min(run.first, facts.startUtcMs ?? Infinity);
        facts.stopUtcMs = Math.max(run.last, facts.stopUtcMs ?? -Infinity);
      }
      return facts;
    });
  }

  #tally(obsId: number): Tally {
    let run = this.#runs.get(obsId);
    if (run === undefined) {
      run = {
        nEvents: 0,
        types: new Map(),
        telescopes: new Map(),
        first: Infinity,
        last: -Infinity,
      };
      this.#runs.set(obsId, run);
    }
    return run;
  }
}
