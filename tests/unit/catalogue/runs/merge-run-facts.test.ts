import { describe, expect, it } from 'vitest';
import { mergeRunFacts, type RunSource } from '../../../../core/catalogue/runs/merge-run-facts.ts';

function source(more: Partial<RunSource>): RunSource {
  return {
    run: { obsId: 1 },
    dataLevels: ['DL3'],
    instrument: 'MAGIC',
    isSimulation: false,
    site: undefined,
    telescopes: [],
    contentHash: 'a',
    ...more,
  };
}

const start = Date.parse('2013-10-04T04:20:00Z');

describe('mergeRunFacts', () => {
  it('believes the file nearest to the telescope, and takes from others what it does not tell', () => {
    const raw = source({
      dataLevels: ['R0'],
      run: { obsId: 1, nEvents: 5000, startUtcMs: start },
    });
    const dl3 = source({
      run: {
        obsId: 1,
        nEvents: 40,
        startUtcMs: start + 7,
        stopUtcMs: start + 9,
        target: 'Crab',
        eventCounts: { SUBARRAY: 40 },
      },
    });
    for (const order of [
      [raw, dl3],
      [dl3, raw],
    ]) {
      const { run } = mergeRunFacts(order);
      // Start and stop are of one file, and so are the number of events and their types.
      expect(run).toEqual({ obsId: 1, nEvents: 5000, startUtcMs: start, target: 'Crab' });
    }
  });

  it('believes of two files of one level the one that tells more, whatever their names and order', () => {
    const poor = source({ run: { obsId: 1, nEvents: 9000 }, contentHash: 'a' });
    const rich = source({ run: { obsId: 1, nEvents: 1000, pointingAltDeg: 60 }, contentHash: 'b' });
    expect(mergeRunFacts([poor, rich]).run.nEvents).toBe(1000);
    expect(mergeRunFacts([rich, poor]).run.nEvents).toBe(1000);
    expect(mergeRunFacts([rich, poor]).zenithDeg).toBe(30);
  });

  it('leaves out a stop that is before the start', () => {
    const backwards = source({
      run: { obsId: 1, startUtcMs: start, stopUtcMs: start - 1000, durationS: 1200 },
    });
    expect(mergeRunFacts([backwards])).toMatchObject({
      durationS: 1200,
      run: { obsId: 1, startUtcMs: start, durationS: 1200 },
    });
    expect(mergeRunFacts([backwards]).run).not.toHaveProperty('stopUtcMs');
  });

  it('decides between files that are alike by their content', () => {
    const one = source({ run: { obsId: 1, target: 'one' }, contentHash: 'a' });
    const two = source({ run: { obsId: 1, target: 'two' }, contentHash: 'b' });
    expect(mergeRunFacts([one, two]).run.target).toBe('one');
    expect(mergeRunFacts([two, one]).run.target).toBe('one');
  });

  it('lists the telescopes of one file with the names that another knows', () => {
    const raw = source({ dataLevels: ['R0'], run: { obsId: 1, telIds: [2, 1, 2] } });
    const dl1 = source({
      dataLevels: ['DL1_IMAGES'],
      telescopes: [
        { telId: 1, name: 'MAGIC-I', type: 'LST_MAGIC_MAGICCam' },
        { telId: 3, name: 'LST-1' },
      ],
    });
    expect(mergeRunFacts([dl1, raw]).telescopes).toEqual([
      { telId: 1, name: 'MAGIC-I', type: 'LST_MAGIC_MAGICCam' },
      { telId: 2 },
    ]);
  });

  it('calls a site as the list of known sites does, however a file names and places it', () => {
    const told = { name: 'LaPalma-prod6', longitudeDeg: -17.892, latitudeDeg: 28.7622 };
    const placed = mergeRunFacts([source({ instrument: 'alpha', site: told })]).site;
    expect(placed).toEqual(mergeRunFacts([source({ instrument: 'MAGIC' })]).site);
    const elsewhere = { name: 'Moon', longitudeDeg: 100, latitudeDeg: 0 };
    expect(mergeRunFacts([source({ site: elsewhere })]).site).toEqual(elsewhere);
  });

  it('finds offset and angle of a wobble pointing, and none on the source itself', () => {
    const target = { targetRaDeg: 0, targetDecDeg: 0 };
    const off = { obsId: 1, ...target, pointingRaDeg: 0.5, pointingDecDeg: 0 };
    const wobble = mergeRunFacts([source({ run: off })]);
    expect(wobble.wobbleOffsetDeg).toBeCloseTo(0.5, 12);
    expect(wobble.wobbleAngleDeg).toBeCloseTo(90, 9);
    const on = { obsId: 1, ...target, pointingRaDeg: 0, pointingDecDeg: 0 };
    expect(mergeRunFacts([source({ run: on })])).toMatchObject({
      wobbleOffsetDeg: 0,
      wobbleAngleDeg: undefined,
    });
    const stated = { ...off, wobbleOffsetDeg: 0.4, wobbleAngleDeg: 35 };
    expect(mergeRunFacts([source({ run: stated })])).toMatchObject({
      wobbleOffsetDeg: 0.4,
      wobbleAngleDeg: 35,
    });
  });

  it('takes the site of the instrument where no file tells one', () => {
    expect(mergeRunFacts([source({})]).site?.name).toBe('Roque de los Muchachos');
    const told = { name: 'Garden', longitudeDeg: 180, latitudeDeg: 0 };
    const run = { obsId: 1, startUtcMs: Date.parse('2020-06-01T00:00:00Z') };
    expect(mergeRunFacts([source({ site: told, run })])).toMatchObject({
      site: told,
      night: '2020-06-01',
    });
    expect(mergeRunFacts([source({ instrument: 'Toy' })]).site).toBeUndefined();
  });

  it('gives simulations nights of UTC and no rate', () => {
    const run = { obsId: 1, startUtcMs: start, stopUtcMs: start + 1000, nEvents: 10 };
    expect(mergeRunFacts([source({ run, isSimulation: true })])).toMatchObject({
      night: '2013-10-03',
      durationS: 1,
      rateHz: undefined,
    });
    expect(mergeRunFacts([source({ run })]).rateHz).toBe(10);
  });

  it('knows no duration of times that go backwards, and no night without a time', () => {
    const run = { obsId: 1, startUtcMs: start, stopUtcMs: start - 1000, nEvents: 10 };
    expect(mergeRunFacts([source({ run })])).toMatchObject({
      durationS: undefined,
      rateHz: undefined,
    });
    expect(mergeRunFacts([source({})]).night).toBeUndefined();
  });

  it('keeps each quality figure once for each telescope', () => {
    const figure = { name: 'rate', value: 1, unit: 'Hz' };
    const one = source({ run: { obsId: 1, quality: [figure, { ...figure, telId: 1 }] } });
    const two = source({
      run: {
        obsId: 1,
        quality: [
          { ...figure, value: 2 },
          { ...figure, name: 'other' },
        ],
      },
      contentHash: 'b',
    });
    expect(mergeRunFacts([one, two]).run.quality).toEqual([
      figure,
      { ...figure, telId: 1 },
      { ...figure, name: 'other' },
    ]);
  });
});
