import { expect } from 'vitest';
import { PhotoelectronError } from '../../../../core/foundation/errors.ts';
import type { CameraGeometry } from '../../../../core/instrument/camera-geometry.ts';
import { rowCamera } from '../row-camera.ts';

/** Numbers that break what was written for ordinary ones. */
export const hostileNumbers = [
  ...[0, -0, 1, -1, 0.5, 2.5, NaN, Infinity, -Infinity, 1e-45, 1e-320],
  ...[3.4e38, -3.4e38, 1e300, -1e300, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 2 ** 63, 2 ** 64],
] as const;

/** The same as 32-bit integers. */
const hostileIntegers = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 7] as const;

/** Numbers from 0 to 1, the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Stacks of n values: constant ones of every hostile number, mixtures of them, and of ordinary ones. */
function stacks(n: number, values: readonly number[]): number[][] {
  const random = randomNumbers(42);
  const mixture = (pool: readonly number[]) =>
    Array.from({ length: n }, () => pool[Math.floor(random() * pool.length)]);
  return [
    ...values.map((value) => new Array<number>(n).fill(value)),
    mixture(values),
    mixture([...values, ...new Array<number>(5 * values.length).fill(1)]),
    Array.from({ length: n }, () => Math.round(100 * (random() - 0.3))),
  ];
}

export function hostileFloats(n: number): Float32Array[] {
  return stacks(n, hostileNumbers).map((values) => Float32Array.from(values));
}

export function hostileDoubles(n: number): Float64Array[] {
  return stacks(n, hostileNumbers).map((values) => Float64Array.from(values));
}

export function hostileInts(n: number): Int32Array[] {
  return stacks(n, hostileIntegers).map((values) => Int32Array.from(values));
}

/** Masks of no, all, every second and scattered pixels; some with other values than 1. */
export function hostileMasks(n: number): Uint8Array[] {
  const random = randomNumbers(7);
  return [
    new Uint8Array(n),
    new Uint8Array(n).fill(1),
    new Uint8Array(n).fill(255),
    Uint8Array.from({ length: n }, (_, i) => i % 2),
    Uint8Array.from({ length: n }, () => (random() < 0.2 ? 1 : 0)),
  ];
}

/** A camera whose pixels have no neighbours. */
function withoutNeighbors(camera: CameraGeometry): CameraGeometry {
  const neighbors = { indptr: new Int32Array(camera.nPixels + 1), indices: new Int32Array(0) };
  return { ...camera, neighbors };
}

/** A camera whose pixels are all neighbours of all, themselves included. */
function withAllNeighbors(camera: CameraGeometry): CameraGeometry {
  const n = camera.nPixels;
  return {
    ...camera,
    neighbors: {
      indptr: Int32Array.from({ length: n + 1 }, (_, i) => i * n),
      indices: Int32Array.from({ length: n * n }, (_, i) => i % n),
    },
  };
}

/** Cameras of a few pixels: a single one, in a row, without neighbours, all at one place, nowhere. */
export function hostileCameras(): CameraGeometry[] {
  const row = rowCamera(19).geometry;
  const everywhere = (value: number) => new Float64Array(row.nPixels).fill(value);
  return [
    rowCamera(1).geometry,
    row,
    withoutNeighbors(row),
    withAllNeighbors(row),
    { ...row, pixX: everywhere(0) },
    { ...row, pixX: everywhere(NaN), pixArea: everywhere(-1) },
    { ...row, pixX: row.pixX.map((x) => x * 1e200), pixArea: everywhere(Infinity) },
  ];
}

/**
 * Expects that a call ends well or with an error for a person; a crash, or a sanitizer under which
 * this runs, would end the process.
 *
 * @returns the result, or undefined after an error
 */
export async function survives<T>(
  what: string,
  call: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof PhotoelectronError) {
      expect(error.message, what).toMatch(/\.$/);
      return undefined;
    }
    throw new Error(`${what} ended with ${String(error)}`, { cause: error });
  }
}

/** Tries a call with each property replaced by each hostile number in turn. */
export async function surviveEveryNumber<T extends object>(
  what: string,
  options: T,
  call: (options: T) => unknown,
): Promise<void> {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value !== 'number' && value !== null) continue;
    for (const hostile of hostileNumbers) {
      await survives(`${what} with ${name} ${String(hostile)}`, () =>
        call({ ...options, [name]: hostile }),
      );
    }
  }
}
