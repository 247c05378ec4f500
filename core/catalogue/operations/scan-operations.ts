import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { FileFacts, TelescopeFacts } from '../../sources/recognition/file-facts.ts';
import { runKey } from '../runs/run-key.ts';
import type { KnownFile, ScannedFile } from '../scan/scanned-file.ts';
import { keepConfiguration } from './configuration-operations.ts';
import { recordActivity } from './provenance-operations.ts';
import { linkProductsWithInputs } from './link-products.ts';
import { prepared } from './prepared.ts';
import { refreshRun, siteId } from './store-run.ts';

/** Files of a root, in the order of their ids. */
interface KnownFilesAsk {
  readonly rootId: number;
  /** Id after which to go on; 0 at the beginning. */
  readonly after: number;
  readonly limit: number;
}

interface StoreFilesAsk {
  readonly rootId: number;
  readonly recognitionVersion: number;
  /** UTC. */
  readonly now: string;
  readonly files: readonly ScannedFile[];
}

/** Operations of a scan. */
export const scanOperations = {
  /** What is known of the files of a root, a part at a time. */
  knownFiles: (database: Database, { rootId, after, limit }: KnownFilesAsk): KnownFile[] =>
    prepared<[number, number, number], KnownFile>(
      database,
      `SELECT id, path, size_bytes AS sizeBytes, CAST(modified_ns AS TEXT) AS modifiedNs,
          is_settled AS isSettled, hash, presence, recognition_version AS recognitionVersion
        FROM files WHERE root_id = ? AND id > ? ORDER BY id LIMIT ?`,
    ).all(rootId, after, limit),

  /** Writes what was found of some files, with their runs, all or nothing. */
  storeFiles: (database: Database, ask: StoreFilesAsk): null => {
    database
      .transaction(() => {
        const runs = new Set<number>();
        for (const file of ask.files) storeFile(database, ask, file, runs);
        for (const run of runs) refreshRun(database, run);
      })
      .immediate();
    return null;
  },

  /** Marks files that are no longer there. */
  markMissing: (
    database: Database,
    { ids, now }: { readonly ids: readonly number[]; readonly now: string },
  ): null => {
    database
      .transaction(() => {
        const runs = new Set<number>();
        const mark = prepared<unknown[]>(
          database,
          `UPDATE files SET presence = 'missing', missing_since = ? WHERE id = ?`,
        );
        for (const id of ids) {
          mark.run(now, id);
          for (const run of runsOf(database, id)) runs.add(run);
        }
        for (const run of runs) refreshRun(database, run);
      })
      .immediate();
    return null;
  },

  /** Notes that a root was scanned to the end, and clears away what no file needs any more. */
  finishScan: (
    database: Database,
    { rootId, now }: { readonly rootId: number; readonly now: string },
  ): null => {
    database
      .transaction(() => {
        prepared<unknown[]>(database, 'UPDATE roots SET last_scan = ? WHERE id = ?').run(
          now,
          rootId,
        );
        linkProductsWithInputs(database);
        removeUnused(database);
      })
      .immediate();
    return null;
  },

  /** Forgets everything that comes from files, but not the roots. */
  forgetFiles: (database: Database): null => {
    database
      .transaction(() => {
        database.exec(`
          DELETE FROM files;
          DELETE FROM runs;
          DELETE FROM activities;
          DELETE FROM entities;
          DELETE FROM activity_configurations;
          UPDATE roots SET last_scan = NULL;`);
        removeUnused(database);
      })
      .immediate();
    return null;
  },
};

function removeUnused(database: Database): void {
  database.exec(`
    DELETE FROM subarrays WHERE id NOT IN
      (SELECT subarray_id FROM files WHERE subarray_id IS NOT NULL);
    DELETE FROM sites WHERE id NOT IN (SELECT site_id FROM files WHERE site_id IS NOT NULL)
      AND id NOT IN (SELECT site_id FROM runs WHERE site_id IS NOT NULL);`);
}

