/**
 * Number in a field: as short as it can be without changing it, for what was typed must stay as it was.
 *
 * @param value undefined for an empty field
 */
export function numberText(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '';
  // Twelve digits hide that steps of 0.1 do not add up to what the eye expects.
  return String(Number(value.toPrecision(12)));
}

/**
 * Number that was typed; a comma stands for the decimal point.
 *
 * @returns undefined for an empty field, NaN where it is not a number
 */
export function numberFromText(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.').replace('−', '-');
  if (trimmed === '') return undefined;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
}
