import { describe, expect, it } from 'vitest';
import { NewestWins } from '../../../../core/engine/populations/newest-wins.ts';

const never = new AbortController().signal;

/** Work that goes on until it is told to end. */
function endless(signal: AbortSignal): Promise<string> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('ended'));
    });
  });
}

describe('NewestWins', () => {
  it('ends what is under way when more comes, and answers the last', async () => {
    const newest = new NewestWins();
    const first = newest.run(never, endless);
    const second = newest.run(never, endless);
    const third = newest.run(never, () => Promise.resolve('third'));
    for (const older of [first, second]) {
      await expect(older).rejects.toMatchObject({ code: 'cancelled', name: 'PhotoelectronError' });
    }
    expect(await third).toBe('third');
  });

  it('gives no result of older work that did not heed its signal', async () => {
    const newest = new NewestWins();
    const { promise, resolve } = Promise.withResolvers<string>();
    const deaf = newest.run(never, () => promise);
    const last = newest.run(never, () => Promise.resolve('last'));
    resolve('late');
    await expect(deaf).rejects.toMatchObject({ code: 'cancelled' });
    expect(await last).toBe('last');
  });

  it('hands on errors and the end of the request, and goes on afterwards', async () => {
    const newest = new NewestWins();
    await expect(newest.run(never, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    const controller = new AbortController();
    const given = newest.run(controller.signal, endless);
    controller.abort();
    await expect(given).rejects.toThrow('ended');
    expect(await newest.run(never, () => Promise.resolve(1))).toBe(1);
  });
});
