import type { CameraDescription } from '../../../core/instrument/subarray-description.ts';

/** A camera of `nPixels` pixels in a row, sampled at `samplingRate` GHz, with a box as pulse. */
export function rowCamera(
  nPixels: number,
  options: {
    nChannels?: number;
    samplingRate?: number;
    pulse?: readonly number[];
    pulseWidth?: number;
  } = {},
): CameraDescription {
  const nChannels = options.nChannels ?? 1;
  const pulse = options.pulse ?? [0, 1, 1, 1, 0, 0];
  const indptr = [0];
  const indices: number[] = [];
  for (let pixel = 0; pixel < nPixels; pixel++) {
    if (pixel > 0) indices.push(pixel - 1);
    if (pixel < nPixels - 1) indices.push(pixel + 1);
    indptr.push(indices.length);
  }
  return {
    name: 'Row',
    geometry: {
      name: 'Row',
      frame: 'CameraFrame',
      nPixels,
      pixId: Int32Array.from({ length: nPixels }, (_, i) => i),
      pixX: Float64Array.from({ length: nPixels }, (_, i) => i * 0.05),
      pixY: new Float64Array(nPixels),
      pixArea: new Float64Array(nPixels).fill(0.0025),
      pixType: 'square',
      pixRotation: 0,
      camRotation: 0,
      neighbors: { indptr: Int32Array.from(indptr), indices: Int32Array.from(indices) },
    },
    readout: {
      name: 'Row',
      samplingRate: options.samplingRate ?? 1,
      referencePulseShape: Float64Array.from(
        Array.from({ length: nChannels }, () => [...pulse]).flat(),
      ),
      referencePulseSampleWidth: options.pulseWidth ?? 1,
      nChannels,
      nPixels,
      nSamples: pulse.length,
    },
  };
}
