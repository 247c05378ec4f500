import { expect } from 'vitest';
import {
  applySoftwareTrigger,
  type SoftwareTriggerOptions,
} from '../../core/processing/software-trigger.ts';
import type { SubarrayDescription } from '../../core/instrument/subarray-description.ts';
import type { ArrayEventBatch } from '../../core/sources/array-event-batch.ts';
import { peerArray, type PeerResult } from './exchange.ts';

interface ReferenceOptions {
  readonly min_telescopes?: number;
  readonly min_telescopes_of_type?: number | [string, string, number][];
  readonly allowed_telescope_event_types?: number[];
}

/** The reference's options in our form. */
function optionsOf(reference: ReferenceOptions): SoftwareTriggerOptions {
  const { min_telescopes, min_telescopes_of_type, allowed_telescope_event_types } = reference;
  return {
    ...(min_telescopes !== undefined && { minTelescopes: min_telescopes }),
    ...(min_telescopes_of_type !== undefined && {
      minTelescopesOfType:
        typeof min_telescopes_of_type === 'number'
          ? min_telescopes_of_type
          : min_telescopes_of_type.map(([, type, value]) => ({ type, value })),
    }),
    allowedTelescopeEventTypes: allowed_telescope_event_types,
  };
}

/** A batch with nothing in it but who triggered, in one block for odd and one for even telescopes. */
export function triggerBatch(
  telIds: readonly number[],
  triggered: Uint8Array,
  types: Uint8Array,
): ArrayEventBatch {
  const nTelescopes = telIds.length;
  const nEvents = triggered.length / nTelescopes;
  const blocks = [0, 1].map((parity) => {
    const cells = [...triggered.keys()].filter(
      (cell) => triggered[cell] !== 0 && telIds[cell % nTelescopes] % 2 === parity,
    );
    const nRows = cells.length;
    return {
      camera: 0,
      optic: 0,
      event: Uint32Array.from(cells, (cell) => Math.floor(cell / nTelescopes)),
      telId: Uint16Array.from(cells, (cell) => telIds[cell % nTelescopes]),
      triggerTime: {
        seconds: Uint32Array.from(cells),
        quarterNanoseconds: Uint32Array.from(cells, (cell) => cell + 1),
      },
      triggerEventType: Uint8Array.from(cells, (cell) => types[cell]),
      nTriggerPixels: Int32Array.from(cells, (cell) => cell * 2),
      nChannels: 1,
      nSamples: 3,
      // Two pixels of three samples, each row recognisable.
      r0Waveform: Uint16Array.from(
        { length: nRows * 6 },
        (_, i) => cells[Math.floor(i / 6)] + (i % 6),
      ),
      image: Float32Array.from({ length: nRows * 2 }, (_, i) => cells[Math.floor(i / 2)] / 2),
      trueImpactDistance: Float64Array.from(cells, (cell) => cell / 4),
    };
  });
  const perEvent = () => Float64Array.from({ length: nEvents }, (_, event) => event);
  const perTelescope = () => Float64Array.from(triggered.keys());
  const seconds = Uint32Array.from({ length: nEvents }, (_, event) => 100 + event);
  return {
    obsId: 1,
    nEvents,
    eventId: perEvent(),
    eventType: new Uint8Array(nEvents).fill(32),
    time: { seconds, quarterNanoseconds: seconds.slice() },
    telsWithTrigger: triggered,
    pointingAlt: perTelescope(),
    pointingAz: perTelescope(),
    arrayPointingAlt: perEvent(),
    arrayPointingAz: perEvent(),
    telescopes: blocks,
  };
}

/** Compares who is left with what `software-trigger.py` got from ctapipe. */
export function checkSoftwareTrigger(peer: PeerResult): void {
  const telIds = peer.notes.tel_ids as number[];
  const types = peer.notes.telescope_types as string[];
  const subarray: SubarrayDescription = {
    name: 'test',
    telescopes: telIds.map((telId, i) => ({
      telId,
      type: types[i],
      name: types[i],
      camera: 0,
      optic: 0,
      position: [0, 0, 0],
    })),
    cameras: [],
    optics: [],
    referenceLocation: { longitude: 0, latitude: 0, height: 0 },
  };
  const nTelescopes = telIds.length;
  const batch = triggerBatch(
    telIds,
    peerArray(peer, 'before', 'uint8'),
    peerArray(peer, 'types', 'uint8'),
  );
  for (const [number, options] of (peer.notes.options as ReferenceOptions[]).entries()) {
    const found = applySoftwareTrigger(batch, subarray, optionsOf(options));
    const kept = peerArray(peer, `${number}/kept`, 'uint8');
    const after = peerArray(peer, `${number}/after`, 'uint8');
    const events = [...kept.keys()].filter((event) => kept[event] === 1);
    expect([...found.eventId]).toEqual(events);
    const mask = events.flatMap((event) => [
      ...after.subarray(event * nTelescopes, (event + 1) * nTelescopes),
    ]);
    expect([...found.telsWithTrigger]).toEqual(mask);
    // Every telescope event that is left is complete and belongs to an event that is left.
    const cells = found.telescopes.flatMap((block) =>
      [...block.event].map((event, row) => {
        const cell = events[event] * nTelescopes + telIds.indexOf(block.telId[row]);
        expect(block.triggerTime.seconds[row]).toBe(cell);
        expect(block.triggerTime.quarterNanoseconds[row]).toBe(cell + 1);
        expect(block.nTriggerPixels[row]).toBe(cell * 2);
        const samples = block.r0Waveform?.subarray(row * 6, row * 6 + 6);
        expect([...(samples ?? [])]).toEqual([0, 1, 2, 3, 4, 5].map((k) => (cell + k) % 65536));
        const image = block.image?.subarray(row * 2, row * 2 + 2);
        expect([...(image ?? [])]).toEqual([cell / 2, cell / 2]);
        expect(block.trueImpactDistance?.[row]).toBe(cell / 4);
        return cell;
      }),
    );
    const expected = [...after.keys()].filter((cell) => after[cell] === 1);
    expect(cells.sort((a, b) => a - b)).toEqual(expected);
  }
}
