/** One factor of a unit: `cm2` becomes `cm**2`; `power` is its sign. */
function factor(text: string, power: 1 | -1): string {
  const match = /^([A-Za-z%]+)(\d*)$/.exec(text);
  if (match === null) return text;
  const exponent = power * (match[2] === '' ? 1 : Number(match[2]));
  return exponent === 1 ? match[1] : `${match[1]}**${String(exponent)}`;
}

/**
 * Spells a unit as the VOUnit standard does and as ctapipe keeps it in its files.
 *
 * @param unit astropy's spelling, such as `1 / deg` or `g / cm2`
 * @returns such as `deg**-1` or `g.cm**-2`
 */
export function voUnit(unit: string): string {
  const [above, below = ''] = unit.split('/').map((part) => part.trim());
  const split = (part: string) =>
    part
      .replaceAll(/[()]/g, '')
      .split(/\s+/)
      .filter((text) => text !== '' && text !== '1');
  return [
    ...split(above).map((text) => factor(text, 1)),
    ...split(below).map((text) => factor(text, -1)),
  ].join('.');
}
