import type { Database } from 'better-sqlite3';
import { refreshRun } from './store-run.ts';

interface Link {
  readonly fileId: number;
  readonly from: number;
  readonly to: number;
}

/** Products of products are linked step by step; this is more than any chain has. */
const MAX_STEPS = 10;

/**
 * Products whose provenance names an input of the catalogue belong to the run of that input, whatever
 * they tell of instrument and simulation themselves. Input and product must agree on the number of the
 * run, and no two inputs may claim it.
 */
const selectLinks = `
  SELECT pf.file_id AS fileId, pf.run_id AS "from", min(pg.run_id) AS "to"
  FROM files f
    JOIN activities a ON a.uuid = f.activity_id
    JOIN activity_entities ae ON ae.activity_id = a.id AND ae.direction = 'input'
    JOIN entities e ON e.id = ae.entity_id
    JOIN files g ON g.hash = coalesce(e.sha256, e.sha256_of_64_pieces)
      AND g.size_bytes = e.size_bytes AND g.id <> f.id
    JOIN products pf ON pf.file_id = f.id
    JOIN products pg ON pg.file_id = g.id
    JOIN runs rf ON rf.id = pf.run_id
    JOIN runs rg ON rg.id = pg.run_id AND rg.obs_id = rf.obs_id
  WHERE f.activity_id IS NOT NULL
  GROUP BY pf.file_id, pf.run_id
  HAVING count(DISTINCT pg.run_id) = 1 AND min(pg.run_id) <> pf.run_id`;

/** Lets products hang from the runs of the files that they were made from. */
export function linkProductsWithInputs(database: Database): void {
  const move = database.prepare(
    'UPDATE OR REPLACE products SET run_id = ? WHERE file_id = ? AND run_id = ?',
  );
  for (let step = 0; step < MAX_STEPS; step++) {
    const links = database.prepare<[], Link>(selectLinks).all();
    if (links.length === 0) return;
    for (const { fileId, from, to } of links) move.run(to, fileId, from);
    const runs = new Set(links.flatMap(({ from, to }) => [from, to]));
    for (const run of runs) refreshRun(database, run);
  }
}
