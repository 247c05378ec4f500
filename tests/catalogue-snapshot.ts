import type { Catalogue } from '../core/catalogue/catalogue.ts';

/**
 * What a catalogue says of the files that are there and of their runs, without what two catalogues of the
 * same folder need not have in common: ids, history, times of scans.
 */
export async function catalogueSnapshot(catalogue: Catalogue) {
  const page = { offset: 0, limit: 100_000 };
  const { rows: files } = await catalogue.ask('listFiles', { ...page, presence: 'present' });
  const { rows: runs } = await catalogue.ask('listRuns', {
    ...page,
    filter: {},
    sort: 'obsId',
    descending: false,
  });
  const sheets = await Promise.all(runs.map(({ id }) => catalogue.ask('getRun', { id })));
  const keys = new Map(runs.map(({ id, key }) => [id, key]));
  return {
    files: files.map((file) => ({
      ...without(file, 'id', 'rootId', 'runIds'),
      runs: file.runIds.map((id) => keys.get(id)).sort(),
    })),
    runs: sheets
      .map((run) => ({
        ...without(run, 'id'),
        key: run.key,
        products: run.products
          .filter(({ presence }) => presence === 'present')
          .map((product) => without(product, 'fileId')),
        notes: run.notes.map((note) => without(note, 'id')),
      }))
      .filter(({ products }) => products.length > 0)
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

function without(record: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
