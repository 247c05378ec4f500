import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { CameraGeometry } from '../../../core/instrument/camera-geometry.ts';
import {
  runCleaningStep,
  runParameterStep,
} from '../../../core/processing/custom/run-custom-step.ts';
import { StepThreads } from '../../../core/processing/custom/step-threads.ts';

const threads = new StepThreads(2);
afterAll(() => threads.close());

/** Four pixels in a row. */
const geometry: CameraGeometry = {
  name: 'row',
  frame: 'CameraFrame',
  nPixels: 4,
  pixId: Int32Array.from([0, 1, 2, 3]),
  pixX: Float64Array.from([0, 1, 2, 3]),
  pixY: new Float64Array(4),
  pixArea: new Float64Array(4).fill(1),
  pixType: 'square',
  pixRotation: 0,
  camRotation: 0,
  neighbors: {
    indptr: Int32Array.from([0, 1, 3, 5, 6]),
    indices: Int32Array.from([1, 0, 2, 1, 3, 2]),
  },
};

function step(name: string): string {
  return fileURLToPath(new URL(`../../../resources/steps/${name}`, import.meta.url));
}

/** 150 images, more than one task, each with its number added to the first pixel. */
function stack() {
  const image = new Float32Array(150 * 4);
  for (let i = 0; i < 150; i++) image.set([i, 10, 12, 0], i * 4);
  return { geometry, image, peakTime: new Float32Array(image.length) };
}

describe('steps written in TypeScript', () => {
  it('clean every image of a stack', async () => {
    const options = { sum_threshold_pe: 25, pixel_threshold_pe: 3 };
    const masks = await runCleaningStep(threads, step('neighbor-sum-cleaner.ts'), stack(), options);
    // Pixel 0 sees itself and 10, pixel 1 sees 22 and the first, pixel 2 sees 22 only.
    expect([...masks.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    expect([...masks.subarray(3 * 4, 4 * 4)]).toEqual([0, 1, 0, 0]);
    expect([...masks.subarray(149 * 4)]).toEqual([1, 1, 0, 0]);
  });

  it('parametrise the images that are to be evaluated', async () => {
    const images = stack();
    const evaluate = new Uint8Array(150).fill(1);
    evaluate[1] = 0;
    const values = await runParameterStep(
      threads,
      step('two-pixel-concentration.ts'),
      1,
      { ...images, mask: new Uint8Array(600).fill(1), evaluate },
      {},
    );
    expect(values[0]).toBe(1);
    expect(values[1]).toBeNaN();
    expect(values[100]).toBeCloseTo(112 / 122, 12);
  });

  it('tell which module failed and why', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'steps-'));
    const file = path.join(folder, 'bad.mjs');
    writeFileSync(
      file,
      'export default { kind: "cleaning", name: "bad", clean: () => new Uint8Array(3) };',
    );
    await expect(runCleaningStep(threads, file, stack(), {})).rejects.toThrow(
      /bad\.mjs failed: clean\(\) must return a Uint8Array of 4 elements/,
    );
    const empty = path.join(folder, 'empty.mjs');
    writeFileSync(empty, 'export const nothing = 1;');
    await expect(runCleaningStep(threads, empty, stack(), {})).rejects.toThrow(
      /exports no step by default/,
    );
  });
});
