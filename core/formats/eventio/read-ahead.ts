/**
 * Lets the producer work on the next item while the consumer works on this one.
 *
 * @param source consumed strictly in order, at most one item ahead
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const pull = (): Promise<IteratorResult<T>> => {
    const next = iterator.next();
    // The rejection is met when the item is awaited; until then it must not count as unhandled.
    next.catch(() => undefined);
    return next;
  };
  let next = pull();
  try {
    for (;;) {
      const result = await next;
      if (result.done === true) return;
      next = pull();
      yield result.value;
    }
  } finally {
    await next.catch(() => undefined);
    await iterator.return?.();
  }
}
