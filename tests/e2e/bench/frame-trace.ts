import type { Browser, Page } from 'playwright-core';

/** An event of Chromium's tracing; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: {
    readonly name?: string;
    readonly data?: { readonly type?: string };
  };
}

/** What the browser itself recorded. */
export interface FrameTrace {
  readonly events: readonly TraceEvent[];
}

const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
];

/** Records what the browser does while something is done. */
export async function traceFrames(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<FrameTrace> {
  await browser.startTracing(page, { categories });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return { events: traceEvents.toSorted((a, b) => a.ts - b.ts) };
}

/** Frames that follow each other after a longer pause than this have another cause, such as the caret [ms]. */
const PAUSE_MS = 200;

/**
 * For every input of a type, the time until the last frame that it caused: the last of a series of frames
 * without a pause. Inputs without any frame behind them are left out.
 *
 * @param type of the input, such as `keydown`
 * @returns [ms]
 */
export function inputToFrames({ events }: FrameTrace, type: string): number[] {
  const inputs = events.filter(
    ({ name, args }) => name === 'EventDispatch' && args.data?.type === type,
  );
  const frames = events.filter(({ name }) => name === 'DrawFrame').map(({ ts }) => ts / 1000);
  return inputs.flatMap(({ ts }, i) => {
    const begin = ts / 1000;
    const end = (inputs.at(i + 1)?.ts ?? Infinity) / 1000;
    let last = begin;
    for (const frame of frames) {
      if (frame <= last || frame >= end) continue;
      if (frame - last > PAUSE_MS) break;
      last = frame;
    }
    return last === begin ? [] : [last - begin];
  });
}

/** Time from the last input of a type to the last frame of all [ms]. */
export function lastInputToLastFrame({ events }: FrameTrace, type: string): number {
  const input = events.findLast(
    ({ name, args }) => name === 'EventDispatch' && args.data?.type === type,
  );
  const frame = events.findLast(({ name }) => name === 'DrawFrame');
  return input === undefined || frame === undefined ? NaN : (frame.ts - input.ts) / 1000;
}

/** Times between the frames that were drawn [ms]. */
export function frameIntervals({ events }: FrameTrace): number[] {
  const frames = events.filter(({ name }) => name === 'DrawFrame');
  return frames.slice(1).map(({ ts }, i) => (ts - frames[i].ts) / 1000);
}

/** Durations of the tasks of the page's main thread [ms]. */
export function mainThreadTasks({ events }: FrameTrace): number[] {
  // The thread on which the page's own inputs are handled.
  const main = events.find(({ name }) => name === 'EventDispatch');
  return events
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === main?.pid && tid === main.tid)
    .map(({ dur = 0 }) => dur / 1000);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.at(Math.floor(sorted.length / 2)) ?? NaN;
}
