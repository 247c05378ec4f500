import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../../../core/config/load-configuration.ts';
import { parseCleaner } from '../../../../core/config/parse-cleaner.ts';
import { checkParams } from '../../../../core/contract/check-params.ts';
import type { RequestName, RequestParams } from '../../../../core/contract/contract.ts';
import { unrestrictedAccess } from '../../../../core/engine/access-policy.ts';
import { populationHandlers } from '../../../../core/engine/handlers/population-handlers.ts';
import { Populations } from '../../../../core/engine/populations/populations.ts';
import type { ErrorCode } from '../../../../core/foundation/errors.ts';
import { cleanPopulation } from '../../../../core/processing/population/clean-population.ts';
import { cleaningCounts } from '../../../../core/processing/population/summarise-cleaning.ts';
import { sampleFile } from '../../../simtel-sample.ts';
import { toyPopulation, toyType } from '../../../toy-population.ts';

const toys = await toyPopulation(60, 20);

/** The handlers with the toys as the population 1 of a connection. */
async function serve() {
  const populations = new Populations();
  const connection = new AbortController();
  await populations.load(connection.signal, () => Promise.resolve(toys));
  const handlers = populationHandlers(
    { access: unrestrictedAccess(), configurations: { resolve: loadConfiguration }, cores: 1 },
    populations,
  );
  const context = {
    signal: new AbortController().signal,
    connection: connection.signal,
    onProgress: () => undefined,
  };
  const ask = <N extends Extract<RequestName, `population.${string}`>>(
    name: N,
    params: RequestParams<N>,
    signal = context.signal,
  ) => handlers[name](checkParams(name, params), { ...context, signal });
  return { ask, connection, handlers };
}

const tailcuts = (picture_threshold_pe: number) => ({
  type: 'TailcutsImageCleaner',
  picture_threshold_pe,
  boundary_threshold_pe: picture_threshold_pe / 2,
});

const intensity = {
  column: 'hillas_intensity',
  bins: { min: 10, max: 1e5, nBins: 8, scale: 'log' },
} as const;

const common = { id: 1, telescopeType: toyType, histograms: [intensity] };

describe('population.clean', () => {
  it('answers for both cleaners, the same when they are', async () => {
    const { ask } = await serve();
    const { a, b } = await ask('population.clean', { ...common, a: tailcuts(6), b: tailcuts(6) });
    expect(b).toEqual(a);
    const cleaned = await cleanPopulation(toys, toyType, { cleaner: parseCleaner(tailcuts(6)) });
    expect(a).toMatchObject({ ...cleaningCounts(cleaned), truth: { nImages: 80 } });
    const [{ counts, nBelow, nAbove, nUndefined }] = a.histograms;
    expect(counts.reduce((sum, count) => sum + count, nBelow + nAbove + nUndefined)).toBe(80);
    expect(nUndefined).toBe(80 - a.nParametrised);
    const other = await ask('population.clean', { ...common, a: tailcuts(6), b: tailcuts(12) });
    expect(other.a).toEqual(a);
    expect(other.b).toEqual((await ask('population.clean', { ...common, a: tailcuts(12) })).a);
  });

  it('takes the cleaner of the configuration when it is given none', async () => {
    const { ask } = await serve();
    const { a, b } = await ask('population.clean', common);
    const given = await ask('population.clean', { ...common, a: tailcuts(10) });
    expect([a, b]).toEqual([given.a, null]);
  });

  it('is cancelled when a newer one comes, which is answered', async () => {
    const { ask } = await serve();
    const older = [6, 6.1, 6.2].map((picture) =>
      ask('population.clean', { ...common, a: tailcuts(picture) }),
    );
    const newest = ask('population.clean', { ...common, a: tailcuts(6.3) });
    for (const outcome of await Promise.allSettled(older)) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { name: 'PhotoelectronError', code: 'cancelled' },
      });
    }
    const answer = await newest;
    expect(await ask('population.clean', { ...common, a: tailcuts(6.3) })).toEqual(answer);
  });

  it('is cancelled by its client, by a release and by the end of the connection', async () => {
    const cancelled = { code: 'cancelled', name: 'PhotoelectronError' };
    const first = await serve();
    const controller = new AbortController();
    const asked = first.ask('population.clean', common, controller.signal);
    controller.abort();
    await expect(asked).rejects.toMatchObject(cancelled);
    const running = first.ask('population.clean', common);
    await first.ask('population.release', { id: 1 });
    await expect(running).rejects.toMatchObject(cancelled);
    const second = await serve();
    const left = second.ask('population.clean', common);
    second.connection.abort();
    await expect(left).rejects.toMatchObject(cancelled);
  });

  it('makes the parameters of times when a histogram is made of one', async () => {
    const { ask } = await serve();
    const slope = { column: 'timing_slope', bins: { min: -1e9, max: 1e9, nBins: 1 } };
    const { a } = await ask('population.clean', { ...common, histograms: [slope] });
    const { columns } = await cleanPopulation(toys, toyType);
    const nFinite = columns['timing_slope'].filter(Number.isFinite).length;
    expect([...a.histograms[0].counts]).toEqual([nFinite]);
    expect(nFinite).toBeGreaterThan(0);
  });

  it('says what is wrong with cleaners, columns, bins and telescopes', async () => {
    const { ask } = await serve();
    const rejected: readonly (readonly [RequestParams<'population.clean'>, ErrorCode, string])[] = [
      [
        { ...common, a: { type: 'TailcutsImageCleaner', picture_treshold_pe: 6 } },
        'config-invalid',
        'did you mean "picture_threshold_pe"?',
      ],
      [
        { ...common, b: { type: 'TailcutsImageCleaner', picture_threshold_pe: '6' } },
        'config-invalid',
        'cleaning.image_cleaner.picture_threshold_pe',
      ],
      [{ ...common, b: null }, 'config-invalid', 'cleaning.image_cleaner'],
      [{ ...common, a: { type: 'CustomImageCleaner', name: 'own' } }, 'config-invalid', 'own'],
      [{ ...common, a: { type: 'x'.repeat(70_000) } }, 'argument-invalid', '65536 characters'],
      [
        { ...common, histograms: [{ ...intensity, column: 'hillas_intensty' }] },
        'argument-invalid',
        'did you mean "hillas_intensity"?',
      ],
      [
        { ...common, histograms: [{ ...intensity, bins: { min: 1, max: 0, nBins: 3 } }] },
        'argument-invalid',
        'min < max',
      ],
      [{ ...common, telescopeType: 'LST' }, 'argument-invalid', 'LST'],
      [{ ...common, id: 2 }, 'record-not-found', 'load it again'],
    ];
    for (const [params, code, words] of rejected) {
      await expect(ask('population.clean', params), words).rejects.toMatchObject({
        code,
        message: expect.stringContaining(words) as unknown,
      });
    }
  });
});

