import { describe, expect, it } from 'vitest';
import { impactDistances } from '../../../../core/native/impact-distances.ts';
import {
  hillasIntersection,
  hillasReconstructor,
  type StereoImages,
} from '../../../../core/native/stereo.ts';
import type { StereoArray } from '../../../../core/native/stereo-array.ts';
import { drawToyImages, expectedToySignal } from '../../../../core/native/toy-images.ts';
import {
  hostileCameras,
  hostileDoubles,
  hostileNumbers,
  surviveEveryNumber,
  survives,
} from './hostile-values.ts';
import { rowCamera } from '../row-camera.ts';

const nTelescopes = 4;
const nEvents = 2;
const nRows = nEvents * nTelescopes;

const array: StereoArray = {
  frame: 'TelescopeFrame',
  positions: Float64Array.of(-120, 80, 10, 70, 150, -5, 200, -60, 0, -30, -140, 20),
  cameraRadius: new Float64Array(nTelescopes).fill(2),
  focalLength: new Float64Array(nTelescopes).fill(28),
  referenceHeight: 2150,
};

/** Every telescope sees every event. */
const images: StereoImages = {
  offsets: Uint32Array.of(0, nTelescopes, nRows),
  telescope: Int32Array.from({ length: nRows }, (_, row) => row % nTelescopes),
  mask: new Uint8Array(nRows).fill(1),
  cogX: Float64Array.from({ length: nRows }, (_, row) => 0.1 * row - 0.3),
  cogY: Float64Array.from({ length: nRows }, (_, row) => 0.2 - 0.07 * row),
  psi: Float64Array.from({ length: nRows }, (_, row) => 37 * row - 90),
  intensity: new Float64Array(nRows).fill(100),
  length: new Float64Array(nRows).fill(0.3),
  width: new Float64Array(nRows).fill(0.1),
  arrayPointingAlt: new Float64Array(nEvents).fill(70),
  arrayPointingAz: new Float64Array(nEvents).fill(180),
  pointingAlt: new Float64Array(nEvents * nTelescopes).fill(70),
  pointingAz: new Float64Array(nEvents * nTelescopes).fill(180),
};

/** The inputs with each of their arrays of numbers replaced by each hostile one in turn. */
function* hostileVariants<T extends object>(source: T): Generator<readonly [string, T]> {
  for (const [name, value] of Object.entries(source)) {
    if (!(value instanceof Float64Array)) continue;
    for (const values of hostileDoubles(value.length)) yield [name, { ...source, [name]: values }];
  }
}

