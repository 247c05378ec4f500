import { describe, expect, it } from 'vitest';
import { NewestWins } from '../../../../../renderer/panels/events/newest-wins.ts';

/** Work that ends when it is told to. */
function controlledWork() {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const run = (wish: number) => {
    begun.push(wish);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  const endNext = async () => {
    ends.shift()?.();
    // The next wish begins in the microtasks after the end.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, run, endNext };
}

describe('NewestWins', () => {
  it('does what is asked for, and then only the newest of what came meanwhile', async () => {
    const { begun, run, endNext } = controlledWork();
    const work = new NewestWins(run);
    for (const wish of [1, 2, 3, 4]) work.ask(wish);
    expect(begun).toEqual([1]);
    await endNext();
    expect(begun).toEqual([1, 4]);
    await endNext();
    expect(begun).toEqual([1, 4]);
    expect(work.isBusy).toBe(false);
  });

  it('makes one wish of those that wait', async () => {
    const { begun, run, endNext } = controlledWork();
    const work = new NewestWins<number>(run, (waiting = 0, next) => waiting + next);
    for (let press = 0; press < 30; press++) work.ask(1);
    await endNext();
    await endNext();
    // The first press is done at once; the other 29 are one step.
    expect(begun).toEqual([1, 29]);
  });

  it('begins again after it was idle', async () => {
    const { begun, run, endNext } = controlledWork();
    const work = new NewestWins(run);
    work.ask(1);
    await endNext();
    work.ask(2);
    expect(begun).toEqual([1, 2]);
    expect(work.isBusy).toBe(true);
  });

  it('does something again unless something newer waits', async () => {
    const { begun, run, endNext } = controlledWork();
    const work = new NewestWins(run);
    work.ask(1);
    work.ask(2);
    work.askAgain(1);
    await endNext();
    work.askAgain(3);
    await endNext();
    expect(begun).toEqual([1, 2, 3]);
  });

  it('forgets what waits', async () => {
    const { begun, run, endNext } = controlledWork();
    const work = new NewestWins(run);
    work.ask(1);
    work.ask(2);
    work.clear();
    await endNext();
    expect(begun).toEqual([1]);
  });
});
