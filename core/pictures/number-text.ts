/**
 * A number for a person to read: thousands apart, a true minus sign.
 *
 * @param decimals digits behind the point
 */
export function numberText(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return 'n/a';
  if (Math.abs(value) >= 1e9) return value.toExponential(2).replaceAll('-', '−');
  const rounded = value.toFixed(decimals);
  const [integer, fraction] = rounded.replace('-', '').split('.');
  const grouped = integer.length > 4 ? integer.replace(/\B(?=(\d{3})+$)/g, '\u2009') : integer;
  const sign = Number(rounded) < 0 ? '−' : '';
  return rounded.includes('.') ? `${sign}${grouped}.${fraction}` : `${sign}${grouped}`;
}
