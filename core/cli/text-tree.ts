/** A line, or a few, with what hangs from it. */
export interface TextBranch {
  readonly lines: readonly string[];
  readonly branches: readonly TextBranch[];
}

/**
 * Draws a tree: what hangs from a line stands below it behind a stem.
 *
 * @returns text with a newline at its end
 */
export function textTree({ lines, branches }: TextBranch): string {
  const text = lines.map((line) => `${line}\n`).join('');
  return text + branches.map((branch, i) => hung(branch, i === branches.length - 1)).join('');
}

/** A branch below its parent: the first line hangs from the stem, the others stand under it. */
function hung(branch: TextBranch, isLast: boolean): string {
  const [first, ...rest] = textTree(branch).trimEnd().split('\n');
  const stem = isLast ? '   ' : '│  ';
  return [`${isLast ? '└─ ' : '├─ '}${first}`, ...rest.map((line) => stem + line), ''].join('\n');
}
