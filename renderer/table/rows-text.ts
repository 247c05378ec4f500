import { columnTitle, type TableColumn } from './table-column.ts';

/** Rows as text with tabs between the cells, as spreadsheets take it: titles with units first. */
export function rowsText<Row>(rows: Iterable<Row>, columns: readonly TableColumn<Row>[]): string {
  const lines = [columns.map((column) => cellText(columnTitle(column))).join('\t')];
  for (const row of rows) {
    lines.push(columns.map((column) => cellText(column.format(row))).join('\t'));
  }
  return lines.join('\n');
}

/** What would end a cell becomes a space; a true minus sign becomes one that programs read. */
function cellText(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replaceAll('−', '-');
}
