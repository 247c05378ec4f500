import { tickText } from '../camera/value-text.ts';

/** Round numbers beside an axis, all with as many decimals as the finest of them needs. */
export function tickTexts(values: readonly number[]): string[] {
  const plain = values.map(tickText);
  if (plain.some((text) => text.includes('e'))) return plain;
  const decimals = Math.max(0, ...plain.map((text) => text.split('.')[1]?.length ?? 0));
  return values.map((value) => value.toFixed(decimals).replace('-', '−'));
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number beside a logarithmic axis: far powers of ten as such, the others in decimals. */
export function logTickText(value: number): string {
  const power = Math.log10(value);
  if (!Number.isInteger(power) || Math.abs(power) < 4) return tickText(value);
  const digits = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]);
  return `10${power < 0 ? '⁻' : ''}${digits.join('')}`;
}
