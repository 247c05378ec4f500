import { decodeTraces } from '../../../native/decode-traces.ts';
import { checkStatus } from '../check-status.ts';
import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Auxiliary traces of a telescope event (types 2029 digital, 2030 analog). */
export interface AuxiliaryTraces {
  readonly telId: number;
  /** Samples per sample of the pixels. */
  readonly timeScale: number;
  readonly nTraces: number;
  readonly nSamples: number;
  /** Shape (n_traces, n_samples). */
  readonly traceData: Uint32Array | Float32Array;
}

/** Decodes auxiliary traces (types 2029 and 2030). @throws `format-damaged` */
export async function decodeAuxiliaryTraces(object: EventIoObject): Promise<AuxiliaryTraces> {
  const reader = new PayloadReader(object);
  const head = {
    telId: reader.int32(),
    timeScale: reader.float32(),
    nTraces: reader.unsignedVarint(),
    nSamples: reader.unsignedVarint(),
  };
  const { nTraces, nSamples } = head;
  if (object.type === 2030) return { ...head, traceData: reader.float32Array(nTraces * nSamples) };
  if (nTraces * nSamples > reader.remaining) {
    throw reader.damaged(`it claims ${nTraces} traces of ${nSamples} samples`);
  }
  const { status, traces } = await decodeTraces(reader.rest(), nTraces, nSamples);
  checkStatus(object, status);
  return { ...head, traceData: traces };
}
