/** A column of a table of text. */
export interface TextTableColumn {
  readonly title: string;
  /** Default `left`. */
  readonly align?: 'left' | 'right';
}

/**
 * Sets rows of text in columns under their titles.
 *
 * @param indent put in front of every line
 */
export function textTable(
  columns: readonly TextTableColumn[],
  rows: readonly (readonly string[])[],
  indent = '',
): string {
  // A name of a file may hold a newline; a row is one line all the same.
  const cells = rows.map((row) => row.map((cell) => cell.replace(/\r?\n/g, '\\n')));
  const widths = columns.map(({ title }, i) =>
    Math.max(title.length, ...cells.map((row) => row[i].length)),
  );
  const line = (row: readonly string[]) =>
    indent +
    row
      .map((cell, i) =>
        columns[i].align === 'right' ? cell.padStart(widths[i]) : cell.padEnd(widths[i]),
      )
      .join('  ')
      .trimEnd();
  const rule = indent + widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(columns.map(({ title }) => title)), rule, ...cells.map(line), ''].join('\n');
}
