import fc from 'fast-check';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { impactDistances } from '../../../core/native/impact-distances.ts';
import {
  hillasIntersection,
  hillasReconstructor,
  type StereoImages,
} from '../../../core/native/stereo.ts';
import type { StereoArray } from '../../../core/native/stereo-array.ts';
import { getThreads, setThreads } from '../../../core/native/threads.ts';
import { readPeerResult } from '../../peers/exchange.ts';
import { checkStereo } from '../../peers/stereo-agreement.ts';

const fixture = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures/stereo');
const radian = Math.PI / 180;
const threads = getThreads();

afterAll(() => {
  setThreads(threads);
});

const positions = [
  [-120, 80, 10],
  [70, 150, -5],
  [200, -60, 0],
  [-30, -140, 20],
  [10, 20, 0],
];
const array: StereoArray = {
  frame: 'TelescopeFrame',
  positions: Float64Array.from(positions.flat()),
  cameraRadius: new Float64Array(5).fill(2),
  focalLength: new Float64Array(5).fill(28),
  referenceHeight: 2150,
};

type Vector = readonly [number, number, number];

/** Unit vector in the ground frame (x north, y west, z up). */
function direction(alt: number, az: number): Vector {
  const c = Math.cos(alt * radian);
  return [c * Math.cos(az * radian), -c * Math.sin(az * radian), Math.sin(alt * radian)];
}

/** Offset of a direction from a pointing [deg]: along azimuth and along altitude. */
function offset(v: Vector, alt: number, az: number): [number, number] {
  const [sa, ca] = [Math.sin(alt * radian), Math.cos(alt * radian)];
  const [sz, cz] = [Math.sin(az * radian), Math.cos(az * radian)];
  const level = cz * v[0] - sz * v[1];
  const east = -(sz * v[0] + cz * v[1]);
  const forward = ca * level + sa * v[2];
  const up = ca * v[2] - sa * level;
  return [Math.atan2(east, forward) / radian, Math.asin(up) / radian];
}

interface Shower {
  readonly alt: number;
  readonly az: number;
  readonly coreX: number;
  readonly coreY: number;
  /** Height of the point of maximum above the ground frame's origin [m]. */
  readonly height: number;
}

/** The line images that telescopes pointing at (alt, az) have of a shower that is a straight line. */
function lineImages(
  shower: Shower,
  alt: number,
  az: number,
  tels: readonly number[],
): StereoImages {
  const axis = direction(shower.alt, shower.az);
  const pointAt = (height: number): Vector => {
    const along = height / axis[2];
    return [shower.coreX + along * axis[0], shower.coreY + along * axis[1], height];
  };
  const seen = (tel: number, height: number) => {
    const p = pointAt(height);
    const d = p.map((x, i) => x - positions[tel][i]);
    const r = Math.hypot(...d);
    return offset([d[0] / r, d[1] / r, d[2] / r], alt, az);
  };
  const cogs = tels.map((tel) => seen(tel, shower.height));
  const psi = tels.map((tel) => {
    const a = seen(tel, shower.height * 0.999);
    const b = seen(tel, shower.height * 1.001);
    return Math.atan((b[1] - a[1]) / (b[0] - a[0])) / radian;
  });
  const column = (value: number) => new Float64Array(tels.length).fill(value);
  return {
    offsets: Uint32Array.of(0, tels.length),
    telescope: Int32Array.from(tels),
    mask: new Uint8Array(tels.length).fill(1),
    cogX: Float64Array.from(cogs, (cog) => cog[0]),
    cogY: Float64Array.from(cogs, (cog) => cog[1]),
    psi: Float64Array.from(psi),
    intensity: Float64Array.from(tels, (tel) => 100 + 50 * tel),
    length: column(0.3),
    width: column(0.1),
    arrayPointingAlt: Float64Array.of(alt),
    arrayPointingAz: Float64Array.of(az),
    pointingAlt: new Float64Array(5).fill(alt),
    pointingAz: new Float64Array(5).fill(az),
  };
}

const shower: Shower = { alt: 70.4, az: 159.2, coreX: 60, coreY: 40, height: 9000 };
const images = lineImages(shower, 70, 160, [0, 1, 2, 3]);

/** Rows in another order. */
function reordered(source: StereoImages, order: readonly number[]): StereoImages {
  const pick = (data: Float64Array) => Float64Array.from(order, (row) => data[row]);
  return {
    ...source,
    telescope: Int32Array.from(order, (row) => source.telescope[row]),
    mask: Uint8Array.from(order, (row) => source.mask[row]),
    cogX: pick(source.cogX),
    cogY: pick(source.cogY),
    psi: pick(source.psi),
    intensity: pick(source.intensity),
    length: pick(source.length),
    width: pick(source.width),
  };
}

