import type { CameraPixels } from '../camera/camera-pixels.ts';
import { type CameraExample, EXAMPLES_FILE } from './camera-example.ts';

/** An example with typed arrays. */
export interface LoadedExample {
  readonly example: CameraExample;
  readonly pixels: CameraPixels;
  /** [p.e.]; NaN where a pixel has no value. */
  readonly charge: Float32Array;
  /** [ns] */
  readonly peakTime: Float32Array;
  /** Peak time after that of the brightest pixel [ns]. */
  readonly relativeTime: Float32Array;
  readonly mask: Uint8Array;
  readonly border?: Uint8Array;
}

/**
 * Fetches the examples that lie beside the page.
 *
 * @throws Error when they cannot be had
 */
export async function loadExamples(): Promise<LoadedExample[]> {
  const response = await fetch(`./${EXAMPLES_FILE}`);
  if (!response.ok) {
    throw new Error(`The examples could not be loaded: ${EXAMPLES_FILE} (${response.status}).`);
  }
  const examples = (await response.json()) as CameraExample[];
  return examples.map(withTypedArrays);
}

function withTypedArrays(example: CameraExample): LoadedExample {
  const { frame, unit, shape, rotationDeg, pixArea, border } = example;
  const charge = Float32Array.from(example.charge, (value) => value ?? NaN);
  const peakTime = Float32Array.from(example.peakTime);
  const brightest = charge.reduce((best, value, i) => (value > charge[best] ? i : best), 0);
  return {
    example,
    pixels: {
      frame,
      unit,
      shape,
      rotationDeg,
      pixX: Float64Array.from(example.pixX),
      pixY: Float64Array.from(example.pixY),
      pixArea:
        typeof pixArea === 'number'
          ? new Float64Array(example.pixX.length).fill(pixArea)
          : Float64Array.from(pixArea),
    },
    charge,
    peakTime,
    relativeTime: peakTime.map((time) => time - peakTime[brightest]),
    mask: Uint8Array.from(example.mask),
    ...(border === undefined ? {} : { border: Uint8Array.from(border) }),
  };
}
