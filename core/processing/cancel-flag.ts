/** A flag for the native kernels that follows an abort signal. */
export function cancelFlag(signal: AbortSignal | undefined): Int32Array<SharedArrayBuffer> {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  if (signal?.aborted === true) flag[0] = 1;
  signal?.addEventListener('abort', () => Atomics.store(flag, 0, 1), { once: true });
  return flag;
}
