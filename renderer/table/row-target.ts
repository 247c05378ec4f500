/**
 * The row to which a key leads from another; undefined for a key that leads nowhere, and without rows.
 *
 * @param key as the browser names it
 * @param from row that is current; undefined where there is none
 * @param page rows that a page goes on
 */
export function rowTarget(
  key: string,
  from: number | undefined,
  count: number,
  page: number,
): number | undefined {
  const last = count - 1;
  if (last < 0) return undefined;
  const within = (next: number) => Math.min(last, Math.max(0, next));
  switch (key) {
    case 'ArrowDown':
      return within(from === undefined ? 0 : from + 1);
    case 'ArrowUp':
      return within(from === undefined ? last : from - 1);
    case 'PageDown':
      return within((from ?? 0) + page);
    case 'PageUp':
      return within((from ?? 0) - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
