import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { SubarrayDescription } from '../../../core/instrument/subarray-description.ts';
import { filterEventTypes } from '../../../core/processing/event-type-filter.ts';
import { applySoftwareTrigger } from '../../../core/processing/software-trigger.ts';
import { EventType } from '../../../core/datamodel/event-type.ts';
import { readPeerResult } from '../../peers/exchange.ts';
import { checkSoftwareTrigger, triggerBatch } from '../../peers/software-trigger-agreement.ts';

const fixture = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../fixtures/software-trigger',
);
const telescope = { camera: 0, optic: 0, position: [0, 0, 0] } as const;
const subarray: SubarrayDescription = {
  name: 'test',
  telescopes: [
    { ...telescope, telId: 1, type: 'LST_LST_LSTCam', name: 'LST' },
    { ...telescope, telId: 2, type: 'LST_LST_LSTCam', name: 'LST' },
    { ...telescope, telId: 5, type: 'MST_MST_NectarCam', name: 'MST' },
  ],
  cameras: [],
  optics: [],
  referenceLocation: { longitude: 0, latitude: 0, height: 0 },
};
const physics = new Uint8Array(9).fill(EventType.SUBARRAY);
const batch = triggerBatch([1, 2, 5], Uint8Array.of(1, 1, 0, 1, 0, 1, 0, 0, 0), physics);

describe('applySoftwareTrigger', () => {
  it('agrees with the stored results of ctapipe', () => {
    checkSoftwareTrigger(readPeerResult(fixture));
  });

  it('changes nothing by default but for events without telescopes', () => {
    const found = applySoftwareTrigger(batch, subarray);
    expect([...found.eventId]).toEqual([0, 1]);
    expect(applySoftwareTrigger(found, subarray)).toBe(found);
    expect(applySoftwareTrigger(batch, subarray, { minTelescopes: 0 })).toBe(batch);
  });

  it('says which type has no value', () => {
    const rules = [{ type: 'LST*', value: 2 }];
    expect(() => applySoftwareTrigger(batch, subarray, { minTelescopesOfType: rules })).toThrow(
      'min_telescopes_of_type has no value for telescopes of type MST_MST_NectarCam',
    );
  });

  it('counts telescopes without data as physics events', () => {
    const notRead = { ...batch, telescopes: [] };
    const muons = { allowedTelescopeEventTypes: [EventType.MUON] };
    expect(applySoftwareTrigger(notRead, subarray, muons).nEvents).toBe(0);
    const both = { allowedTelescopeEventTypes: [EventType.MUON, EventType.SUBARRAY] };
    expect(applySoftwareTrigger(notRead, subarray, both).nEvents).toBe(2);
  });
});

describe('filterEventTypes', () => {
  const showers = {
    energy: Float64Array.of(1, 2, 3),
    alt: Float64Array.of(4, 5, 6),
    az: Float64Array.of(7, 8, 9),
    coreX: Float64Array.of(10, 11, 12),
    coreY: Float64Array.of(13, 14, 15),
    hFirstInt: Float64Array.of(16, 17, 18),
    xMax: Float64Array.of(19, 20, 21),
    startingGrammage: Float64Array.of(22, 23, 24),
    showerPrimaryId: Int32Array.of(0, 1, 101),
  };
  const mixed = {
    ...batch,
    eventType: Uint8Array.of(EventType.SKY_PEDESTAL, EventType.SUBARRAY, EventType.SUBARRAY),
    showers,
  };

  it('keeps the events of the types asked for, with all that belongs to them', () => {
    const found = filterEventTypes(mixed, [EventType.SUBARRAY, EventType.MUON]);
    expect(found).toMatchObject({
      nEvents: 2,
      eventId: Float64Array.of(1, 2),
      eventType: Uint8Array.of(32, 32),
      time: { seconds: Uint32Array.of(101, 102), quarterNanoseconds: Uint32Array.of(101, 102) },
      telsWithTrigger: Uint8Array.of(1, 0, 1, 0, 0, 0),
      pointingAlt: Float64Array.of(3, 4, 5, 6, 7, 8),
      arrayPointingAz: Float64Array.of(1, 2),
      showers: { xMax: Float64Array.of(20, 21), showerPrimaryId: Int32Array.of(1, 101) },
    });
    expect(found.telescopes.map(({ event, telId }) => [[...event], [...telId]])).toEqual([
      [
        [0, 0],
        [1, 5],
      ],
    ]);
  });

  it('keeps everything when no types are given, and nothing of a type that is not there', () => {
    expect(filterEventTypes(mixed, undefined)).toBe(mixed);
    const none = filterEventTypes(mixed, [EventType.FLATFIELD]);
    expect([none.nEvents, none.telescopes.length]).toEqual([0, 0]);
  });
});
