/** Rows that a reply holds at most. */
const PAGE = 1000;

/**
 * Reads a list of the engine page by page.
 *
 * @param limit largest number of rows; `Infinity` for all
 */
export async function readPages<R>(
  limit: number,
  read: (page: { offset: number; limit: number }) => Promise<{ total: number; rows: R[] }>,
): Promise<{ total: number; rows: R[] }> {
  const rows: R[] = [];
  for (;;) {
    const page = await read({ offset: rows.length, limit: Math.min(PAGE, limit - rows.length) });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= Math.min(limit, page.total)) {
      return { total: page.total, rows };
    }
  }
}
