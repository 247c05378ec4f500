const UNITS: readonly string[] = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Size of a file to three digits, as `1.23 MB`; decimal prefixes. */
export function fileSizeText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** power;
  const digits = power === 0 ? 0 : value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS.at(power) ?? ''}`;
}