/** Ids of the runs of which a file holds something. */
export function runsOf(database: Database, fileId: number): number[] {
  return prepared<[number], number>(database, 'SELECT run_id FROM products WHERE file_id = ?')
    .pluck()
    .all(fileId);
}

function storeFile(
  database: Database,
  ask: StoreFilesAsk,
  file: ScannedFile,
  runs: Set<number>,
): void {
  const atPath = prepared<[string], number>(database, 'SELECT id FROM files WHERE path = ?')
    .pluck()
    .get(file.path);
  if (atPath !== undefined) for (const run of runsOf(database, atPath)) runs.add(run);
  if (file.sameAs !== undefined) {
    keepFile(database, ask.rootId, file, file.sameAs, atPath);
    for (const run of runsOf(database, file.sameAs)) runs.add(run);
    if (file.facts === undefined) return;
  } else if (file.facts === undefined) {
    throw new Error(`nothing is known of ${file.path}`);
  }
  const id = writeFile(database, ask, file, file.facts);
  if (file.configuration !== undefined) {
    const { hash, document } = file.configuration;
    keepConfiguration(database, { hash, document, text: document, folder: null, created: ask.now });
  }
  if (file.activity !== undefined) recordActivity(database, file.activity);
  prepared<unknown[]>(database, 'DELETE FROM products WHERE file_id = ?').run(id);
  for (const run of writeProducts(database, id, file, file.facts)) runs.add(run);
}

/** Keeps the row of a file whose content is the same, at its former place or at a new one. */
function keepFile(
  database: Database,
  rootId: number,
  { path, sizeBytes, modifiedNs, isSettled }: ScannedFile,
  id: number,
  atPath: number | undefined,
): void {
  // What stood at this path before was overwritten by the file that moved here.
  if (atPath !== undefined && atPath !== id) {
    prepared<unknown[]>(database, 'DELETE FROM files WHERE id = ?').run(atPath);
  }
  prepared<unknown[]>(
    database,
    `UPDATE files SET root_id = ?, path = ?, size_bytes = ?, modified_ns = ?, is_settled = ?,
        presence = 'present', missing_since = NULL WHERE id = ?`,
  ).run(rootId, path, sizeBytes, BigInt(modifiedNs), isSettled ? 1 : 0, id);
}

/** Adds a file, or puts other content in the place of the former. */
function writeFile(
  database: Database,
  { rootId, recognitionVersion, now }: StoreFilesAsk,
  { path, sizeBytes, modifiedNs, isSettled, content }: ScannedFile,
  facts: FileFacts,
): number {
  const site = facts.site === undefined ? null : siteId(database, facts.site);
  const subarray = subarrayId(database, facts.telescopes ?? []);
  const values = {
    rootId,
    path,
    sizeBytes,
    modifiedNs: BigInt(modifiedNs),
    isSettled: isSettled ? 1 : 0,
    hash: content?.hash ?? null,
    hashOf: content?.of ?? null,
    now,
    recognitionVersion,
    kind: facts.kind,
    format: facts.format,
    formatVersion: facts.formatVersion ?? null,
    description: facts.description,
    dataLevels: JSON.stringify([...new Set(facts.dataLevels)]),
    isSimulation: truth(facts.isSimulation),
    software: facts.software ?? null,
    instrument: facts.instrument ?? null,
    site,
    subarray,
    productId: facts.productId ?? null,
    activityId: facts.activityId ?? null,
    configurationHash: facts.configurationHash ?? null,
    isComplete: truth(facts.isComplete),
    reason: facts.reason ?? null,
  };
  return prepared<[typeof values], number>(
    database,
    `INSERT INTO files (root_id, path, size_bytes, modified_ns, is_settled, hash, hash_of, presence,
        first_seen, recognition_version, kind, format, format_version, description, data_levels,
        is_simulation, software, instrument, site_id, subarray_id, product_id, activity_id,
        configuration_hash, is_complete, reason)
      VALUES (@rootId, @path, @sizeBytes, @modifiedNs, @isSettled, @hash, @hashOf, 'present',
        @now, @recognitionVersion, @kind, @format, @formatVersion, @description, @dataLevels,
        @isSimulation, @software, @instrument, @site, @subarray, @productId, @activityId,
        @configurationHash, @isComplete, @reason)
      ON CONFLICT (path) DO UPDATE SET root_id = excluded.root_id, size_bytes = excluded.size_bytes,
        modified_ns = excluded.modified_ns, is_settled = excluded.is_settled, hash = excluded.hash,
        hash_of = excluded.hash_of, presence = 'present', missing_since = NULL,
        recognition_version = excluded.recognition_version, kind = excluded.kind,
        format = excluded.format, format_version = excluded.format_version,
        description = excluded.description, data_levels = excluded.data_levels,
        is_simulation = excluded.is_simulation, software = excluded.software,
        instrument = excluded.instrument, site_id = excluded.site_id,
        subarray_id = excluded.subarray_id, product_id = excluded.product_id,
        activity_id = excluded.activity_id, configuration_hash = excluded.configuration_hash,
        is_complete = excluded.is_complete, reason = excluded.reason
      RETURNING id`,
  )
    .pluck()
    .get(values)!;
}

