import type { Database } from 'better-sqlite3';
import { PhotoelectronError } from '../../foundation/errors.ts';

/** A configuration as it is kept. */
export interface StoredConfiguration {
  readonly hash: string;
  /** Canonical form. */
  readonly document: string;
  /** As written when it was first met. */
  readonly text: string;
  /** Folder that its custom steps are looked for in. */
  readonly folder: string | null;
  readonly created: string;
}

/** What a name means or meant. */
export interface ConfigurationName {
  readonly name: string;
  readonly hash: string;
  readonly parentHash: string | null;
  readonly note: string;
  readonly text: string;
  readonly created: string;
  /** null as long as it holds. */
  readonly ended: string | null;
}

const columns = 'name, hash, parent_hash AS parentHash, note, text, created, ended';

/** Operations on configurations and their names. */
export const configurationOperations = {
  /** Keeps a configuration; one that is kept already stays as it is, but for the folder of its steps. */
  keepConfiguration: (database: Database, ask: StoredConfiguration): void => {
    keepConfiguration(database, ask);
  },

  /** Configurations whose hash begins with some digits; two at most, to tell whether they are enough. */
  findConfigurations: (database: Database, ask: { prefix: string }): StoredConfiguration[] =>
    database
      .prepare<{ low: string; high: string }, StoredConfiguration>(
        `SELECT hash, document, text, folder, created FROM configurations
         WHERE hash >= @low AND hash < @high ORDER BY hash LIMIT 2`,
      )
      // Behind every hexadecimal digit there is "g".
      .all({ low: ask.prefix, high: `${ask.prefix}g` }),

  /** What names mean now, in alphabetical order. */
  listConfigurationNames: (database: Database): ConfigurationName[] =>
    database
      .prepare<[], ConfigurationName>(
        `SELECT ${columns} FROM configuration_names WHERE ended IS NULL ORDER BY name`,
      )
      .all(),

  /** Everything that a name has meant, the newest first. */
  configurationHistory: (database: Database, ask: { name: string }): ConfigurationName[] =>
    database
      .prepare<[string], ConfigurationName>(
        `SELECT ${columns} FROM configuration_names WHERE name = ? ORDER BY id DESC`,
      )
      .all(ask.name),

  /**
   * Lets a name mean a configuration from now on. Of the same configuration only text and note change.
   *
   * @throws PhotoelectronError `record-exists` when it means another and must not be replaced
   */
  nameConfiguration: (
    database: Database,
    ask: {
      configuration: StoredConfiguration;
      name: string;
      parentHash: string | null;
      note: string;
      text: string;
      created: string;
      replace: boolean;
    },
  ): ConfigurationName =>
    database
      .transaction(() => {
        const { name, parentHash, note, text, created } = ask;
        const { hash } = ask.configuration;
        keepConfiguration(database, ask.configuration);
        const former = current(database, name);
        if (former !== undefined && !ask.replace) {
          throw new PhotoelectronError(
            'record-exists',
            `There is a configuration "${name}" already; give another name, or say that it may be replaced.`,
            { item: name },
          );
        }
        if (former?.hash === hash) {
          database
            .prepare(
              'UPDATE configuration_names SET text = ?, note = ? WHERE name = ? AND ended IS NULL',
            )
            .run(text, note, name);
        } else {
          end(database, name, created);
          database
            .prepare(
              `INSERT INTO configuration_names (name, hash, parent_hash, note, text, created)
               VALUES (?, ?, ?, ?, ?, ?)`,
            )
            .run(name, hash, parentHash, note, text, created);
        }
        const row = current(database, name);
        if (row === undefined) throw new Error(`configuration ${name} is not there after saving`);
        return row;
      })
      .immediate(),

  /** Products at hand that were made with a configuration. */
  countProductsOfConfiguration: (database: Database, ask: { hash: string }): number =>
    database
      .prepare<[string], number>(
        "SELECT count(*) FROM files WHERE configuration_hash = ? AND presence = 'present'",
      )
      .pluck()
      .get(ask.hash) ?? 0,

  /** Ends what a name means; tells whether it meant something. */
  endConfigurationName: (database: Database, ask: { name: string; ended: string }): boolean =>
    end(database, ask.name, ask.ended),
};

/** Keeps a configuration; see the operation of this name. */
export function keepConfiguration(database: Database, configuration: StoredConfiguration): void {
  const { hash, document, text, folder, created } = configuration;
  database
    .prepare(
      `INSERT INTO configurations (hash, document, text, folder, created) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (hash) DO UPDATE SET
         folder = coalesce(excluded.folder, folder),
         -- A text with comments tells more than the canonical form that a product carries.
         text = CASE WHEN text = document THEN excluded.text ELSE text END`,
    )
    .run(hash, document, text, folder, created);
}

function current(database: Database, name: string): ConfigurationName | undefined {
  return database
    .prepare<[string], ConfigurationName>(
      `SELECT ${columns} FROM configuration_names WHERE name = ? AND ended IS NULL`,
    )
    .get(name);
}

function end(database: Database, name: string, ended: string): boolean {
  return (
    database
      .prepare('UPDATE configuration_names SET ended = ? WHERE name = ? AND ended IS NULL')
      .run(ended, name).changes > 0
  );
}
