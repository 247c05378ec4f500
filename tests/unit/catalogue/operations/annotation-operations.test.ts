import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../core/catalogue/open-database.ts';
import { operations } from '../../../../core/catalogue/operations.ts';
import { crabRun, scannedFile, storing } from '../../../scanned-files.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder();
let number = 0;
let mirror: string;
let database: Database;
let time = 0;

/** A catalogue with two runs, without any annotations. */
function catalogueOfTwoRuns(): Database {
  const made = openDatabase(':memory:');
  operations.addRoot(made, { path: '/data', added: storing.now });
  operations.storeFiles(made, {
    ...storing,
    files: [scannedFile('/data/file', { runs: [crabRun(1), crabRun(2)] })],
  });
  return made;
}

beforeEach(() => {
  mirror = path.join(folder, String(number++), 'annotations.jsonl');
  database = catalogueOfTwoRuns();
});

const ask = () => ({ mirror, now: new Date(Date.UTC(2026, 10, 20) + time++ * 1000).toISOString() });
const setFlag = (id: number, flag: string, isSet = true) =>
  operations.setFlag(database, { ...ask(), id, flag, isSet });
const addNote = (id: number, text: string) => operations.addNote(database, { ...ask(), id, text });
const lines = () => readFileSync(mirror, 'utf8').trimEnd().split('\n');

function annotations(of: Database) {
  return [1, 2].map((id) => {
    const { flags, notes } = operations.getRun(of, { id });
    return { flags, notes: notes.map(({ text }) => text) };
  });
}

describe('setFlag', () => {
  it('sets and takes away, and writes nothing where nothing changes', () => {
    expect(setFlag(1, 'bad').flags).toEqual(['bad']);
    expect(setFlag(1, 'bad').flags).toEqual(['bad']);
    expect(setFlag(1, 'bad', false).flags).toEqual([]);
    expect(setFlag(2, 'bad', false).flags).toEqual([]);
    expect(lines()).toHaveLength(2);
  });

  it('leaves the catalogue as it was when the mirror cannot be written', () => {
    mkdirSync(mirror, { recursive: true });
    expect(() => setFlag(1, 'bad')).toThrow(expect.objectContaining({ code: 'file-unwritable' }));
    expect(annotations(database)[0].flags).toEqual([]);
  });

  it('refuses runs that are not there', () => {
    expect(() => setFlag(99, 'bad')).toThrow(expect.objectContaining({ code: 'record-not-found' }));
    expect(existsSync(mirror)).toBe(false);
  });
});

describe('removeNote', () => {
  it('takes away a note of that run only', () => {
    const { id } = addNote(1, 'one');
    addNote(1, 'two');
    expect(() => operations.removeNote(database, { ...ask(), id: 2, noteId: id })).toThrow(
      expect.objectContaining({ code: 'record-not-found' }),
    );
    operations.removeNote(database, { ...ask(), id: 1, noteId: id });
    expect(annotations(database)[0].notes).toEqual(['two']);
  });
});

describe('restoreAnnotations', () => {
  it('brings a new catalogue to where the former was, once', () => {
    setFlag(1, 'bad');
    setFlag(1, 'clouds');
    setFlag(1, 'bad', false);
    addNote(2, 'Line one\nline "two" – ü');
    const before = annotations(database);
    const other = catalogueOfTwoRuns();
    operations.restoreAnnotations(other, { mirror });
    operations.restoreAnnotations(other, { mirror });
    expect(annotations(other)).toEqual(before);
  });

  it('passes over lines that were cut off or make no sense, and goes on behind them', () => {
    setFlag(1, 'bad');
    appendFileSync(mirror, '{"action":"flag","run":"MAGIC:1","time":"2026-');
    setFlag(1, 'clouds');
    appendFileSync(mirror, 'null\n{"action":"burn","run":"MAGIC:1"}\n[]\n');
    const other = catalogueOfTwoRuns();
    operations.restoreAnnotations(other, { mirror });
    expect(annotations(other)[0].flags).toEqual(['bad', 'clouds']);
  });

  it('keeps what is said of runs that are not there until they are', () => {
    setFlag(1, 'bad');
    const other = openDatabase(':memory:');
    operations.restoreAnnotations(other, { mirror });
    operations.addRoot(other, { path: '/data', added: storing.now });
    operations.storeFiles(other, {
      ...storing,
      files: [scannedFile('/data/file', { runs: [crabRun(2), crabRun(1)] })],
    });
    const { rows } = operations.listRuns(other, {
      filter: { flag: 'bad' },
      sort: 'obsId',
      descending: false,
      offset: 0,
      limit: 9,
    });
    expect(rows).toMatchObject([{ obsId: 1 }]);
  });

  it('writes the mirror anew when it is gone', () => {
    setFlag(1, 'bad');
    addNote(2, 'note');
    const before = annotations(database);
    rmSync(mirror);
    operations.restoreAnnotations(database, { mirror });
    const other = catalogueOfTwoRuns();
    operations.restoreAnnotations(other, { mirror });
    expect(annotations(other)).toEqual(before);
  });

  it('rewrites a mirror of which most has been overtaken', () => {
    for (let i = 0; i < 60; i++) {
      setFlag(1, 'bad');
      setFlag(1, 'bad', false);
    }
    setFlag(1, 'clouds');
    addNote(1, 'note');
    expect(lines()).toHaveLength(122);
    const before = annotations(database);
    operations.restoreAnnotations(database, { mirror });
    expect(lines()).toHaveLength(2);
    const other = catalogueOfTwoRuns();
    operations.restoreAnnotations(other, { mirror });
    expect(annotations(other)).toEqual(before);
  });

  it('says which file cannot be read', () => {
    mkdirSync(path.dirname(mirror), { recursive: true });
    mkdirSync(mirror);
    expect(() => operations.restoreAnnotations(database, { mirror })).toThrow(
      expect.objectContaining({ code: 'file-unreadable' }),
    );
  });
});
