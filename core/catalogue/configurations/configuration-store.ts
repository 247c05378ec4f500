import { mkdir, readdir, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { canonicalForm, configurationHash } from '../../config/canonical-form.ts';
import type { Configuration } from '../../config/configuration.ts';
import { makeConfiguration } from '../../config/make-configuration.ts';
import { isShippedStep } from '../../config/shipped-steps.ts';
import { parseConfiguration } from '../../config/parse-configuration.ts';
import { readConfigurationFile } from '../../config/read-configuration-file.ts';
import {
  shippedConfigurationFile,
  shippedConfigurations,
} from '../../config/shipped-configurations.ts';
import {
  type ConfigurationHistoryEntry,
  configurationNameSchema,
  type ConfigurationProblem,
  type ConfigurationRecord,
  type FullConfiguration,
} from '../../contract/records/configuration.ts';
import type { configurationChoiceSchema } from '../../contract/requests/configuration-requests.ts';
import { closestName } from '../../foundation/closest-name.ts';
import { type ErrorCode, PhotoelectronError } from '../../foundation/errors.ts';
import { writeWholeFile } from '../../foundation/write-whole-file.ts';
import type { Catalogue } from '../catalogue.ts';
import type {
  ConfigurationName,
  StoredConfiguration,
} from '../operations/configuration-operations.ts';
import { configurationFileContent, parseConfigurationFile } from './configuration-file.ts';

type JsonObject = FullConfiguration['document'];

/** What may be wrong with a file among the named configurations; other errors are the catalogue's. */
const fileFaults: readonly ErrorCode[] = [
  'argument-invalid',
  'config-invalid',
  'file-not-found',
  'file-unreadable',
];

const hashPattern = /^[0-9a-f]{8,64}$/;

/** A configuration by name, by hash or as text. */
export type ConfigurationChoice = z.infer<typeof configurationChoiceSchema>;

/** What is to be kept under a name. */
export interface ConfigurationToSave {
  readonly name: string;
  /** YAML or JSON. */
  readonly text: string;
  /** Configuration that it was made from: name or hash. */
  readonly parent?: string;
  readonly note?: string;
  /** Let the name mean this one from now on. Default false. */
  readonly replace?: boolean;
}

/** What the store works with. */
export interface ConfigurationStoreOptions {
  readonly catalogue: Catalogue;
  /** Folder of the named configurations: `NAME.yaml`. It need not exist. */
  readonly folder: string;
  /** Tells where a path really leads, or refuses to read there. Default: everything may be read. */
  readonly checkRead?: (file: string) => Promise<string>;
}

/** A configuration that was found. */
interface Found {
  readonly text: string;
  /** How messages call it. */
  readonly source: string;
  /** Folder that its custom steps are looked for in; null: only the shipped ones are there. */
  readonly folder: string | null;
  /** What is known beside its content. */
  readonly record: Partial<Omit<ConfigurationRecord, 'hash'>>;
  /** The catalogue's row, where it was found by its hash. */
  readonly stored?: StoredConfiguration;
}

/**
 * Configurations by hash and by name. The files of the named ones are what counts: they may be edited
 * by hand and outlive the catalogue, which remembers what every name has meant and every
 * configuration that was ever used.
 */
export class ConfigurationStore {
  readonly #catalogue: Catalogue;
  readonly #folder: string;
  readonly #checkRead: (file: string) => Promise<string>;

  constructor({ catalogue, folder, checkRead }: ConfigurationStoreOptions) {
    this.#catalogue = catalogue;
    this.#folder = folder;
    this.#checkRead = checkRead ?? ((file) => Promise.resolve(path.resolve(file)));
  }

  /**
   * Named configurations, shipped ones first, each group in alphabetical order.
   *
   * @returns problems: files among them that are no valid configuration, one sentence each
   * @throws PhotoelectronError `file-unreadable` when the folder cannot be read
   */
  async list(): Promise<{
    readonly configurations: ConfigurationRecord[];
    readonly problems: ConfigurationProblem[];
  }> {
    const problems = await this.#noticeFiles();
    const broken = problems.map((problem) => problem.path);
    const names = await this.#catalogue.ask('listConfigurationNames', undefined);
    const valid = names.filter(({ name }) => !broken.includes(this.#file(name)));
    const shipped = await Promise.all(
      shippedConfigurations.map((name) => this.#shippedRecord(name)),
    );
    const own = await Promise.all(valid.map((row) => this.#ownRecord(row)));
    return { configurations: [...shipped, ...own], problems };
  }

  /**
   * One configuration, complete. One that this version of the program cannot understand comes as it
   * was kept, with the reason.
   *
   * @throws PhotoelectronError `record-not-found`, `argument-invalid` for digits that several hashes
   *   begin with, `config-invalid` for a text or the file of a name
   */
  async get(choice: ConfigurationChoice): Promise<FullConfiguration> {
    if ('text' in choice) {
      return this.#full({ text: choice.text, source: 'The document', folder: null, record: {} });
    }
    return this.#full(
      'name' in choice ? await this.#findNamed(choice.name) : await this.#findHash(choice.hash),
    );
  }

  /**
   * Everything that a name has meant, the newest first.
   *
   * @throws PhotoelectronError `record-not-found` for a name that never meant anything
   */
  async history(name: string): Promise<ConfigurationHistoryEntry[]> {
    await this.#noticeFiles();
    const rows = await this.#catalogue.ask('configurationHistory', { name });
    if (rows.length === 0) throw await this.#unknown(name);
    return rows.map(({ hash, parentHash, note, created, ended }) => ({
      hash,
      parentHash,
      note,
      created,
      ended,
    }));
  }

  /**
   * Keeps a configuration under a name: in the catalogue, and as a file with its comments.
   *
   * @throws PhotoelectronError `config-invalid`, `record-exists`, `argument-invalid` for a name that
   *   cannot be that of a file, `record-not-found` for the parent, `file-unwritable`, `disk-full`
   */
  async save(ask: ConfigurationToSave): Promise<ConfigurationRecord> {
    const { name, text, note = '', replace = false } = ask;
    const problem = nameProblem(name);
    if (problem !== undefined) throw problem;
    await this.#noticeFiles();
    const file = this.#file(name);
    const configuration = makeConfiguration(text, {
      name,
      source: `configuration ${name}`,
      folder: this.#folder,
    });
    const twin = (await this.#names()).find((other) => other.toLowerCase() === name.toLowerCase());
    // Names that differ in case only would be one file on some systems.
    if (twin !== undefined && (twin !== name || !replace)) {
      throw new PhotoelectronError(
        'record-exists',
        `There is a configuration "${twin}" already; give another name${twin === name ? ', or say that it may be replaced' : ''}.`,
        { path: this.#file(twin), item: name },
      );
    }
    const parentHash =
      ask.parent === undefined ? null : (await this.#full(await this.#find(ask.parent))).hash;
    const created = new Date().toISOString();
    await makeFolder(this.#folder);
    await writeWholeFile(
      file,
      configurationFileContent({ parent: parentHash, note, created }, text),
      replace,
    );
    const row = await this.#catalogue.ask('nameConfiguration', {
      configuration: toStore(configuration, text, this.#folder, created),
      name,
      parentHash,
      note,
      text,
      created,
      replace: true,
    });
    return this.#ownRecord(row);
  }

  /**
   * Forgets a name and its file; the configuration itself stays in the catalogue.
   *
   * @throws PhotoelectronError `record-not-found`, `state-conflict` for a shipped one,
   *   `file-unwritable`
   */
  async remove(name: string): Promise<void> {
    if (shippedConfigurations.includes(name)) {
      throw new PhotoelectronError(
        'state-conflict',
        `The configuration "${name}" comes with the program and cannot be removed.`,
        { item: name },
      );
    }
    await this.#noticeFiles();
    if (!(await this.#names()).includes(name)) throw await this.#unknown(name);
    try {
      await rm(this.#file(name));
    } catch (cause) {
      throw new PhotoelectronError(
        'file-unwritable',
        `${this.#file(name)} cannot be removed (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}); check the permissions of its folder.`,
        { path: this.#file(name) },
        cause,
      );
    }
    await this.#catalogue.ask('endConfigurationName', { name, ended: new Date().toISOString() });
  }

  /**
   * A configuration ready for use, kept in the catalogue so that it can be found by its hash later.
   *
   * @param choice a shipped or own name, a hash or at least 8 digits of it, or the path of a file; a
   *   file with the name of a configuration must be written as a path (`./default`)
   * @throws PhotoelectronError `record-not-found`, `argument-invalid` for digits that several hashes
   *   begin with, `config-invalid`, `access-denied`, `file-unreadable`
   */
  async resolve(choice: string): Promise<Configuration> {
    const { text, source, folder } = await this.#find(choice);
    const made = makeConfiguration(text, {
      name: choice,
      source,
      ...(folder === null ? {} : { folder }),
    });
    for (const module of made.stepModules) await this.#checkModule(module);
    await this.#catalogue.ask(
      'keepConfiguration',
      toStore(made, text, folder, new Date().toISOString()),
    );
    return made;
  }

  /**
   * Refuses the module of a custom step where it may not be read: whoever may name a configuration could
   * otherwise have any file of this machine run. What the user laid beside the named configurations, and
   * what is shipped, may always be used.
   */
  async #checkModule(module: string): Promise<void> {
    if (isShippedStep(module)) return;
    const folder = await realpath(this.#folder).catch(() => this.#folder);
    if ((await realpath(module)).startsWith(folder + path.sep)) return;
    await this.#checkRead(module);
  }

  async #find(choice: string): Promise<Found> {
    if (shippedConfigurations.includes(choice) || (await this.#names()).includes(choice)) {
      return this.#findNamed(choice);
    }
    if (isPath(choice)) {
      const file = await this.#checkRead(choice);
      const text = await readConfigurationFile(file);
      return { text, source: choice, folder: path.dirname(file), record: {} };
    }
    return hashPattern.test(choice)
      ? this.#findHash(choice)
      : Promise.reject(await this.#unknown(choice));
  }

  async #findNamed(name: string): Promise<Found> {
    const shipped = shippedConfigurationFile(name);
    if (shipped !== undefined) {
      return {
        text: await readConfigurationFile(shipped),
        source: `configuration ${name}`,
        folder: path.dirname(shipped),
        record: { name, isShipped: true },
      };
    }
    if (!(await this.#names()).includes(name)) throw await this.#unknown(name);
    const { text, parentHash, note, created } = await this.#noticeFile(
      name,
      await this.#catalogue.ask('listConfigurationNames', undefined),
    );
    const source = this.#file(name);
    return { text, source, folder: this.#folder, record: { name, parentHash, note, created } };
  }

  async #findHash(prefix: string): Promise<Found> {
    const [stored, other] = (await this.#catalogue.ask('findConfigurations', {
      prefix,
    })) as readonly (StoredConfiguration | undefined)[];
    if (stored === undefined) return this.#findShippedHash(prefix);
    if (other !== undefined) {
      throw new PhotoelectronError(
        'argument-invalid',
        `Several configurations have a hash that begins with ${prefix}; give more of its digits.`,
        { item: prefix },
      );
    }
    const { text, folder, created } = stored;
    return { text, source: `configuration ${prefix}`, folder, record: { created }, stored };
  }

  /** A shipped configuration that was never used is not in the catalogue. */
  async #findShippedHash(prefix: string): Promise<Found> {
    for (const name of shippedConfigurations) {
      const found = await this.#findNamed(name);
      if ((await this.#full(found)).hash.startsWith(prefix)) return found;
    }
    throw new PhotoelectronError(
      'record-not-found',
      `There is no configuration whose hash begins with ${prefix}; \`pe config list\` tells those with a name.`,
      { item: prefix },
    );
  }

  async #full({ text, source, record, stored }: Found): Promise<FullConfiguration> {
    const { document, hash, problem } = understand(text, source, stored);
    return {
      hash,
      parentHash: null,
      note: '',
      created: null,
      isShipped: false,
      ...record,
      nProducts: await this.#catalogue.ask('countProductsOfConfiguration', { hash }),
      text,
      document,
      problem,
    };
  }

  /** Names of the files in the folder that are those of configurations. */
  async #names(): Promise<readonly string[]> {
    return (await this.#files())
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => file.slice(0, -'.yaml'.length))
      .filter((name) => nameProblem(name) === undefined);
  }

  /** Files in the folder; none where there is no folder. */
  async #files(): Promise<readonly string[]> {
    try {
      const entries = await readdir(this.#folder);
      // Files that are being written begin with a dot.
      return entries.filter((entry) => !entry.startsWith('.')).sort();
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code;
      if (code === 'ENOENT') return [];
      throw new PhotoelectronError(
        'file-unreadable',
        `The folder of configurations ${this.#folder} cannot be read (${code ?? 'unknown reason'}).`,
        { path: this.#folder },
        cause,
      );
    }
  }

  #file(name: string): string {
    return path.join(this.#folder, `${name}.yaml`);
  }

  /** Brings the catalogue up to date with the folder; tells what is wrong with files in it. */
  async #noticeFiles(): Promise<ConfigurationProblem[]> {
    const problems: ConfigurationProblem[] = [];
    const files = await this.#files();
    const known = await this.#catalogue.ask('listConfigurationNames', undefined);
    for (const { name } of known) {
      if (files.includes(`${name}.yaml`)) continue;
      await this.#catalogue.ask('endConfigurationName', { name, ended: new Date().toISOString() });
    }
    for (const file of files) {
      const place = path.join(this.#folder, file);
      if (!file.endsWith('.yaml')) {
        if (!isPath(file)) continue;
        const message = `${place} is not looked at: name it ${path.parse(file).name}.yaml.`;
        problems.push({ path: place, message });
        continue;
      }
      const name = file.slice(0, -'.yaml'.length);
      try {
        const problem = nameProblem(name);
        if (problem !== undefined) throw problem;
        await this.#noticeFile(name, known);
      } catch (error) {
        if (!(error instanceof PhotoelectronError)) throw error;
        if (!fileFaults.includes(error.code)) throw error;
        problems.push({ path: place, message: error.message });
      }
    }
    return problems;
  }

  /**
   * What the file of a name means now; a new or changed one is told to the catalogue first.
   *
   * @throws PhotoelectronError `config-invalid`, `file-unreadable`
   */
  async #noticeFile(name: string, known: readonly ConfigurationName[]): Promise<ConfigurationName> {
    const file = this.#file(name);
    const content = await readConfigurationFile(file);
    const { head, text } = parseConfigurationFile(content);
    const former = known.find((candidate) => candidate.name === name);
    if (former?.text === text) return former;
    // The whole file is read, so that lines are those of the file.
    const configuration = makeConfiguration(content, { name, source: file, folder: this.#folder });
    const now = new Date().toISOString();
    // What the file's first line tells belongs to what was saved, not to what was made of it by hand.
    const saved = former === undefined ? head : undefined;
    return this.#catalogue.ask('nameConfiguration', {
      configuration: toStore(configuration, text, this.#folder, now),
      name,
      parentHash: former?.hash ?? saved?.parent ?? null,
      note: former === undefined ? (saved?.note ?? '') : 'edited by hand',
      text,
      created: saved?.created ?? now,
      replace: true,
    });
  }

  async #shippedRecord(name: string): Promise<ConfigurationRecord> {
    const { hash, nProducts } = await this.#full(await this.#findNamed(name));
    return { name, hash, parentHash: null, note: '', created: null, isShipped: true, nProducts };
  }

  async #ownRecord(row: ConfigurationName): Promise<ConfigurationRecord> {
    const { name, hash, parentHash, note, created } = row;
    const nProducts = await this.#catalogue.ask('countProductsOfConfiguration', { hash });
    return { name, hash, parentHash, note, created, isShipped: false, nProducts };
  }

  async #unknown(name: string): Promise<PhotoelectronError> {
    const names = [...shippedConfigurations, ...(await this.#names())];
    const guess = closestName(name, names);
    const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`;
    return new PhotoelectronError(
      'record-not-found',
      `There is no configuration "${name}": ${names.join(', ')} are there.${hint}`,
      { item: name },
    );
  }
}

/** Whether something is written as the path of a file. */
function isPath(choice: string): boolean {
  return /[/\\]|\.(ya?ml|json)$/i.test(choice);
}

/** Why a name cannot be that of a configuration of the user. */
function nameProblem(name: string): PhotoelectronError | undefined {
  const problem = shippedConfigurations.includes(name)
    ? 'it comes with the program and cannot be changed; give another name'
    : !configurationNameSchema.safeParse(name).success
      ? 'names have letters, digits, dot, dash and underscore, 100 at most, and begin with a letter or digit'
      : name.endsWith('.') || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)
        ? 'not every system can have a file of this name'
        : isPath(name)
          ? 'it would look like the path of a file'
          : undefined;
  if (problem === undefined) return undefined;
  return new PhotoelectronError(
    'argument-invalid',
    `A configuration cannot be named "${name}": ${problem}.`,
    { item: name },
  );
}

/** Document and hash of a text. What was kept by an earlier version may be no longer valid. */
function understand(
  text: string,
  source: string,
  stored: StoredConfiguration | undefined,
): Pick<FullConfiguration, 'document' | 'hash' | 'problem'> {
  if (stored === undefined) {
    const document = parseConfiguration(text, source);
    const hash = configurationHash(document);
    return { document: JSON.parse(canonicalForm(document)) as JsonObject, hash, problem: null };
  }
  let problem: string | null = null;
  try {
    parseConfiguration(text, source);
  } catch (error) {
    if (!(error instanceof PhotoelectronError)) throw error;
    problem = error.message;
  }
  return { document: JSON.parse(stored.document) as JsonObject, hash: stored.hash, problem };
}

function toStore(
  { document, hash }: Configuration,
  text: string,
  folder: string | null,
  created: string,
): StoredConfiguration {
  return { hash, document: canonicalForm(document), text, folder, created };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new PhotoelectronError(
      'file-unwritable',
      `The folder of configurations ${folder} cannot be made (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}); set PHOTOELECTRON_HOME to a folder where you may write.`,
      { path: folder },
      cause,
    );
  }
}
