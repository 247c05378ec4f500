/** Thread that runs steps written in TypeScript over stacks of images. */
import { pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { loadCustomStep } from './load-custom-step.ts';
import type { CustomStep } from './custom-step.ts';
import type { StepReply, StepTask } from './step-task.ts';

const port = parentPort!;

function isRow(value: unknown, length: number): value is readonly number[] {
  const isList = Array.isArray(value) && value.length === length;
  return isList && value.every((each) => typeof each === 'number');
}

/** Cleans or parametrises every image of a stack. */
function runStep(step: CustomStep, task: StepTask): Uint8Array | Float64Array {
  const { geometry, options, imageStack, peakTimeStack, maskStack, evaluate } = task;
  const n = geometry.nPixels;
  const nImages = imageStack.length / n;
  const view = (i: number) => ({
    image: imageStack.subarray(i * n, (i + 1) * n),
    peakTime: peakTimeStack.subarray(i * n, (i + 1) * n),
  });
  if (step.kind === 'cleaning') {
    const masks = new Uint8Array(imageStack.length);
    for (let i = 0; i < nImages; i++) {
      const mask = step.clean(view(i), geometry, options);
      if (!(mask instanceof Uint8Array) || mask.length !== n) {
        throw new TypeError(`clean() must return a Uint8Array of ${n} elements`);
      }
      masks.set(mask, i * n);
    }
    return masks;
  }
  const nColumns = step.columns.length;
  const values = new Float64Array(nColumns * nImages).fill(NaN);
  for (let i = 0; i < nImages; i++) {
    if (evaluate[i] === 0) continue;
    const mask = maskStack.subarray(i * n, (i + 1) * n);
    const row: unknown = step.parametrize({ ...view(i), mask }, geometry, options);
    if (!isRow(row, nColumns)) {
      const numbers = nColumns === 1 ? '1 number' : `${nColumns} numbers`;
      throw new TypeError(`parametrize() must return ${numbers} in an array`);
    }
    row.forEach((value, c) => (values[c * nImages + i] = value));
  }
  return values;
}

port.on('message', (task: StepTask) => {
  loadCustomStep(pathToFileURL(task.module).href)
    .then((step) => {
      port.postMessage({ id: task.id, result: runStep(step, task) } satisfies StepReply);
    })
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      port.postMessage({ id: task.id, error: message } satisfies StepReply);
    });
});
