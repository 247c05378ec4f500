import { describe, expect, it } from 'vitest';
import type { ArrayEvent, EventSession } from '../../../../../core/contract/records/event.ts';
import {
  matchingRows,
  valueRows,
  valuesJson,
  valuesTsv,
} from '../../../../../renderer/panels/events/value-rows.ts';
import { toyCamera, toyTelescopeEvent } from '../../event-images/toy-event.ts';

const session: EventSession = {
  id: 1,
  path: '/data/toy.simtel.zst',
  format: 'sim_telarray',
  isSimulation: true,
  obsIds: [7],
  telescopes: [
    {
      telId: 1,
      name: 'LST',
      type: 'LST_LST_LSTCam',
      camera: 0,
      ...{ x: 0, y: 0, z: 0, mirrorAreaM2: null, focalLengthM: 28 },
    },
  ],
  cameras: [toyCamera()],
  hasWaveforms: false,
  columns: [
    { name: 'true_energy', unit: 'TeV', description: 'Energy of the primary', of: 'event' },
    { name: 'hillas_length', unit: 'deg', description: 'RMS along the axis', of: 'image' },
  ],
  configurationName: 'default',
  configurationHash: '0'.repeat(64),
  focalLengthChoice: 'EFFECTIVE',
};
const event: ArrayEvent = {
  index: 3,
  obsId: 7,
  eventId: 1200,
  time: null,
  eventType: 'SUBARRAY',
  pointingAltDeg: 70,
  pointingAzDeg: 0,
  telescopes: [
    toyTelescopeEvent({ parameters: { hillas_length: 0.25, hillas_width: null } }),
    toyTelescopeEvent({ telId: 2, parameters: { hillas_length: 0.5 } }),
  ],
  triggeredTelIds: [1, 2, 5],
  reconstructed: {},
  truth: {
    altDeg: 70,
    azDeg: 0,
    onSky: null,
    coreX: 10,
    coreY: 20,
    energyTeV: 1.5,
    values: { true_energy: 1.5 },
  },
  values: { event_id: 1200, n_telescopes: 2 },
};
const rows = valueRows(event, session);
const find = (group: string, name: string) =>
  rows.find((row) => row.group === group && row.name === name);

describe('valueRows', () => {
  it('tells values with unit and description', () => {
    expect(find('Simulation', 'true_energy')).toEqual({
      group: 'Simulation',
      name: 'true_energy',
      value: 1.5,
      unit: 'TeV',
      description: 'Energy of the primary',
    });
    expect(find('LST · 1', 'hillas_length')?.value).toBe(0.25);
  });

  it('keeps what is undefined apart from numbers', () => {
    expect(find('LST · 1', 'hillas_width')?.value).toBeNull();
  });

  it('names telescopes that the file does not describe by their number', () => {
    expect(find('Telescope 2', 'hillas_length')?.value).toBe(0.5);
  });

  it('tells nothing twice', () => {
    const keys = rows.map(({ group, name }) => `${group}/${name}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leaves out telescopes that are not wanted', () => {
    const one = valueRows(event, session, new Set([2]));
    expect(one.some(({ group }) => group === 'LST · 1')).toBe(false);
    expect(one.some(({ group }) => group === 'Telescope 2')).toBe(true);
  });
});

describe('matchingRows', () => {
  it('finds values by all words, in any of name, description and group', () => {
    expect(matchingRows(rows, 'rms LST').map(({ name }) => name)).toEqual(['hillas_length']);
    expect(matchingRows(rows, '  ')).toHaveLength(rows.length);
  });
});

describe('what is copied', () => {
  const energy = rows.filter(({ name }) => name === 'true_energy');

  it('has one line per value, with tabs', () => {
    expect(valuesTsv(energy)).toBe(
      'group\tname\tvalue\tunit\tdescription\nSimulation\ttrue_energy\t1.5\tTeV\tEnergy of the primary\n',
    );
  });

  it('is JSON by group and name', () => {
    expect(JSON.parse(valuesJson(rows))).toMatchObject({
      Event: { event_id: 1200, triggered: '1 2 5', time: null },
      Simulation: { true_energy: 1.5 },
      'LST · 1': { hillas_length: 0.25, hillas_width: null },
    });
  });
});
