import type { CameraRecord, TelescopeEvent } from '../../../../core/contract/records/event.ts';

/** Three pixels in a row, in degrees. */
export function toyCamera(): CameraRecord {
  return {
    name: 'ToyCam',
    nPixels: 3,
    frame: 'sky',
    unit: 'deg',
    pixelId: Int32Array.of(10, 11, 12),
    pixX: Float64Array.of(-1, 0, 1),
    pixY: Float64Array.of(0, 0.5, 0),
    pixArea: Float64Array.of(1, 1, 1),
    shape: 'square',
    pixRotationDeg: 0,
    mirrors: 1,
    border: Uint8Array.of(1, 0, 1),
    nSamples: 30,
    samplingRateGHz: 1,
  };
}

/** An image of the toy camera whose brightest pixel is the one in the middle. */
export function toyTelescopeEvent(change: Partial<TelescopeEvent> = {}): TelescopeEvent {
  return {
    telId: 1,
    image: Float32Array.of(1, 20, 5),
    peakTime: Float32Array.of(12, 10, 9),
    mask: Uint8Array.of(0, 1, 1),
    island: Int16Array.of(0, 1, 1),
    trueImage: Int32Array.of(0, 18, 6),
    unusable: null,
    gain: null,
    parameters: {},
    pointingAltDeg: 70,
    pointingAzDeg: 0,
    directions: [],
    onSky: null,
    axisOnGround: null,
    ...change,
  };
}
