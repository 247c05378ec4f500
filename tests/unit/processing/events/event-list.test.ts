import { describe, expect, it, test } from 'vitest';
import { EventList, EventLists } from '../../../../core/processing/events/event-list.ts';
import { emptyTable, type GivenEvent, processedEvents } from './processed-events.ts';

const events: readonly GivenEvent[] = [
  { eventId: 10, energy: 3, images: { 1: [50, 1], 2: [500, 2] } },
  { eventId: 11, energy: 1, images: { 3: [200, 1] } },
  { eventId: 12, energy: 2, images: {} },
  { eventId: 13, energy: 4, images: { 1: [NaN, -1], 3: [120, 1] } },
  { eventId: 14, images: { 2: [NaN, -1] } },
];

function filled() {
  const table = emptyTable();
  table.append(processedEvents(events.slice(0, 2)));
  table.append(processedEvents(events.slice(2)));
  return table;
}

function order(filter: string, sort?: string, descending = false): number[] {
  return [...new EventList(filled(), { filter, sort, descending }).order()];
}

describe('a table of events', () => {
  it('knows events and images, and the brightest image of each event', () => {
    const table = filled();
    expect([table.nEvents, table.nImages]).toEqual([5, 6]);
    expect([0, 1, 2, 3, 4].map((event) => table.nImagesOf(event))).toEqual([2, 1, 0, 2, 1]);
    const brightest = [0, 1, 2, 3, 4].map((event) => table.value(table.column('tel_id'), event));
    expect(brightest).toEqual([2, 3, NaN, 3, 2]);
    expect([...table.events.get('event_id')!.values]).toEqual([10, 11, 12, 13, 14]);
    expect([...table.events.get('n_telescopes')!.values]).toEqual([2, 1, 0, 2, 1]);
    expect([...table.events.get('n_triggered')!.values]).toEqual([2, 1, 0, 2, 1]);
    expect([...table.eventOfImage.values]).toEqual([0, 0, 1, 3, 3, 4]);
  });

  it('names the closest column for one that is not there', () => {
    expect(() => filled().column('hillas_intensty')).toThrow(
      expect.objectContaining({
        code: 'argument-invalid',
        message: expect.stringContaining('did you mean "hillas_intensity"?') as unknown,
      }),
    );
  });
});

describe('a list of events', () => {
  it('has all events in the order of the file when nothing is said', () => {
    expect(order('')).toEqual([0, 1, 2, 3, 4]);
    expect(order('  ', undefined, true)).toEqual([4, 3, 2, 1, 0]);
  });

  it('has events of which an image passes', () => {
    expect(order('hillas_intensity > 100')).toEqual([0, 1, 3]);
    // One and the same image must pass.
    expect(order('hillas_intensity > 100 && morphology_n_islands == 1')).toEqual([1, 3]);
    expect(order('tel_id == 2')).toEqual([0, 4]);
  });

  it('filters by what belongs to events, also those without images', () => {
    expect(order('true_energy > 1.5')).toEqual([0, 2, 3]);
    expect(order('n_telescopes == 0')).toEqual([2]);
    expect(order('event_id >= 13')).toEqual([3, 4]);
  });

  it('filters by both together', () => {
    expect(order('true_energy > 1.5 and hillas_intensity > 150')).toEqual([0]);
    expect(order('hillas_intensity > 10 * event_id')).toEqual([0, 1]);
  });

  it('understands columns as criteria of configurations name them', () => {
    expect(order('parameters.hillas.intensity > 150')).toEqual([0, 1]);
  });

  it('sorts by a column, those without a value last', () => {
    expect(order('', 'true_energy')).toEqual([1, 2, 0, 3, 4]);
    expect(order('', 'true_energy', true)).toEqual([3, 0, 2, 1, 4]);
    expect(order('', 'hillas_intensity', true)).toEqual([0, 1, 3, 2, 4]);
    expect(order('tel_id != 2', 'hillas_intensity')).toEqual([3, 1, 0]);
  });

  it('tells the place of the mistake in an expression, also while there are no events', () => {
    const mistake: unknown = expect.objectContaining({
      code: 'expression-invalid',
      place: { item: 'hillas_intensity > foo', offset: 19 },
    });
    expect(() => order('hillas_intensity > foo')).toThrow(mistake);
    const none = new EventList(emptyTable(), {
      filter: 'hillas_intensity > foo',
      descending: false,
    });
    expect(() => none.order()).toThrow(mistake);
  });

  it('knows where events stand in it', () => {
    const list = new EventList(filled(), {
      filter: 'hillas_intensity > 100',
      sort: 'true_energy',
      descending: true,
    });
    expect([...list.order()]).toEqual([3, 0, 1]);
    expect([0, 1, 2, 3, 4, 5, 1e9].map((event) => list.position(event))).toEqual([
      ...[1, 2, -1, 0, -1, -1, -1],
    ]);
    // Event 2 has an energy between those of 0 and 1, event 4 has none.
    expect([2, 4].map((event) => list.positionBefore(event))).toEqual([2, 3]);
  });

  it('follows the table as it grows', () => {
    const table = emptyTable();
    const byEnergy = new EventList(table, {
      filter: 'n_telescopes > 0',
      sort: 'true_energy',
      descending: false,
    });
    expect([...byEnergy.order()]).toEqual([]);
    table.append(processedEvents(events.slice(0, 1)));
    expect([...byEnergy.order()]).toEqual([0]);
    table.append(processedEvents(events.slice(1)));
    expect([...byEnergy.order()]).toEqual([1, 0, 3, 4]);
    expect(byEnergy.position(3)).toBe(2);
  });
});

test('lists are kept as long as few others are asked for', () => {
  const lists = new EventLists(filled());
  const ask = (filter: string) => lists.get({ filter, descending: false });
  const first = ask('tel_id == 1');
  for (let i = 0; i < 7; i++) ask(`tel_id == ${String(i + 2)}`);
  expect(ask(' tel_id == 1 ')).toBe(first);
  for (let i = 0; i < 8; i++) ask(`tel_id > ${String(i)}`);
  expect(ask('tel_id == 1')).not.toBe(first);
});
