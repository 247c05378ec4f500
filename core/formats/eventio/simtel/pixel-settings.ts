import { float16 } from '../../../foundation/float16.ts';
import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Settings of the pixels and their read-out (type 2004). */
export interface PixelSettings {
  readonly telescopeId: number;
  readonly setupId: number;
  readonly triggerMode: number;
  readonly minPixelMult: number;
  readonly nPixels: number;
  /** Shape (n_pixels). */
  readonly pixelHvDac: Int32Array;
  /** Shape (number of drawers). */
  readonly thresholdDac: Int32Array;
  /** As the object repeats it behind the thresholds, like the reference gives it. */
  readonly nDrawers: number;
  readonly adcStart: Int16Array;
  readonly adcCount: Int16Array;
  /** Length of a sample [ns]; from version 1. */
  readonly timeSlice?: number;
  /** Samples summed up; from version 1. */
  readonly sumBins?: number;
  /** Step of the reference pulse [ns]; from version 2. */
  readonly refStep?: number;
  /** Number of reference pulses (one, or one per gain) and of their points; from version 2. */
  readonly nRefShape?: number;
  readonly lRefShape?: number;
  /** Reference pulses, shape (n_ref_shape, l_ref_shape); from version 2. */
  readonly refShape?: Float32Array;
  /** Offset of the summation from the trigger [samples]; from version 3. */
  readonly sumOffset?: number;
}

function halves(bits: Uint16Array): Float32Array {
  const values = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) values[i] = float16(bits[i]);
  return values;
}

function referencePulses(reader: PayloadReader): Partial<PixelSettings> {
  const nRefShape = reader.varint();
  const lRefShape = reader.varint();
  if (nRefShape < 0 || lRefShape < 0) throw reader.damaged('its reference pulses have no size');
  return {
    nRefShape,
    lRefShape,
    refStep: reader.float32(),
    refShape: halves(reader.uint16Array(nRefShape * lRefShape)),
  };
}

/** Decodes pixel settings (type 2004, versions 0–3). @throws `format-damaged`, `format-unsupported` */
export function decodePixelSettings(object: EventIoObject): PixelSettings {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 3);
  const { version } = object;
  const head = {
    setupId: reader.int32(),
    triggerMode: reader.int32(),
    minPixelMult: reader.int32(),
  };
  const nPixels = reader.int32();
  const pixelHvDac = reader.int32Array(nPixels);
  const drawers = reader.int32();
  return {
    telescopeId: object.id,
    ...head,
    nPixels,
    pixelHvDac,
    thresholdDac: reader.int32Array(drawers),
    nDrawers: reader.int32(),
    adcStart: reader.int16Array(drawers),
    adcCount: reader.int16Array(drawers),
    ...(version >= 1 ? { timeSlice: reader.float32(), sumBins: reader.int32() } : {}),
    ...(version >= 2 ? referencePulses(reader) : {}),
    ...(version >= 3 ? { sumOffset: reader.int32() } : {}),
  };
}
