import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { RunRecord, RunSheet } from '../../contract/records/run.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { type Annotation, AnnotationFile } from './annotation-file.ts';
import { findRun } from './run-operations.ts';

/** Where annotations are mirrored. */
interface Mirrored {
  /** Path of the file with annotations. */
  readonly mirror: string;
  /** UTC. */
  readonly now: string;
}

/**
 * Operations on flags and notes. The file goes first: what stands in it only is added to the catalogue
 * when that is opened again. The lock of the database keeps other programs away from the file meanwhile.
 */
export const annotationOperations = {
  /**
   * Sets or takes away a flag.
   *
   * @throws PhotoelectronError `record-not-found`, `file-unwritable`, `disk-full`
   */
  setFlag: (
    database: Database,
    ask: Mirrored & { readonly id: number; readonly flag: string; readonly isSet: boolean },
  ): RunRecord =>
    database
      .transaction(() => {
        const { key, flags } = findRun(database, ask.id);
        if (flags.includes(ask.flag) !== ask.isSet) {
          const action = ask.isSet ? 'flag' : 'unflag';
          annotate(database, ask, { action, run: key, time: ask.now, flag: ask.flag });
        }
        return findRun(database, ask.id);
      })
      .immediate(),

  /**
   * Sets or takes away a flag of many runs.
   *
   * @returns number of runs of which it was not so before
   * @throws PhotoelectronError `record-not-found`, `file-unwritable`, `disk-full`
   */
  setFlags: (
    database: Database,
    ask: Mirrored & {
      readonly ids: readonly number[];
      readonly flag: string;
      readonly isSet: boolean;
    },
  ): number =>
    database
      .transaction(() => {
        const runs = [...new Set(ask.ids)].map((id) => findRun(database, id));
        const changed = runs.filter(({ flags }) => flags.includes(ask.flag) !== ask.isSet);
        const action = ask.isSet ? 'flag' : 'unflag';
        for (const { key } of changed) {
          annotate(database, ask, { action, run: key, time: ask.now, flag: ask.flag });
        }
        return changed.length;
      })
      .immediate(),

  /**
   * Adds a note.
   *
   * @throws PhotoelectronError `record-not-found`, `file-unwritable`, `disk-full`
   */
  addNote: (
    database: Database,
    ask: Mirrored & { readonly id: number; readonly text: string },
  ): RunSheet['notes'][number] =>
    database
      .transaction(() => {
        const { key } = findRun(database, ask.id);
        const uuid = randomUUID();
        annotate(database, ask, { action: 'note', run: key, time: ask.now, uuid, text: ask.text });
        return database
          .prepare<[string], RunSheet['notes'][number]>(
            'SELECT id, time, text FROM notes WHERE uuid = ?',
          )
          .get(uuid)!;
      })
      .immediate(),

  /**
   * Takes a note away.
   *
   * @throws PhotoelectronError `record-not-found`, `file-unwritable`, `disk-full`
   */
  removeNote: (
    database: Database,
    ask: Mirrored & { readonly id: number; readonly noteId: number },
  ): null =>
    database
      .transaction(() => {
        const { key } = findRun(database, ask.id);
        const uuid = database
          .prepare<[number, string], string>('SELECT uuid FROM notes WHERE id = ? AND run_key = ?')
          .pluck()
          .get(ask.noteId, key);
        if (uuid === undefined) {
          throw new PhotoelectronError(
            'record-not-found',
            `The run ${key} has no note with the id ${String(ask.noteId)}.`,
          );
        }
        annotate(database, ask, { action: 'unnote', run: key, time: ask.now, uuid });
        return null;
      })
      .immediate(),

  /**
   * Makes flags and notes those of the mirror, which outlives the catalogue; without a mirror, the mirror
   * is written. Rewrites it where most of its lines have been overtaken.
   *
   * @throws PhotoelectronError `file-unreadable`, `file-unwritable`, `disk-full`
   */
  restoreAnnotations: (database: Database, { mirror }: { readonly mirror: string }): null => {
    const file = new AnnotationFile(mirror);
    // Who only looks something up must not wait for a program that writes.
    if (isRestored(file.read(), current(database))) return null;
    return database
      .transaction(() => {
        const lines = file.read();
        for (const line of lines) apply(database, line);
        const present = current(database);
        if (isOvergrown(lines, present)) file.replace(present);
        return null;
      })
      .immediate();
  },
};

/** Whether a mirror is to be written anew: it is missing, or most of its lines have been overtaken. */
function isOvergrown(lines: readonly Annotation[], present: readonly Annotation[]): boolean {
  return lines.length > 2 * present.length + 100 || (lines.length === 0 && present.length > 0);
}

/** Whether the annotations that stand are already those of the mirror. */
function isRestored(lines: readonly Annotation[], present: readonly Annotation[]): boolean {
  const stands = new Map<string, boolean>();
  for (const line of lines) {
    stands.set(subjectOf(line), line.action === 'flag' || line.action === 'note');
  }
  const there = new Set(present.map(subjectOf));
  return (
    !isOvergrown(lines, present) &&
    [...stands].every(([subject, isWanted]) => there.has(subject) === isWanted)
  );
}

/** What an annotation sets or takes away. */
function subjectOf(annotation: Annotation): string {
  return 'flag' in annotation ? JSON.stringify([annotation.run, annotation.flag]) : annotation.uuid;
}

function annotate(database: Database, { mirror }: Mirrored, annotation: Annotation): void {
  new AnnotationFile(mirror).append(annotation);
  apply(database, annotation);
}

function apply(database: Database, annotation: Annotation): void {
  const { run, time } = annotation;
  switch (annotation.action) {
    case 'flag':
      database
        .prepare('INSERT INTO flags (run_key, flag, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
        .run(run, annotation.flag, time);
      break;
    case 'unflag':
      database
        .prepare('DELETE FROM flags WHERE run_key = ? AND flag = ?')
        .run(run, annotation.flag);
      break;
    case 'note':
      database
        .prepare(
          `INSERT INTO notes (uuid, run_key, time, text) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        )
        .run(annotation.uuid, run, time, annotation.text);
      break;
    case 'unnote':
      database.prepare('DELETE FROM notes WHERE uuid = ?').run(annotation.uuid);
  }
}

/** The annotations that stand, oldest first. */
function current(database: Database): Annotation[] {
  return [
    ...database
      .prepare<[], Annotation>(`SELECT 'flag' AS action, run_key AS run, time, flag FROM flags`)
      .all(),
    ...database
      .prepare<[], Annotation>(
        `SELECT 'note' AS action, run_key AS run, time, uuid, text FROM notes`,
      )
      .all(),
  ].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}
