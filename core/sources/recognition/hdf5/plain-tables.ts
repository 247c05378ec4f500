import type { FileFacts } from '../file-facts.ts';
import { childrenOf, hasDataset, type Hdf5Survey, rowsAt } from './hdf5-survey.ts';

/** Most items that are looked at, and most that are told. */
const maxItems = 24;
const maxNames = 12;

/** Names in a sentence. */
function named(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).join(', ');
  return names.length > maxNames ? `${shown} and ${String(names.length - maxNames)} more` : shown;
}

/** Items that may hold rows: datasets at the top, groups, and datasets in them. */
function candidates(survey: Hdf5Survey): string[] {
  const top = childrenOf(survey, '/').map((name) => `/${name}`);
  const inner = top.flatMap((path) =>
    childrenOf(survey, path)
      .map((name) => `${path}/${name}`)
      .filter((item) => hasDataset(survey, item)),
  );
  return [...top, ...inner]
    .filter((path) => !path.endsWith('__table_column_meta__'))
    .slice(0, maxItems);
}

/**
 * What any other HDF5 file holds: tables of a kind that is not known, or nothing that can be read as
 * rows. The reason names what stands at the top of the file.
 *
 * @throws PhotoelectronError `format-damaged`
 */
export async function plainTables(survey: Hdf5Survey): Promise<FileFacts> {
  const top = childrenOf(survey, '/');
  const reason =
    top.length === 0
      ? 'It is an HDF5 file without any data.'
      : `It is an HDF5 file of no kind that is known here; it holds ${named(top)}.`;
  const tables: string[] = [];
  let layout: string | undefined;
  for (const path of candidates(survey)) {
    const rows = await rowsAt(survey, path);
    if (rows === undefined || rows.columns.length === 0) continue;
    layout ??= rows.layout;
    tables.push(
      `${path.slice(1)} (${String(rows.nRows)} rows, ${String(rows.columns.length)} columns)`,
    );
  }
  const common = { dataLevels: [], runs: [], reason };
  if (layout === undefined) {
    return { kind: 'unrecognised', format: 'HDF5', description: '', ...common };
  }
  return {
    kind: 'table',
    format: layout === 'frame' ? 'pandas HDF5' : 'HDF5 tables',
    description: `Tables ${named(tables)}.`,
    ...common,
  };
}
