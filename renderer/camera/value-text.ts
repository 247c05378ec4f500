/**
 * A value for a person to read: as many digits as four significant ones need, a true minus sign.
 */
export function valueText(value: number): string {
  if (Number.isNaN(value)) return 'n/a';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= 1e6 || magnitude < 1e-3)) {
    return withMinus(value.toExponential(2).replace('e+', 'e'));
  }
  const integerDigits = magnitude < 1 ? 1 : Math.floor(Math.log10(magnitude)) + 1;
  return withMinus(value.toFixed(Math.max(0, 4 - integerDigits)));
}

/** A round value beside the colour bar: no more digits than it has. */
export function tickText(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= 1e5 || magnitude < 1e-3)) {
    return withMinus(value.toExponential().replace('e+', 'e'));
  }
  return withMinus(String(value));
}

function withMinus(text: string): string {
  return Number(text) === 0 ? text.replace('-', '') : text.replaceAll('-', '−');
}
