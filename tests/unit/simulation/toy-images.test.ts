import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { getThreads, setThreads } from '../../../core/native/threads.ts';
import { drawToyImages } from '../../../core/native/toy-images.ts';
import { expectedToyImages, toyImages } from '../../../core/simulation/toy-images.ts';
import type { ToyModel } from '../../../core/simulation/toy-model.ts';
import { readPeerResult } from '../../peers/exchange.ts';
import { checkToyModels, pixelsOnly } from '../../peers/toymodel-agreement.ts';

const fixture = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../fixtures/toymodel',
);
const threads = getThreads();

afterAll(() => {
  setThreads(threads);
});

/** Square pixels of 0.05 over ±2. */
const grid = (() => {
  const n = 80;
  const at = (i: number) => (i - n / 2 + 0.5) * 0.05;
  return pixelsOnly(
    Float64Array.from({ length: n * n }, (_, i) => at(i % n)),
    Float64Array.from({ length: n * n }, (_, i) => at(Math.floor(i / n))),
    new Float64Array(n * n).fill(0.0025),
  );
})();

/** Sum, mean position, and standard deviations along and across an angle [deg]. */
function moments(image: Float64Array, angle: number) {
  const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const sums = { n: 0, u: 0, v: 0, uu: 0, vv: 0, uuu: 0 };
  for (const pass of [0, 1]) {
    const [u0, v0] = pass === 0 ? [0, 0] : [sums.u / sums.n, sums.v / sums.n];
    for (const [i, q] of image.entries()) {
      const u = c * grid.pixX[i] + s * grid.pixY[i];
      const v = c * grid.pixY[i] - s * grid.pixX[i];
      if (pass === 0) {
        sums.n += q;
        sums.u += q * u;
        sums.v += q * v;
      } else {
        sums.uu += q * (u - u0) ** 2;
        sums.vv += q * (v - v0) ** 2;
        sums.uuu += q * (u - u0) ** 3;
      }
    }
  }
  const length = Math.sqrt(sums.uu / sums.n);
  return {
    sum: sums.n,
    along: sums.u / sums.n,
    across: sums.v / sums.n,
    length,
    width: Math.sqrt(sums.vv / sums.n),
    skewness: sums.uuu / sums.n / length ** 3,
  };
}

const shower = {
  kind: 'shower',
  x: 0.3,
  y: -0.2,
  length: 0.3,
  width: 0.12,
  psi: 35,
  intensity: 1000,
} as const;

describe('expectedToyImages', () => {
  it('agrees with the stored results of ctapipe', async () => {
    await checkToyModels(readPeerResult(fixture));
  });

  it('gives showers the moments that were asked for', async () => {
    for (const skewness of [0, 0.6, -0.6]) {
      const found = moments(await expectedToyImages(grid, [{ ...shower, skewness }]), 35);
      const [c, s] = [Math.cos((35 * Math.PI) / 180), Math.sin((35 * Math.PI) / 180)];
      expect(found.sum).toBeCloseTo(1000, 2);
      expect(found.along).toBeCloseTo(0.3 * c - 0.2 * s, 4);
      expect(found.across).toBeCloseTo(-0.2 * c - 0.3 * s, 4);
      expect(found.length).toBeCloseTo(0.3, 4);
      expect(found.width).toBeCloseTo(0.12, 4);
      expect(found.skewness).toBeCloseTo(skewness, 2);
    }
  });

  it('lights partial rings on one side, wherever that is', async () => {
    const ring = { kind: 'ring', x: 0, y: 0, radius: 1, sigma: 0.05, intensity: 1000 } as const;
    const rings: ToyModel[] = [
      { ...ring, rho: 2, phi0: 0 },
      { ...ring, rho: 2, phi0: 180 },
      { ...ring, rho: 2, phi0: -90 },
      { ...ring, rho: 1 },
      { ...ring },
    ];
    const all = await expectedToyImages(grid, rings);
    const image = (i: number) => all.subarray(i * grid.nPixels, (i + 1) * grid.nPixels);
    for (const i of rings.keys()) expect(moments(image(i), 0).sum).toBeCloseTo(1000, 0);
    expect(moments(image(0), 0).along).toBeGreaterThan(0.8);
    expect(moments(image(1), 0).along).toBeCloseTo(-moments(image(0), 0).along, 9);
    expect(moments(image(2), 0).across).toBeCloseTo(moments(image(0), 0).along, 9);
    expect(moments(image(4), 0).along).toBeCloseTo(0, 9);
  });

  it('refuses parameters out of range', async () => {
    const wrong: [Partial<typeof shower>, string][] = [
      [{ width: 0 as never }, 'width of a toy image must be positive, not 0.'],
      [{ length: NaN as never }, 'length of a toy image must be positive, not NaN.'],
      [{ x: Infinity as never }, 'x of a toy image must be a finite number, not Infinity.'],
      [{ intensity: -1 as never }, 'intensity of a toy image must be zero or positive, not -1.'],
    ];
    for (const [change, message] of wrong) {
      await expect(expectedToyImages(grid, [{ ...shower, ...change }])).rejects.toThrow(message);
    }
    await expect(expectedToyImages(grid, [{ ...shower, skewness: 1 }])).rejects.toThrow(
      'skewness of a toy image must be between -0.995 and 0.995, not 1.',
    );
    await expect(toyImages(grid, [shower], { nsbLevel: -1 })).rejects.toThrow('nsbLevel');
    await expect(toyImages(grid, [shower], { seed: 0.5 })).rejects.toThrow(
      'seed must be a whole number from 0 to 2^53 - 1, not 0.5.',
    );
    await expect(toyImages(grid, [shower], { ids: [] })).rejects.toThrow(
      'ids has 0 elements where 1 are needed.',
    );
  });
});

