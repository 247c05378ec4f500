/** A name like the one that is wished and not yet taken: `lst-1`, `lst-1-2`, `lst-1-3` … */
export function freeName(wished: string, taken: readonly string[]): string {
  const known = new Set(taken.map((name) => name.toLowerCase()));
  const base = wished.slice(0, 90);
  let name = base;
  for (let number = 2; known.has(name.toLowerCase()); number++) name = `${base}-${number}`;
  return name;
}
