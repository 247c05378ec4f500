import { parseDocument } from 'yaml';
import type { Hdf5File } from './open-hdf5.ts';

/** Most lines of a description: what a damaged file can make us read. */
const maxLines = 100_000;

/** What astropy wrote beside a table of numbers. */
export interface AstropyColumns {
  /** Units by column, in astropy's spelling. */
  readonly units: ReadonlyMap<string, string>;
  readonly descriptions: ReadonlyMap<string, string>;
  /** What belongs to the whole table: plain values only. */
  readonly meta: Readonly<Record<string, string | number | boolean>>;
}

/** A unit as text: plain, or as astropy's own type (`{unit: m}`). */
function unitOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('unit' in value)) return undefined;
  return typeof value.unit === 'string' ? value.unit : undefined;
}

/** Entries of one record, of an ordered one, or of a list of records: astropy writes all of these. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return (value as readonly unknown[]).flatMap(entriesOf);
  if (value instanceof Map) {
    return [...(value as ReadonlyMap<unknown, unknown>)].map(([name, inner]) => [
      String(name),
      inner,
    ]);
  }
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** The content of a YAML text; undefined where it is none. */
function parseYaml(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  try {
    // Aliases have no place here, and could make little text very large.
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Units, descriptions and metadata of a table that astropy wrote with h5py (`serialize_meta=True`): a
 * YAML text, line by line, in a dataset named after the table. Undefined when there is none; tags are
 * not acted on, and what cannot be understood is left out.
 *
 * Format: `astropy.io.misc.hdf5`, `<table>.__table_column_meta__`.
 *
 * @throws PhotoelectronError `format-damaged`
 */
export async function astropyColumns(
  file: Hdf5File,
  table: string,
): Promise<AstropyColumns | undefined> {
  const item = `${table}.__table_column_meta__`;
  if ((await file.kind(item)) !== 'dataset') return undefined;
  const { shape } = await file.describeArray(item);
  const lines = await file.readArray(item, { count: Math.min(shape[0] ?? 1, maxLines) });
  if (!('text' in lines)) return undefined;
  const content = new Map(entriesOf(parseYaml(lines.text.join('\n'))));
  const units = new Map<string, string>();
  const descriptions = new Map<string, string>();
  // A null prototype: the names come from the file.
  const meta = Object.create(null) as Record<string, string | number | boolean>;
  const columns = content.get('datatype');
  for (const column of Array.isArray(columns) ? (columns as readonly unknown[]) : []) {
    const fields = new Map(entriesOf(column));
    const name = fields.get('name');
    if (typeof name !== 'string') continue;
    const unit = unitOf(fields.get('unit'));
    if (unit !== undefined) units.set(name, unit);
    const description = fields.get('description');
    if (typeof description === 'string') descriptions.set(name, description);
  }
  for (const [name, value] of entriesOf(content.get('meta'))) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      meta[name] = value;
    }
  }
  return { units, descriptions, meta };
}
