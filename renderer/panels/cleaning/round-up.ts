/** The next number above that has two digits; numbers that are not above zero stay. */
export function roundUp(value: number): number {
  if (value <= 0) return value;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}
