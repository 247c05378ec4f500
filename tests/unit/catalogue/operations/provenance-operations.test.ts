import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../core/catalogue/open-database.ts';
import { engineOperations } from '../../../../core/catalogue/operations/engine-operations.ts';
import { provenanceOperations } from '../../../../core/catalogue/operations/provenance-operations.ts';
import type { ActivityRecord } from '../../../../core/provenance/activity-record.ts';

const here = path.dirname(fileURLToPath(import.meta.url));

const hash = (digit: string) => digit.repeat(64);

/** A record with what the tests do not care about. */
function record(more: Partial<ActivityRecord>): ActivityRecord {
  return {
    activity_uuid: 'first',
    activity_name: 'pe process',
    status: 'completed',
    start: { time_utc: '2026-11-20T01:00:00.000Z' },
    options: {},
    input: [],
    output: [],
    ...more,
  };
}

const raw = { path: '/raw/run1.zst', role: 'events', size_bytes: 10, sha256: hash('a') };
const made = { path: '/out/dl1.h5', role: 'events', product_id: 'P1' };
const read = { ...made, size_bytes: 20, sha256: hash('b') };
const first = record({ input: [raw], output: [made] });
const second = record({ activity_uuid: 'second', input: [read] });

const { recordActivity, recordActivities, activity, activitiesThatMade, activitiesThatRead } =
  provenanceOperations;

function uuids(records: readonly ActivityRecord[]): string[] {
  return records.map(({ activity_uuid }) => activity_uuid);
}

describe('provenanceOperations', () => {
  it('gives back what was noted, the document of the configuration included', () => {
    const database = openDatabase(':memory:');
    const config = { name: 'mine', sha256: hash('c'), document: { cleaning: { type: 'x' } } };
    const whole = { ...first, config, is_complete: true };
    recordActivity(database, { record: whole });
    expect(activity(database, { uuid: 'first' })).toEqual(whole);
    expect(activity(database, { uuid: 'other' })).toBeNull();
  });

  it('keeps an activity once, however often it is told', () => {
    const database = openDatabase(':memory:');
    const unknown = { path: '/foreign', role: 'model' };
    const both = [record({ input: [raw, unknown], output: [made] }), second];
    recordActivities(database, { records: both });
    recordActivities(database, { records: [...both].reverse() });
    const count = (table: string) =>
      database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();
    expect([count('activities'), count('entities'), count('activity_entities')]).toEqual([2, 3, 4]);
  });

  it('adds what the product tells to what the job knew, and not the other way round', () => {
    const database = openDatabase(':memory:');
    const running = record({ status: 'running', options: { job: 7 }, input: [raw] });
    const done = record({ stop: { time_utc: '2026-11-20T02:00:00.000Z' }, output: [made] });
    for (const order of [
      [running, done],
      [done, running],
    ]) {
      for (const one of order) recordActivity(database, { record: one });
      expect(activity(database, { uuid: 'first' })).toMatchObject({
        status: 'completed',
        stop: done.stop,
        input: [raw],
        output: [made],
      });
    }
  });

  it('joins a product that is known by its id with the file that is read later', () => {
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      const database = openDatabase(':memory:');
      for (const one of order) recordActivity(database, { record: one });
      // The moved file is known by its content alone.
      const identity = { size_bytes: 20, sha256: hash('b') };
      expect(uuids(activitiesThatMade(database, { identity }))).toEqual(['first']);
      expect(uuids(activitiesThatRead(database, { identity }))).toEqual(['second']);
      expect(uuids(activitiesThatMade(database, { identity: { product_id: 'P1' } }))).toEqual([
        'first',
      ]);
    }
  });

  it('joins them also when the id is told last', () => {
    const database = openDatabase(':memory:');
    const nameless = { path: read.path, role: 'events', size_bytes: 20, sha256: hash('b') };
    recordActivity(database, { record: record({ activity_uuid: 'third', input: [nameless] }) });
    recordActivity(database, { record: first });
    recordActivity(database, { record: second });
    const identity = { size_bytes: 20, sha256: hash('b') };
    expect(uuids(activitiesThatMade(database, { identity }))).toEqual(['first']);
  });

  it('marks as interrupted what an engine that was killed had running', () => {
    const database = openDatabase(':memory:');
    const jobs = path.resolve(here, '../../../fixtures/catalogue/v4.sql');
    database.exec(readFileSync(jobs, 'utf8'));
    // Jobs 2 and 3 of the fixture: the first was done, the second was running.
    const done = record({ activity_uuid: '7d1f0e7e-4d0c-4c3e-8a49-5f3a1e5d8d11' });
    const cut = { ...done, activity_uuid: '1b6f3d52-90a3-4b6e-9f6b-6a0a7b3a2c22' };
    const other = record({ activity_uuid: 'elsewhere', status: 'running' });
    recordActivities(database, { records: [done, { ...cut, status: 'running' }, other] });
    engineOperations.releaseEngine(database, { id: 1, now: '2026-11-20T00:00:00.000Z' });
    expect(
      [done, cut, other].map(({ activity_uuid: uuid }) => activity(database, { uuid })?.status),
    ).toEqual(['completed', 'interrupted', 'running']);
    // The product was whole all the same: its record says so when it is found.
    recordActivity(database, { record: cut });
    expect(activity(database, { uuid: cut.activity_uuid })?.status).toBe('completed');
  });

  it('tells contents apart that claim the same product id', () => {
    const database = openDatabase(':memory:');
    recordActivities(database, { records: [first, second] });
    const edited = { ...read, sha256: hash('d') };
    recordActivity(database, { record: record({ activity_uuid: 'third', input: [edited] }) });
    const ofEdited = { product_id: 'P1', size_bytes: 20, sha256: hash('d') };
    expect(uuids(activitiesThatRead(database, { identity: ofEdited }))).toEqual(['third']);
    expect(uuids(activitiesThatMade(database, { identity: ofEdited }))).toEqual([]);
  });
});