function truth(value: boolean | undefined): 0 | 1 | null {
  return value === undefined ? null : value ? 1 : 0;
}

/** Links a file with its runs, which are added when they are new. */
function writeProducts(
  database: Database,
  fileId: number,
  { content, path }: ScannedFile,
  facts: FileFacts,
): number[] {
  // An index lists runs whose files may be elsewhere: it makes none.
  if (facts.kind === 'index') return [];
  const ids: number[] = [];
  for (const run of facts.runs) {
    const isSimulation = facts.isSimulation ?? run.simulation !== undefined;
    const key = runKey({
      instrument: facts.instrument,
      isSimulation,
      run,
      contentHash: content?.hash ?? createHash('sha256').update(path).digest('hex'),
    });
    prepared<unknown[]>(
      database,
      `INSERT INTO runs (key, obs_id, instrument, is_simulation, target_text, search_text)
        VALUES (?, ?, '', 0, '', '') ON CONFLICT (key) DO NOTHING`,
    ).run(key, run.obsId);
    const runId = prepared<[string], number>(database, 'SELECT id FROM runs WHERE key = ?')
      .pluck()
      .get(key)!;
    prepared<unknown[]>(
      database,
      `INSERT INTO products (file_id, run_id, n_events, facts) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING`,
    ).run(fileId, runId, run.nEvents ?? null, JSON.stringify(run));
    ids.push(runId);
  }
  return ids;
}

/** Id of a set of telescopes, which is added when it is not known yet. */
function subarrayId(database: Database, telescopes: readonly TelescopeFacts[]): number | null {
  if (telescopes.length === 0) return null;
  const rows = telescopes
    .toSorted((a, b) => a.telId - b.telId)
    .map((telescope) => [
      telescope.telId,
      telescope.name ?? null,
      telescope.type ?? null,
      telescope.camera ?? null,
      telescope.nPixels ?? null,
      telescope.equivalentFocalLengthM ?? null,
      telescope.mirrorAreaM2 ?? null,
      ...(telescope.positionM ?? [null, null, null]),
    ]);
  const fingerprint = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  const find = prepared<[string], number>(
    database,
    'SELECT id FROM subarrays WHERE fingerprint = ?',
  ).pluck();
  const known = find.get(fingerprint);
  if (known !== undefined) return known;
  prepared<unknown[]>(database, 'INSERT INTO subarrays (fingerprint) VALUES (?)').run(fingerprint);
  const id = find.get(fingerprint)!;
  const insert = prepared<unknown[]>(
    database,
    `INSERT INTO telescopes (subarray_id, tel_id, name, type, camera, n_pixels,
      equivalent_focal_length_m, mirror_area_m2, x_m, y_m, z_m)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  for (const row of rows) insert.run(id, ...row);
  return id;
}
