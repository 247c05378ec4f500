import { expect, it } from 'vitest';
import { askedFilter } from '../../../../../renderer/panels/nights/asked-filter.ts';
import { filterChips, withoutKeys } from '../../../../../renderer/panels/nights/filter-chips.ts';

it('says each thing that a list is filtered by', () => {
  const chips = filterChips({
    text: ' crab ',
    night: null,
    from: '2013-11-01',
    to: '2013-11-03',
    maxZenithDeg: 30,
    telescope: 1,
    level: 'DL3',
    flag: 'bad',
    target: 'Crab',
    instrument: 'FACT',
    isSimulation: false,
  });
  expect(chips.map(({ label }) => label)).toEqual([
    'Text “crab”',
    'No date',
    'Nights 2013-11-01 to 2013-11-03',
    'Source Crab',
    'Instrument FACT',
    'Telescope 1',
    'Zenith up to 30°',
    'Level DL3',
    'Flag bad',
    'Observed',
  ]);
});

it('has no chip for what does not count', () => {
  expect(filterChips({ text: '  ', target: undefined })).toEqual([]);
});

it.each([
  [{ minZenithDeg: 0 }, 'Zenith from 0°'],
  [{ to: '2013-11-03' }, 'Nights up to 2013-11-03'],
  [{ night: '2013-11-03' }, 'Night 2013-11-03'],
  [{ isSimulation: true }, 'Simulated'],
])('%j is "%s"', (filter, label) => {
  expect(filterChips(filter).map((chip) => chip.label)).toEqual([label]);
});

it('takes away all that a chip stands for', () => {
  const filter = { from: '2013-11-01', to: '2013-11-03', level: 'DL3' };
  const [nights] = filterChips(filter);
  expect(withoutKeys(filter, nights.keys)).toEqual({ level: 'DL3' });
});

it('asks the engine only for what counts', () => {
  expect(askedFilter({ text: '  ', target: undefined, night: null, minZenithDeg: 0 })).toEqual({
    night: null,
    minZenithDeg: 0,
  });
  expect(askedFilter({ text: ` ${'x'.repeat(300)}` }).text).toHaveLength(200);
});
