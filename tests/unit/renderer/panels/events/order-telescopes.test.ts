import { describe, expect, it } from 'vitest';
import { orderTelescopes } from '../../../../../renderer/panels/events/order-telescopes.ts';
import { toyTelescopeEvent } from '../../event-images/toy-event.ts';

const image = (telId: number, intensity: number | null) =>
  toyTelescopeEvent({ telId, parameters: { hillas_intensity: intensity } });
const telescope = (telId: number, type: string) =>
  [
    telId,
    { telId, type, name: type, camera: 0, x: 0, y: 0, z: 0, mirrorAreaM2: null, focalLengthM: 28 },
  ] as const;
const telescopes = new Map([telescope(1, 'MST'), telescope(2, 'LST'), telescope(3, 'MST')]);
const images = [image(3, 50), image(1, null), image(2, 700)];

describe('orderTelescopes', () => {
  it.each([
    ['id', [1, 2, 3]],
    // An image that did not survive the cleaning comes last.
    ['charge', [2, 3, 1]],
    ['type', [2, 1, 3]],
  ] as const)('orders by %s', (order, expected) => {
    const ordered = orderTelescopes(images, telescopes, order);
    expect(ordered.map(({ telId }) => telId)).toEqual(expected);
  });
});
