import { nativeKernel } from './addon.ts';
import { stackSize } from './encoded-objects.ts';

/** Traces in differential coding. */
export interface DecodedTraces {
  readonly status: number;
  /** Shape (n_traces, n_samples). */
  readonly traces: Uint32Array;
}

/**
 * Decodes traces in differential coding, such as those of auxiliary digital channels (object type
 * 2029).
 *
 * @throws PhotoelectronError `argument-invalid` when the shape makes no sense
 */
export async function decodeTraces(
  values: Uint8Array,
  nTraces: number,
  nSamples: number,
): Promise<DecodedTraces> {
  const traces = new Uint32Array(stackSize(nTraces, nSamples));
  const status = new Uint8Array(1);
  await nativeKernel('decodeTraces')({ values, nTraces, nSamples, traces, status });
  return { status: status[0], traces };
}
