import { expect, test } from 'vitest';
import { Gate } from '../../../core/foundation/gate.ts';

const never = new AbortController().signal;

/** Something that a test ends by hand. */
class Work {
  readonly begun = Promise.withResolvers<undefined>();
  readonly done = Promise.withResolvers<string>();
  hasBegun = false;

  readonly run = (): Promise<string> => {
    this.hasBegun = true;
    this.begun.resolve(undefined);
    return this.done.promise;
  };
}

const begun = (works: readonly Work[]) => works.map(({ hasBegun }) => hasBegun);

test('lets so many in and the others in order, when one has left', async () => {
  const gate = new Gate(2);
  const works = Array.from({ length: 4 }, () => new Work());
  const passed = works.map((work) => gate.pass(never, work.run));
  await works[1].begun.promise;
  expect(begun(works)).toEqual([true, true, false, false]);
  works[1].done.resolve('second');
  expect(await passed[1]).toBe('second');
  await works[2].begun.promise;
  expect(begun(works)).toEqual([true, true, true, false]);
  works[0].done.reject(new Error('broken'));
  await expect(passed[0]).rejects.toThrow('broken');
  await works[3].begun.promise;
  for (const work of works.slice(2)) work.done.resolve('late');
  expect(await Promise.all(passed.slice(2))).toEqual(['late', 'late']);
});

test('lets whoever waits leave, and the next one in', async () => {
  const gate = new Gate(1);
  const works = Array.from({ length: 3 }, () => new Work());
  const abort = new AbortController();
  const first = gate.pass(never, works[0].run);
  const second = gate.pass(abort.signal, works[1].run);
  const third = gate.pass(never, works[2].run);
  abort.abort(new Error('given up'));
  await expect(second).rejects.toThrow('given up');
  works[0].done.resolve('first');
  works[2].done.resolve('third');
  expect(await Promise.all([first, third])).toEqual(['first', 'third']);
  expect(works[1].hasBegun).toBe(false);
});

test('does not forget others when one gives up as it is let in', async () => {
  const gate = new Gate(1);
  const works = Array.from({ length: 3 }, () => new Work());
  const abort = new AbortController();
  const first = gate.pass(never, async () => {
    await works[0].run();
    // What follows happens while the gate lets the next one in.
    queueMicrotask(() => {
      abort.abort(new Error('given up'));
    });
    return 'first';
  });
  const second = gate.pass(abort.signal, works[1].run);
  const third = gate.pass(never, works[2].run);
  works[0].done.resolve('');
  works[1].done.resolve('second');
  works[2].done.resolve('third');
  expect(await first).toBe('first');
  await Promise.allSettled([second]);
  expect(await third).toBe('third');
});

test('does not let in whoever has given up before', async () => {
  const work = new Work();
  await expect(new Gate(1).pass(AbortSignal.abort(new Error('no')), work.run)).rejects.toThrow(
    'no',
  );
  expect(work.hasBegun).toBe(false);
});