describe('hostile showers', () => {
  it('are reconstructed, or invalid', async () => {
    const check = async (what: string, stack: StereoImages, telescopes: StereoArray) => {
      for (const frame of ['TelescopeFrame', 'CameraFrame'] as const) {
        const inFrame = { ...telescopes, frame };
        const hillas = await survives(what, () => hillasReconstructor(stack, inFrame));
        const crossings = await survives(what, () => hillasIntersection(stack, inFrame));
        for (const geometry of [hillas?.geometry, crossings]) {
          geometry?.isValid.forEach((valid, event) => {
            expect(Number.isFinite(geometry.alt[event]), what).toBe(valid === 1);
          });
        }
      }
    };
    for (const [name, stack] of hostileVariants(images)) await check(name, stack, array);
    for (const [name, telescopes] of hostileVariants(array)) await check(name, images, telescopes);
    for (const referenceHeight of hostileNumbers) {
      await check('referenceHeight', images, { ...array, referenceHeight });
    }
  });

  it('of no events, without telescopes and of one telescope many times are no fault', async () => {
    const empty = (source: Float64Array) => source.subarray(0, 0);
    const none: StereoImages = {
      offsets: Uint32Array.of(0),
      telescope: new Int32Array(0),
      mask: new Uint8Array(0),
      ...{ cogX: empty(images.cogX), cogY: empty(images.cogY), psi: empty(images.psi) },
      intensity: empty(images.intensity),
      length: empty(images.length),
      width: empty(images.width),
      arrayPointingAlt: empty(images.arrayPointingAlt),
      arrayPointingAz: empty(images.arrayPointingAz),
      pointingAlt: empty(images.pointingAlt),
      pointingAz: empty(images.pointingAz),
    };
    expect((await hillasReconstructor(none, array)).geometry.isValid.length).toBe(0);
    expect((await hillasIntersection(none, array)).isValid.length).toBe(0);
    const untriggered = { ...images, mask: new Uint8Array(nRows) };
    expect([...(await hillasIntersection(untriggered, array)).isValid]).toEqual([0, 0]);
    const same = { ...images, telescope: new Int32Array(nRows) };
    expect((await hillasReconstructor(same, array)).geometry.isValid.length).toBe(nEvents);
    expect((await hillasIntersection(same, array)).isValid.length).toBe(nEvents);
  });

  it('with rows of telescopes that do not exist are refused', async () => {
    const wrong = { code: 'argument-invalid' };
    for (const change of [
      { telescope: new Int32Array(nRows).fill(nTelescopes) },
      { telescope: new Int32Array(nRows).fill(-1) },
      { offsets: Uint32Array.of(0, nRows + 1, nRows) },
      { offsets: Uint32Array.of(0, nTelescopes, 2 ** 32 - 1) },
      { offsets: Uint32Array.of(1, nTelescopes, nRows) },
      { offsets: Uint32Array.of(0, nRows) },
    ]) {
      const stack = { ...images, ...change };
      await expect(hillasReconstructor(stack, array)).rejects.toMatchObject(wrong);
      await expect(hillasIntersection(stack, array)).rejects.toMatchObject(wrong);
      const ones = new Float64Array(nEvents).fill(1);
      const axes = { alt: ones, az: ones, coreX: ones, coreY: ones };
      await expect(impactDistances(stack, array.positions, axes)).rejects.toMatchObject(wrong);
    }
  });

  it('have impact distances', async () => {
    const ones = new Float64Array(nEvents).fill(1);
    const axes = { alt: ones, az: ones, coreX: ones, coreY: ones };
    for (const [, variant] of hostileVariants(axes)) {
      expect((await impactDistances(images, array.positions, variant)).length).toBe(nRows);
    }
    for (const positions of hostileDoubles(3 * nTelescopes)) {
      expect((await impactDistances(images, positions, axes)).length).toBe(nRows);
    }
  });
});

describe('hostile toy models', () => {
  const nImages = 2;
  const filled = (value: number) => new Float64Array(nImages).fill(value);
  const shower = [0.1, 0, 0.2, 0.1, 30, 0.3];
  const models = {
    isRing: Uint8Array.of(0, 1),
    parameters: Float64Array.from([...shower, ...shower]),
    intensity: filled(100),
  };
  const events = {
    ...{ nsbLevel: filled(1), timeGradient: filled(1), timeIntercept: filled(10) },
    ...{ seed: 0, obsId: 1, eventId: filled(1), telId: filled(1) },
  };

  it('are drawn', async () => {
    for (const camera of hostileCameras()) {
      for (const [name, variant] of hostileVariants(models)) {
        await survives(name, () => expectedToySignal(camera, variant));
        const drawn = await survives(name, () => drawToyImages(camera, variant, events));
        expect(drawn?.signal.every((count) => count >= 0) ?? true, name).toBe(true);
      }
      for (const [name, variant] of hostileVariants(events)) {
        const drawn = await survives(name, () => drawToyImages(camera, models, variant));
        expect(drawn?.noise.every((count) => count >= 0) ?? true, name).toBe(true);
      }
      await surviveEveryNumber('drawToyImages', events, (variant) =>
        drawToyImages(camera, models, variant),
      );
    }
  });

  it('are refused on cameras whose tables do not fit', async () => {
    const camera = rowCamera(50).geometry;
    for (const name of ['pixX', 'pixY', 'pixArea'] as const) {
      const broken = { ...camera, [name]: new Float64Array(3) };
      const wrong = { code: 'argument-invalid' };
      await expect(expectedToySignal(broken, models)).rejects.toMatchObject(wrong);
      await expect(drawToyImages(broken, models, events)).rejects.toMatchObject(wrong);
    }
    await surviveEveryNumber('expectedToySignal', camera, (broken) =>
      expectedToySignal(broken, models),
    );
  });

  it('may be none at all', async () => {
    const none = new Float64Array(0);
    const noModels = { isRing: new Uint8Array(0), parameters: none, intensity: none };
    const noEvents = {
      ...{ ...events, nsbLevel: none, timeGradient: none, timeIntercept: none },
      ...{ eventId: none, telId: none },
    };
    const camera = rowCamera(5).geometry;
    expect((await expectedToySignal(camera, noModels)).length).toBe(0);
    expect((await drawToyImages(camera, noModels, noEvents)).image.length).toBe(0);
  });
});
