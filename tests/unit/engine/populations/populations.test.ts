import { describe, expect, it } from 'vitest';
import { Populations } from '../../../../core/engine/populations/populations.ts';
import { toyPopulation, toyType } from '../../../toy-population.ts';

const toys = await toyPopulation(3);
const limits = { perConnection: 2, bytes: 100, allBytes: 250 };
const take = (bytes: number) => () => Promise.resolve({ ...toys, bytes });
const never = new AbortController().signal;

describe('Populations', () => {
  it('belong to the connection that asked for them', async () => {
    const populations = new Populations(limits);
    const [own, other] = [new AbortController().signal, new AbortController().signal];
    const { id } = await populations.load(own, take(10));
    expect(populations.get(own, id).population.bytes).toBe(10);
    for (const [connection, wrong] of [
      [other, id],
      [own, id + 1],
    ] as const) {
      expect(() => populations.get(connection, wrong)).toThrow(
        expect.objectContaining({ code: 'record-not-found' }),
      );
    }
    await expect(populations.release(other, id)).rejects.toMatchObject({
      code: 'record-not-found',
    });
    await populations.release(own, id);
    expect(() => populations.get(own, id)).toThrow();
  });

  it('are bounded in number and bytes, those that are being loaded among them', async () => {
    const populations = new Populations(limits);
    const connections = [1, 2, 3].map(() => new AbortController().signal);
    const asked: number[] = [];
    const waiting = Promise.withResolvers<typeof toys>();
    const loading = populations.load(connections[0], (bytes) => {
      asked.push(bytes);
      return waiting.promise;
    });
    await populations.load(connections[0], take(100));
    await expect(populations.load(connections[0], take(1))).rejects.toMatchObject({
      code: 'state-conflict',
      message: 'A client may have 2 populations at once; release one.',
    });
    const { id } = await populations.load(connections[1], (bytes) => {
      asked.push(bytes);
      return take(50)();
    });
    expect(asked).toEqual([100, 50]);
    await expect(populations.load(connections[2], take(1))).rejects.toMatchObject({
      code: 'state-conflict',
    });
    await populations.release(connections[1], id);
    waiting.resolve({ ...toys, bytes: 20 });
    await loading;
    await populations.load(connections[2], (bytes) => {
      asked.push(bytes);
      return take(1)();
    });
    expect(asked).toEqual([100, 50, 100]);
  });

  it('leave no trace of a load that failed', async () => {
    const populations = new Populations({ ...limits, perConnection: 1 });
    for (let i = 0; i < 3; i++) {
      const failing = populations.load(never, () => Promise.reject(new Error('no file')));
      await expect(failing).rejects.toThrow('no file');
    }
    await populations.load(never, take(100));
  });

  it('end with their connection, also one that is being loaded', async () => {
    const populations = new Populations(limits);
    const connection = new AbortController();
    const { id } = await populations.load(connection.signal, take(100));
    const loaded = populations.get(connection.signal, id);
    const waiting = Promise.withResolvers<typeof toys>();
    const loading = populations.load(connection.signal, () => waiting.promise);
    connection.abort();
    waiting.resolve(toys);
    await expect(loading).rejects.toMatchObject({ code: 'cancelled' });
    expect(() => populations.get(connection.signal, id)).toThrow();
    await expect(loaded.use(never, () => Promise.resolve(1))).rejects.toMatchObject({
      code: 'cancelled',
    });
    const asked: number[] = [];
    for (const each of [never, new AbortController().signal]) {
      await populations.load(each, (bytes) => {
        asked.push(bytes);
        return take(100)();
      });
    }
    expect(asked).toEqual([100, 100]);
  });
});

describe('a loaded population', () => {
  const load = async () => {
    const populations = new Populations();
    const { id } = await populations.load(never, () => Promise.resolve(toys));
    return { populations, id, loaded: populations.get(never, id) };
  };

  it('is cleaned once for the same question', async () => {
    const { loaded } = await load();
    const { image_cleaner } = loaded.population.document.cleaning;
    const cleaned = await loaded.cleaned(toyType, image_cleaner, false, never);
    expect(await loaded.cleaned(toyType, image_cleaner, false, never)).toBe(cleaned);
    const withTimes = await loaded.cleaned(toyType, image_cleaner, true, never);
    expect(withTimes).not.toBe(cleaned);
    // Whoever needs no times is served with the fuller answer as well.
    expect(await loaded.cleaned(toyType, image_cleaner, false, never)).toBe(withTimes);
  });

  it('ends what is under way when it is released', async () => {
    const { populations, id, loaded } = await load();
    const cleaning = loaded.useNewest(never, (signal) =>
      loaded.cleaned(toyType, undefined, true, signal),
    );
    await populations.release(never, id);
    await expect(cleaning).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('ends an older cleaning when a newer one comes', async () => {
    const { loaded } = await load();
    const clean = () =>
      loaded.useNewest(never, (signal) => loaded.cleaned(toyType, undefined, true, signal));
    const [older, newer] = [clean(), clean()];
    await expect(older).rejects.toMatchObject({ code: 'cancelled' });
    expect((await newer).nImages).toBe(3);
  });
});