/** Philox 4x32-10 as published, written out with big integers. */
function philox(counter: readonly number[], key: readonly number[]): number[] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const a = BigInt(c0) * 0xd2511f53n;
    const b = BigInt(c2) * 0xcd9e8d57n;
    const high = (x: bigint) => Number(x >> 32n);
    const low = (x: bigint) => Number(x & 0xffffffffn);
    [c0, c1, c2, c3] = [(high(b) ^ c1 ^ k0) >>> 0, low(b), (high(a) ^ c3 ^ k1) >>> 0, low(a)];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}

const mask64 = (1n << 64n) - 1n;

function mix(value: bigint): bigint {
  let x = (value + 0x9e3779b97f4a7c15n) & mask64;
  x = ((x ^ (x >> 30n)) * 0xbf58476d1ce4e5b9n) & mask64;
  x = ((x ^ (x >> 27n)) * 0x94d049bb133111ebn) & mask64;
  return x ^ (x >> 31n);
}

/** First uniform number of a pixel's stream. */
function firstUniform(ids: readonly number[], pixel: number, purpose: number): number {
  const key = ids.reduce((folded, id) => mix(folded ^ BigInt(id)), 0n);
  const [a, b] = philox([pixel, purpose, 0, 0], [Number(key & 0xffffffffn), Number(key >> 32n)]);
  return ((a >>> 5) * 2 ** 26 + (b >>> 6)) / 2 ** 53;
}

/** A Poisson number by the inversion of one uniform number. */
function invert(mean: number, uniform: number): number {
  let [rest, p, k] = [uniform, Math.exp(-mean), 0];
  while (rest > p) {
    rest -= p;
    k += 1;
    p *= mean / k;
  }
  return k;
}

