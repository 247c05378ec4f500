import { describe, expect, it } from 'vitest';
import type { ArrayEvent, SessionTelescope } from '../../../../core/contract/records/event.ts';
import { arrayPython } from '../../../../renderer/array/array-python.ts';
import {
  groundPlace,
  groundShowers,
  groundTelescopes,
  telescopeTip,
} from '../../../../renderer/array/ground-scene.ts';
import {
  skyImages,
  skyPointings,
  skySeparation,
  skyShowers,
} from '../../../../renderer/array/sky-scene.ts';
import { toyTelescopeEvent } from '../event-images/toy-event.ts';

const telescope = (telId: number, x: number, y: number): SessionTelescope => ({
  telId,
  name: 'LST',
  type: 'LST_LST_LSTCam',
  camera: 0,
  x,
  y,
  z: 0,
  mirrorAreaM2: 386,
  focalLengthM: 29.3,
});
const telescopes = [telescope(1, 100, 0), telescope(2, 0, 50), telescope(3, 0, 0)];
const shower = {
  altDeg: 70,
  azDeg: 180,
  onSky: { lonDeg: 0.3, latDeg: -0.4 },
  coreX: 20,
  coreY: -30,
  energyTeV: 1,
  values: {},
};
const event: ArrayEvent = {
  index: 0,
  obsId: 1,
  eventId: 2,
  time: null,
  eventType: 'SUBARRAY',
  pointingAltDeg: 70,
  pointingAzDeg: 180,
  telescopes: [
    toyTelescopeEvent({
      parameters: {
        hillas_intensity: 250,
        peak_time_mean: 12.5,
        true_impact_distance: 80,
        HillasReconstructor_tel_impact_distance: 90,
        HillasIntersection_tel_impact_distance: null,
      },
      onSky: {
        pointingLonDeg: 0,
        pointingLatDeg: 0,
        axis: { lonDeg: 1, latDeg: 2, psiDeg: 90 },
      },
      axisOnGround: { x: 100, y: 0, angleDeg: 90 },
    }),
    toyTelescopeEvent({
      telId: 2,
      onSky: { pointingLonDeg: 0, pointingLatDeg: 0.00001, axis: null },
    }),
  ],
  triggeredTelIds: [1, 2, 3],
  reconstructed: {
    HillasReconstructor: { ...shower, coreX: 25, onSky: { lonDeg: 0.3, latDeg: 0 } },
  },
  truth: shower,
  values: {},
};

describe('the array on the ground', () => {
  const [first, second, third] = groundTelescopes(telescopes, event);

  it('has north up and west to the left', () => {
    expect(groundPlace(100, 0)).toEqual({ u: -0, v: 100 });
    expect(groundPlace(0, 50)).toEqual({ u: -50, v: 0 });
  });

  it('has telescopes to scale with what they saw', () => {
    expect(first.mirrorRadius).toBeCloseTo(Math.sqrt(386 / Math.PI), 12);
    expect(first).toMatchObject({ hasImage: true, charge: 250, time: 12.5 });
    expect(second).toMatchObject({ hasImage: true, charge: undefined, hasTriggered: true });
    expect(third).toMatchObject({ hasImage: false, hasTriggered: true });
    expect(groundTelescopes(telescopes, undefined)[0]).toMatchObject({ hasTriggered: false });
  });

  it('has image axes as lines of the map: due west is to the left', () => {
    expect(first.axis).toMatchObject({ u: -0, v: 100 });
    expect(Math.abs(Math.cos(first.axis!.angle))).toBeCloseTo(1, 12);
    expect(second.axis).toBeUndefined();
  });

  it('says what it knows of a telescope', () => {
    expect(telescopeTip(first)).toEqual([
      'Telescope 1 · LST',
      'Charge 250.0 p.e.',
      'Mean peak time 12.50 ns',
      'Impact distance 80.00 m (True)',
      'Impact distance 90.00 m (HillasReconstructor)',
    ]);
    expect(telescopeTip(second)).toContain('Nothing survived cleaning');
    expect(telescopeTip(third)).toContain('Triggered, no image');
  });

  it('has the impacts, the true one first', () => {
    expect(groundShowers(event)).toEqual([
      { kind: 'true', name: 'True', u: 30, v: 20 },
      { kind: 'reconstructed', name: 'HillasReconstructor', u: 30, v: 25 },
    ]);
    expect(groundShowers({ ...event, truth: null, reconstructed: {} })).toEqual([]);
  });

  it('becomes a Python program with west to the left', () => {
    const program = arrayPython({
      title: 'Array',
      telIds: [1, 2],
      x: [100, 0],
      y: [0, 50],
      values: [250, NaN],
      valueLabel: 'Charge [p.e.]',
      isLog: true,
      colorMap: 'inferno',
      axes: [{ x: 100, y: 0, angleDeg: 90 }],
      showers: [{ name: 'True', x: 20, y: -30 }],
    });
    expect(program).toContain('value = np.array([250, np.nan])');
    expect(program).toContain('ax.scatter(y, x, c=value, cmap="inferno", norm="log")');
    expect(program).toContain('ax.plot(-30, 20, "x", label="True")');
    expect(program).toContain('ax.invert_xaxis()');
  });
});

describe('the sky of the array', () => {
  it('has images with an axis', () => {
    expect(skyImages(event)).toMatchObject([
      { telId: 1, u: 1, v: 2, angle: Math.PI / 2, charge: 250 },
    ]);
  });

  it('has each pointing once', () => {
    expect(skyPointings(event)).toHaveLength(1);
  });

  it('has the directions, the true one first', () => {
    expect(skyShowers(event)).toEqual([
      { kind: 'true', name: 'True', u: 0.3, v: -0.4 },
      { kind: 'reconstructed', name: 'HillasReconstructor', u: 0.3, v: 0 },
    ]);
  });

  it('measures angles on the sphere', () => {
    expect(skySeparation({ u: 0.3, v: -0.4 }, { u: 0, v: 0 })).toBeCloseTo(0.5, 5);
    expect(skySeparation({ u: 90, v: 0 }, { u: 0, v: 0 })).toBeCloseTo(90, 9);
    expect(skySeparation({ u: 10, v: 60 }, { u: 0, v: 60 })).toBeCloseTo(
      Math.acos(0.75 + 0.25 * Math.cos(Math.PI / 18)) * (180 / Math.PI),
      9,
    );
  });
});
