import { isDeepStrictEqual } from 'node:util';
import type { Database } from 'better-sqlite3';
import type { ActivityRecord, EntityRecord } from '../../provenance/activity-record.ts';
import type { EntityIdentity } from '../../provenance/entity-identity.ts';
import { mergeActivityRecords } from '../../provenance/merge-activity-records.ts';

interface EntityRow {
  readonly id: number;
  readonly product_id: string | null;
  readonly size_bytes: number | null;
  readonly sha256: string | null;
  readonly sha256_of_64_pieces: string | null;
}

interface ActivityRow {
  readonly id: number;
  readonly record: string;
  readonly document: string | null;
}

const selectActivity = `SELECT a.id, a.record, c.document FROM activities a
  LEFT JOIN activity_configurations c ON c.hash = a.configuration_hash`;
const selectEntity = 'SELECT id, product_id, size_bytes, sha256, sha256_of_64_pieces FROM entities';

/** Operations on activities and the files that they read and made. */
export const provenanceOperations = {
  /**
   * Notes an activity. The same activity may come many times: from its job, from each of its products,
   * from every scan; what is told last is added to what was known (see `mergeActivityRecords`).
   */
  recordActivity: (database: Database, ask: { record: ActivityRecord }): void => {
    database
      .transaction(() => {
        recordActivity(database, ask.record);
      })
      .immediate();
  },

  /** Notes many activities in one transaction. */
  recordActivities: (database: Database, ask: { records: readonly ActivityRecord[] }): void => {
    database
      .transaction(() => {
        for (const record of ask.records) recordActivity(database, record);
      })
      .immediate();
  },

  /** The record of an activity; null when it is not known. */
  activity: (database: Database, ask: { uuid: string }): ActivityRecord | null => {
    const row = activityRow(database, ask.uuid);
    return row === undefined ? null : recordOf(row);
  },

  /** Activities that made a content, the latest first. */
  activitiesThatMade: (database: Database, ask: { identity: EntityIdentity }): ActivityRecord[] =>
    activitiesAround(database, ask.identity, 'output'),

  /** Activities that read a content, the latest first. */
  activitiesThatRead: (database: Database, ask: { identity: EntityIdentity }): ActivityRecord[] =>
    activitiesAround(database, ask.identity, 'input'),

  /**
   * Files that are present with this content; where no hash is known, with this product id.
   */
  presentFilesWith: (
    database: Database,
    ask: { identity: EntityIdentity },
  ): { fileId: number; path: string }[] => {
    const { size_bytes, sha256, sha256_of_64_pieces, product_id } = ask.identity;
    const hash = sha256 ?? sha256_of_64_pieces;
    const select = `SELECT id AS fileId, path FROM files WHERE presence = 'present'`;
    if (hash !== undefined && size_bytes !== undefined) {
      return database
        .prepare<unknown[], { fileId: number; path: string }>(
          `${select} AND hash = ? AND hash_of = ? AND size_bytes = ? ORDER BY id`,
        )
        .all(hash, sha256 === undefined ? 'pieces' : 'whole', size_bytes);
    }
    if (product_id === undefined) return [];
    return database
      .prepare<unknown[], { fileId: number; path: string }>(
        `${select} AND product_id = ? ORDER BY id`,
      )
      .all(product_id);
  },
};

export function recordActivity(database: Database, record: ActivityRecord): void {
  const row = activityRow(database, record.activity_uuid);
  const known = row === undefined ? undefined : recordOf(row);
  const merged = known === undefined ? record : mergeActivityRecords(known, record);
  if (isDeepStrictEqual(known, merged)) return;
  const id = writeActivity(database, merged);
  database.prepare('DELETE FROM activity_entities WHERE activity_id = ?').run(id);
  for (const direction of ['input', 'output'] as const) {
    merged[direction].forEach((entity, position) => {
      database
        .prepare(
          `INSERT INTO activity_entities (activity_id, direction, position, entity_id, role, path)
             VALUES (?, ?, ?, ?, ?, ?)`,
        )
        .run(id, direction, position, entityId(database, entity), entity.role, entity.path);
    });
  }
}

function writeActivity(database: Database, record: ActivityRecord): number {
  const { config, system } = record;
  // The document is kept once; records of thousands of products share it.
  let kept = record;
  if (config?.sha256 !== undefined && config.document !== undefined) {
    database
      .prepare('INSERT INTO activity_configurations VALUES (?, ?) ON CONFLICT (hash) DO NOTHING')
      .run(config.sha256, JSON.stringify(config.document));
    kept = { ...record, config: { name: config.name, sha256: config.sha256 } };
  }
  const software = system === undefined ? '' : `${system.software_name} ${system.software_version}`;
  const row = database
    .prepare<unknown[], { id: number }>(
      `INSERT INTO activities (uuid, name, status, start, stop, software, configuration_hash, record)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, status = excluded.status,
           start = excluded.start, stop = excluded.stop, software = excluded.software,
           configuration_hash = excluded.configuration_hash, record = excluded.record
         RETURNING id`,
    )
    .get(
      record.activity_uuid,
      record.activity_name,
      record.status,
      record.start?.time_utc ?? null,
      record.stop?.time_utc ?? null,
      software,
      config?.sha256 ?? null,
      JSON.stringify(kept),
    );
  if (row === undefined) throw new Error(`activity ${record.activity_uuid} was not written`);
  return row.id;
}

