/** A value of a configuration in a few words; `none` for one that is not there. */
export function valueSummary(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
  const { type, ...others } = value as Record<string, unknown>;
  const parts = Object.entries(others).map(([key, part]) => `${key}: ${valueSummary(part)}`);
  return typeof type === 'string' ? [type, ...parts].join(', ') : parts.join(', ');
}
