import { effectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type PagedRows,
  type RowsPage,
  usePagedRows,
} from '../../../../renderer/table/use-paged-rows.ts';

const TOTAL = 1000;

interface Question {
  readonly offset: number;
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly answer: (page: RowsPage<number>) => void;
  readonly fail: (error: Error) => void;
}

let questions: Question[];
let scope: ReturnType<typeof effectScope>;
let paged: PagedRows<number>;

beforeEach(() => {
  questions = [];
  scope = effectScope();
  paged = scope.run(() =>
    usePagedRows(
      (offset, limit, signal) =>
        new Promise<RowsPage<number>>((resolve, reject) => {
          questions.push({ offset, limit, signal, answer: resolve, fail: reject });
        }),
      100,
    ),
  )!;
});
afterEach(() => {
  scope.stop();
});

/** Lets what was answered come through. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
async function answer({ offset, limit, answer: give }: Question, shift = 0): Promise<void> {
  give({ total: TOTAL, rows: Array.from({ length: limit }, (_, i) => offset + i + shift) });
  await settle();
}

describe('usePagedRows', () => {
  it('asks for the page that is seen and holds it', async () => {
    paged.need(0, 30);
    expect(questions).toHaveLength(1);
    expect(questions[0]).toMatchObject({ offset: 0, limit: 100 });
    await answer(questions[0]);
    expect(paged.rowCount.value).toBe(TOTAL);
    expect(paged.row(29)).toBe(29);
    expect(paged.row(150)).toBeUndefined();
    paged.need(20, 60);
    expect(questions).toHaveLength(1);
  });

  it('asks for both pages where the view lies across their border', async () => {
    paged.need(90, 120);
    await answer(questions[0]);
    expect(questions.map(({ offset }) => offset)).toEqual([0, 100]);
    await answer(questions[1]);
    expect(paged.row(110)).toBe(110);
    expect(paged.isWaiting.value).toBe(false);
  });

  it('lets go of a page that a quick hand has passed', async () => {
    paged.need(0, 30);
    await answer(questions[0]);
    paged.need(300, 330);
    paged.need(700, 730);
    expect(questions[1].signal.aborted).toBe(true);
    expect(questions[2].offset).toBe(700);
    await answer(questions[1]);
    expect(paged.row(310)).toBeUndefined();
    await answer(questions[2]);
    expect(paged.row(710)).toBe(710);
  });

  it('keeps old rows until the new ones come when it is told to load again', async () => {
    paged.need(0, 30);
    await answer(questions[0]);
    paged.reload();
    expect(paged.row(5)).toBe(5);
    await answer(questions[1], 7);
    expect(paged.row(5)).toBe(12);
  });

  it('forgets everything for another list, and asks anew', async () => {
    paged.need(0, 30);
    await answer(questions[0]);
    paged.clear();
    expect(paged.rowCount.value).toBe(0);
    expect(paged.row(5)).toBeUndefined();
    expect(questions).toHaveLength(2);
  });

  it('tells why rows did not come, and asks again at the next look', async () => {
    paged.need(0, 30);
    questions[0].fail(new Error('gone'));
    await settle();
    expect(paged.error.value).toEqual(new Error('gone'));
    expect(questions).toHaveLength(1);
    paged.need(0, 31);
    await answer(questions[1]);
    expect(paged.error.value).toBeUndefined();
    expect(paged.row(3)).toBe(3);
  });

  it('lets go of what it waits for with its owner', () => {
    paged.need(0, 30);
    scope.stop();
    expect(questions[0].signal.aborted).toBe(true);
  });
});