describe('toyImages', () => {
  it('draws from Philox, keyed by seed, run, event and telescope', async () => {
    // Known answers published with the generator (Random123, kat_vectors).
    expect(philox([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    expect(
      philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
    ).toEqual([0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);

    const [seed, obsId, eventId, telId] = [7, 31, 2 ** 40 + 3, 5];
    // Below 10 photo-electrons in every pixel, where numbers are drawn by inversion.
    const faint = { ...shower, intensity: 500 };
    const { signal, noise, image } = await toyImages(grid, [faint], {
      ...{ seed, obsId, nsbLevel: 2.5, ids: [{ eventId, telId }] },
    });
    const expected = await expectedToyImages(grid, [faint]);
    const ids = [seed, obsId, eventId, telId];
    let total = 0;
    for (let pixel = 0; pixel < grid.nPixels; pixel++) {
      expect(signal[pixel]).toBe(invert(expected[pixel], firstUniform(ids, pixel, 0)));
      expect(noise[pixel]).toBe(invert(2.5, firstUniform(ids, pixel, 1)));
      total += noise[pixel];
    }
    const mean = total / grid.nPixels;
    expect([...image]).toEqual([...signal].map((s, i) => Math.fround(s + noise[i] - mean)));
  });

  it('gives one image the same numbers alone, among others and with any threads', async () => {
    const models = Array.from({ length: 40 }, (_, i) => ({ ...shower, intensity: 500 * i }));
    const ids = models.map((_, i) => ({ eventId: 100 + i, telId: 1 + (i % 4) }));
    setThreads(1);
    const one = await toyImages(grid, models, { ids });
    setThreads(4);
    expect(await toyImages(grid, models, { ids })).toEqual(one);
    const alone = await toyImages(grid, [models[17]], { ids: [ids[17]] });
    expect(alone.image).toEqual(one.image.slice(17 * grid.nPixels, 18 * grid.nPixels));
    const other = await toyImages(grid, [models[17]], { ids: [ids[17]], seed: 1 });
    expect(other.noise).not.toEqual(alone.noise);
  });

  it.each([0.3, 4, 9.99, 10, 35.5, 1200])('draws Poisson numbers of mean %d', async (mean) => {
    const { noise } = await toyImages(grid, [shower, shower, shower, shower], { nsbLevel: mean });
    const n = noise.length;
    const found = noise.reduce((sum, x) => sum + x, 0) / n;
    const variance = noise.reduce((sum, x) => sum + (x - found) ** 2, 0) / (n - 1);
    // Five standard errors of mean and variance.
    expect(Math.abs(found - mean)).toBeLessThan(5 * Math.sqrt(mean / n));
    expect(Math.abs(variance - mean)).toBeLessThan(5 * Math.sqrt((mean + 2 * mean ** 2) / n));
    // χ² of the frequencies against the Poisson law, bins of at least 20 expected.
    const counts = new Map<number, number>();
    for (const k of noise) counts.set(k, (counts.get(k) ?? 0) + 1);
    let [chi2, bins, logP] = [0, 0, -mean];
    for (let k = 0; k < mean + 12 * Math.sqrt(mean) + 5; k++) {
      if (k > 0) logP += Math.log(mean / k);
      const expected = n * Math.exp(logP);
      if (expected < 20) continue;
      chi2 += ((counts.get(k) ?? 0) - expected) ** 2 / expected;
      bins += 1;
    }
    expect(Math.abs(chi2 - bins)).toBeLessThan(5 * Math.sqrt(2 * bins) + 5);
  });

  it('gives times along the axis, and none to rings', async () => {
    const models: ToyModel[] = [
      { ...shower, psi: 90, timeGradient: 4, timeIntercept: 20 },
      { kind: 'ring', x: 0, y: 0, radius: 1, sigma: 0.1, timeIntercept: 15 },
    ];
    const { peakTime } = await toyImages(grid, models);
    for (let pixel = 0; pixel < grid.nPixels; pixel++) {
      expect(peakTime[pixel]).toBeCloseTo(20 + 4 * (grid.pixY[pixel] + 0.2), 4);
      expect(peakTime[grid.nPixels + pixel]).toBe(15);
    }
  });

  it('keeps to the range of its numbers', async () => {
    const { signal } = await toyImages(grid, [{ ...shower, intensity: 1e300 }], { nsbLevel: 0 });
    expect(signal.reduce((a, b) => Math.max(a, b), 0)).toBe(2 ** 31 - 1);
    expect(signal.reduce((a, b) => Math.min(a, b), 0)).toBe(0);
  });

  it('refuses columns that do not fit', async () => {
    const models = {
      isRing: new Uint8Array(2),
      parameters: new Float64Array(12),
      intensity: new Float64Array(2),
    };
    const two = new Float64Array(2);
    const events = {
      ...{ nsbLevel: two, timeGradient: two, timeIntercept: two, seed: 0, obsId: 0 },
      ...{ eventId: Float64Array.of(1, -1), telId: two },
    };
    await expect(drawToyImages(grid, models, events)).rejects.toThrow('eventId must be a whole');
    await expect(
      drawToyImages(grid, { ...models, parameters: new Float64Array(11) }, events),
    ).rejects.toThrow('parameters has 11 elements where 12 are needed.');
  });
});