describe('population.select', () => {
  it('selects from what the cleaner makes of the images', async () => {
    const { ask } = await serve();
    const selection = { id: 1, telescopeType: toyType, column: 'hillas_length', min: 0, max: 9 };
    const { columns } = await cleanPopulation(toys, toyType, {
      cleaner: parseCleaner(tailcuts(6)),
    });
    const { total, rows } = await ask('population.select', {
      ...selection,
      cleaner: tailcuts(6),
    });
    expect(total).toBe(columns['hillas_length'].filter(Number.isFinite).length);
    expect(rows.map(({ value }) => value)).toEqual(
      [...columns['hillas_length']].filter(Number.isFinite),
    );
    expect(rows.every(({ path }) => path === 'toys')).toBe(true);
    const page = await ask('population.select', {
      ...{ ...selection, cleaner: tailcuts(6), offset: 5, limit: 3 },
    });
    expect(page).toEqual({ total, rows: rows.slice(5, 8) });
  });
});

describe('population.suggest', () => {
  it('answers with a cleaner that can be used', async () => {
    const { ask } = await serve();
    const { cleaner, nSurviving, nPedestals } = await ask('population.suggest', {
      ...{ id: 1, telescopeType: toyType, targetPedestalSurvival: 0.1 },
    });
    expect(nPedestals).toBe(20);
    expect(nSurviving).toBeLessThanOrEqual(2);
    const { a } = await ask('population.clean', { ...common, a: cleaner });
    expect(a.pedestals).toMatchObject({ nImages: 20, nSurviving });
  });
});

describe('population.load', () => {
  it('loads for its connection alone', async () => {
    const { ask } = await serve();
    const other = await serve();
    const telescopeType = toyType;
    const { id } = await ask('population.load', {
      paths: [sampleFile],
      telescopeTypes: [telescopeType],
    });
    const { a } = await ask('population.clean', { id, telescopeType });
    expect(a.nImages).toBe(4);
    await expect(other.ask('population.clean', { id, telescopeType })).rejects.toMatchObject({
      code: 'record-not-found',
    });
    expect(await ask('population.release', { id })).toEqual({});
  });
});