/** Several events, one after the other. */
function joined(parts: readonly StereoImages[]): StereoImages {
  const join = (get: (part: StereoImages) => Float64Array) =>
    Float64Array.from(parts.flatMap((part) => [...get(part)]));
  const offsets = [0];
  for (const part of parts) offsets.push((offsets.at(-1) ?? 0) + part.telescope.length);
  return {
    offsets: Uint32Array.from(offsets),
    telescope: Int32Array.from(parts.flatMap((part) => [...part.telescope])),
    mask: Uint8Array.from(parts.flatMap((part) => [...part.mask])),
    cogX: join((part) => part.cogX),
    cogY: join((part) => part.cogY),
    psi: join((part) => part.psi),
    intensity: join((part) => part.intensity),
    length: join((part) => part.length),
    width: join((part) => part.width),
    arrayPointingAlt: join((part) => part.arrayPointingAlt),
    arrayPointingAz: join((part) => part.arrayPointingAz),
    pointingAlt: join((part) => part.pointingAlt),
    pointingAz: join((part) => part.pointingAz),
  };
}

describe('stereo reconstruction', () => {
  it('agrees with the stored results of ctapipe', async () => {
    await checkStereo(readPeerResult(fixture));
  });

  it('finds a shower that is a straight line', async () => {
    const { geometry, corePsi } = await hillasReconstructor(images, array);
    expect([...geometry.isValid]).toEqual([1]);
    expect([...geometry.telescopes]).toEqual([1, 1, 1, 1, 0]);
    expect(geometry.alt[0]).toBeCloseTo(shower.alt, 2);
    expect(geometry.az[0]).toBeCloseTo(shower.az, 2);
    // The axis is drawn in the plane across the pointing, 0.5° off the shower: metres at the ground.
    expect(Math.hypot(geometry.coreX[0] - 60, geometry.coreY[0] - 40)).toBeLessThan(3);
    expect(geometry.hMax[0]).toBeCloseTo(2150 + 9000, 4);
    expect(geometry.averageIntensity[0]).toBe(175);
    expect(corePsi.every(Number.isFinite)).toBe(true);

    const intersection = await hillasIntersection(images, array);
    expect(intersection.alt[0]).toBeCloseTo(shower.alt, 2);
    expect(intersection.az[0]).toBeCloseTo(shower.az, 2);
    expect(Math.hypot(intersection.coreX[0] - 60, intersection.coreY[0] - 40)).toBeLessThan(3);
    expect(Math.abs(intersection.hMax[0] - 11150)).toBeLessThan(200);
  });

  it('does not depend on the order of telescopes, nor on where north is', async () => {
    const turn = (angle: number): [StereoImages, StereoArray] => {
      const [c, s] = [Math.cos(angle * radian), Math.sin(angle * radian)];
      const add = (az: Float64Array) => az.map((a) => (a + angle) % 360);
      return [
        {
          ...images,
          arrayPointingAz: add(images.arrayPointingAz),
          pointingAz: add(images.pointingAz),
        },
        {
          ...array,
          // Azimuth grows from north to east, that is against the sense from x to y.
          positions: Float64Array.from(
            positions.flatMap(([x, y, z]) => [c * x + s * y, -s * x + c * y, z]),
          ),
        },
      ];
    };
    const { geometry: reference } = await hillasReconstructor(images, array);
    const reference2 = await hillasIntersection(images, array);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        async (order, angle) => {
          const [turnedImages, turnedArray] = turn(angle);
          const mixed = reordered(turnedImages, order);
          const [c, s] = [Math.cos(angle * radian), Math.sin(angle * radian)];
          for (const [found, expected] of [
            [(await hillasReconstructor(mixed, turnedArray)).geometry, reference],
            [await hillasIntersection(mixed, turnedArray), reference2],
          ]) {
            expect(found.alt[0]).toBeCloseTo(expected.alt[0], 8);
            const away = Math.abs(found.az[0] - ((expected.az[0] + angle) % 360));
            expect(Math.min(away, 360 - away)).toBeLessThan(1e-8);
            expect(found.hMax[0]).toBeCloseTo(expected.hMax[0], 4);
            const [x, y] = [expected.coreX[0], expected.coreY[0]];
            expect(found.coreX[0]).toBeCloseTo(c * x + s * y, 5);
            expect(found.coreY[0]).toBeCloseTo(-s * x + c * y, 5);
            expect(found.altUncert[0]).toBeCloseTo(expected.altUncert[0], 7);
            expect([...found.telescopes]).toEqual([...expected.telescopes]);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('gives the same bits for any number of threads', async () => {
    const rotated = Array.from({ length: 400 }, (_, i) =>
      lineImages({ ...shower, az: 150 + i / 20 }, 70, 160, i % 7 === 0 ? [2] : [0, 1, 3, 4]),
    );
    const many = joined(rotated);
    setThreads(1);
    const one = await hillasReconstructor(many, array);
    const oneIntersection = await hillasIntersection(many, array);
    setThreads(5);
    expect(await hillasReconstructor(many, array)).toEqual(one);
    expect(await hillasIntersection(many, array)).toEqual(oneIntersection);
    expect(one.geometry.isValid.reduce((a, b) => a + b, 0)).toBe(400 - 58);
  });

  it('calls events invalid that cannot be reconstructed', async () => {
    const parallel = { ...images, psi: new Float64Array(4).fill(30) };
    const noWidth = { ...images, width: Float64Array.of(0.1, 0, 0.1, 0.1) };
    const nanWidth = { ...images, width: Float64Array.of(0.1, NaN, 0.1, 0.1) };
    const single = { ...images, mask: Uint8Array.of(0, 1, 0, 0) };
    const lost = { ...images, cogX: Float64Array.of(NaN, 0, 0, 0) };
    for (const bad of [parallel, noWidth, nanWidth, single, lost]) {
      const { geometry, corePsi } = await hillasReconstructor(bad, array);
      for (const found of [geometry, await hillasIntersection(bad, array)]) {
        expect([...found.isValid, ...found.telescopes]).toEqual([0, 0, 0, 0, 0, 0]);
        expect([found.alt[0], found.az[0], found.coreX[0], found.hMax[0]]).toEqual([
          NaN,
          NaN,
          NaN,
          NaN,
        ]);
        expect(found.averageIntensity[0]).toBeNaN();
      }
      expect([...corePsi]).toEqual([NaN, NaN, NaN, NaN]);
      const impact = await impactDistances(bad, array.positions, geometry);
      expect([...impact]).toEqual([NaN, NaN, NaN, NaN]);
    }
  });

  it('leaves out telescopes that the mask leaves out', async () => {
    const mask = Uint8Array.of(1, 1, 0, 1);
    const { geometry, corePsi } = await hillasReconstructor({ ...images, mask }, array);
    const three = await hillasReconstructor(lineImages(shower, 70, 160, [0, 1, 3]), array);
    expect(geometry.alt[0]).toBe(three.geometry.alt[0]);
    expect([...geometry.telescopes]).toEqual([1, 1, 0, 1, 0]);
    expect(corePsi[2]).toBeNaN();
    expect(geometry.hMax[0]).toBeCloseTo(three.geometry.hMax[0], 6);
  });

  it('refuses shapes and indices that do not fit', async () => {
    await expect(
      hillasReconstructor({ ...images, telescope: Int32Array.of(0, 1, 2, 5) }, array),
    ).rejects.toThrow('telescope has index 5 in row 3, but there are 5 telescopes.');
    await expect(
      hillasIntersection({ ...images, offsets: Uint32Array.of(0, 9) }, array),
    ).rejects.toThrow('offsets run from 0 to 9 where 0 to 4 is needed.');
    const two = joined([images, images]);
    await expect(
      hillasReconstructor({ ...two, offsets: Uint32Array.of(0, 9, 8) }, array),
    ).rejects.toThrow('offsets decrease at event 1.');
    await expect(
      hillasReconstructor({ ...images, psi: new Float64Array(3) }, array),
    ).rejects.toThrow('psi has 3 elements where 4 are needed.');
    await expect(
      hillasReconstructor(images, {
        ...array,
        frame: 'CameraFrame',
        focalLength: new Float64Array(5),
      }),
    ).rejects.toThrow('needs a positive focal length of every telescope');
  });

  it('takes no events at all', async () => {
    const none = joined([]);
    const { geometry, corePsi } = await hillasReconstructor(none, array);
    expect([geometry.alt.length, corePsi.length]).toEqual([0, 0]);
  });
});

describe('impactDistances', () => {
  it('measures across the axis', async () => {
    const rows = { offsets: Uint32Array.of(0, 2, 3), telescope: Int32Array.of(0, 1, 0) };
    const found = await impactDistances(rows, Float64Array.of(3, 4, 7, 0, 0, 10), {
      alt: Float64Array.of(90, 0),
      az: Float64Array.of(0, 90),
      coreX: Float64Array.of(0, 0),
      coreY: Float64Array.of(0, 0),
    });
    // Towards the east along the ground: y does not count, height does.
    const expected = [5, 0, Math.hypot(3, 7)];
    for (const [row, distance] of expected.entries()) expect(found[row]).toBeCloseTo(distance, 12);
  });
});
