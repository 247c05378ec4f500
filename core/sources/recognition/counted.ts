/** `1 event`, `2 events`. */
export function counted(n: number, what: string): string {
  return `${String(n)} ${what}${n === 1 ? '' : 's'}`;
}