function activityRow(database: Database, uuid: string): ActivityRow | undefined {
  return database.prepare<[string], ActivityRow>(`${selectActivity} WHERE a.uuid = ?`).get(uuid);
}

function recordOf({ record, document }: ActivityRow): ActivityRecord {
  const read = JSON.parse(record) as ActivityRecord;
  if (document === null || read.config === undefined) return read;
  return {
    ...read,
    config: { ...read.config, document: JSON.parse(document) as Record<string, unknown> },
  };
}

function activitiesAround(
  database: Database,
  identity: EntityIdentity,
  direction: 'input' | 'output',
): ActivityRecord[] {
  const ids = entitiesLike(database, identity).map(({ id }) => id);
  return database
    .prepare<[string, string], ActivityRow>(
      `${selectActivity}
         WHERE a.id IN (SELECT activity_id FROM activity_entities
           WHERE entity_id IN (SELECT value FROM json_each(?)) AND direction = ?)
         ORDER BY a.start DESC, a.id DESC`,
    )
    .all(JSON.stringify(ids), direction)
    .map(recordOf);
}

/** Entities of the same content; where no hash is known on one side, of the same product id. */
function entitiesLike(database: Database, identity: EntityIdentity): EntityRow[] {
  const sameContent = entityByContent(database, identity);
  if (sameContent !== undefined) return [sameContent];
  if (identity.product_id === undefined) return [];
  const sameProduct = database
    .prepare<[string], EntityRow>(`${selectEntity} WHERE product_id = ? ORDER BY id`)
    .all(identity.product_id);
  return hasContent(identity) ? sameProduct.filter((row) => !isHashed(row)) : sameProduct;
}

function entityByContent(database: Database, identity: EntityIdentity): EntityRow | undefined {
  const { size_bytes, sha256, sha256_of_64_pieces } = identity;
  if (size_bytes === undefined) return undefined;
  const [column, hash] =
    sha256 === undefined ? ['sha256_of_64_pieces', sha256_of_64_pieces] : ['sha256', sha256];
  if (hash === undefined) return undefined;
  return database
    .prepare<[string, number], EntityRow>(`${selectEntity} WHERE ${column} = ? AND size_bytes = ?`)
    .get(hash, size_bytes);
}

function hasContent(identity: EntityIdentity): boolean {
  const { size_bytes, sha256, sha256_of_64_pieces } = identity;
  return size_bytes !== undefined && (sha256 !== undefined || sha256_of_64_pieces !== undefined);
}

function isHashed(row: EntityRow): boolean {
  return row.sha256 !== null || row.sha256_of_64_pieces !== null;
}

/**
 * The entity of a content, made where it is new. A product that was known by its id alone gets its hash
 * when an activity reads it.
 */
function entityId(database: Database, entity: EntityRecord): number {
  if (!hasContent(entity) && entity.product_id === undefined) {
    return entityOfPath(database, entity.path);
  }
  const productId = entity.product_id ?? null;
  const sameContent = entityByContent(database, entity);
  if (sameContent !== undefined) {
    if (sameContent.product_id === null && productId !== null) {
      adoptProduct(database, sameContent.id, productId);
    }
    return sameContent.id;
  }
  const known = entitiesLike(database, entity).at(0);
  const content = [
    entity.size_bytes ?? null,
    entity.sha256 ?? null,
    entity.sha256_of_64_pieces ?? null,
  ];
  if (known !== undefined) {
    if (hasContent(entity)) {
      database
        .prepare(
          'UPDATE entities SET size_bytes = ?, sha256 = ?, sha256_of_64_pieces = ? WHERE id = ?',
        )
        .run(...content, known.id);
    }
    return known.id;
  }
  const made = database
    .prepare(
      'INSERT INTO entities (product_id, size_bytes, sha256, sha256_of_64_pieces) VALUES (?, ?, ?, ?)',
    )
    .run(productId, ...content);
  return Number(made.lastInsertRowid);
}

function entityOfPath(database: Database, path: string): number {
  const row = database
    .prepare<[string], { id: number }>(
      'INSERT INTO entities (path) VALUES (?) ON CONFLICT (path) DO UPDATE SET path = path RETURNING id',
    )
    .get(path);
  if (row === undefined) throw new Error(`the entity of ${path} was not written`);
  return row.id;
}

/** A content turns out to be a product: what was noted under the product's id alone becomes its own. */
function adoptProduct(database: Database, id: number, productId: string): void {
  database.prepare('UPDATE entities SET product_id = ? WHERE id = ?').run(productId, id);
  const twin = database
    .prepare<[string], EntityRow>(`${selectEntity} WHERE product_id = ? ORDER BY id`)
    .all(productId)
    .find((row) => row.id !== id && !isHashed(row));
  if (twin === undefined) return;
  database
    .prepare('UPDATE activity_entities SET entity_id = ? WHERE entity_id = ?')
    .run(id, twin.id);
  database.prepare('DELETE FROM entities WHERE id = ?').run(twin.id);
}
