import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Population } from '../../processing/population/population.ts';
import { LoadedPopulation } from './loaded-population.ts';

/** How much may be kept in memory. */
export interface PopulationLimits {
  /** Populations of one connection. */
  readonly perConnection: number;
  /** Images of one population [bytes]. */
  readonly bytes: number;
  /** Images of all populations [bytes]. */
  readonly allBytes: number;
}

const MEBIBYTE = 1024 * 1024;

const defaultLimits: PopulationLimits = {
  perConnection: 4,
  bytes: 512 * MEBIBYTE,
  allBytes: 1024 * MEBIBYTE,
};

interface Entry {
  /** Memory that it has, or may take while it is loaded. */
  bytes: number;
  /** Absent while it is loaded. */
  loaded?: LoadedPopulation;
}

/**
 * The populations of all connections. Each belongs to the connection that asked for it, is seen by no
 * other, and ends with it.
 */
export class Populations {
  readonly #limits: PopulationLimits;
  /** By connection, then by id. */
  readonly #entries = new Map<AbortSignal, Map<number, Entry>>();
  #lastId = 0;

  constructor(limits: PopulationLimits = defaultLimits) {
    this.#limits = limits;
  }

  /**
   * Loads a population for a connection.
   *
   * @param connection raised when the connection ends
   * @param load gets the largest memory that it may take [bytes]
   * @throws PhotoelectronError `state-conflict` when the connection has too many already or the memory
   *   is taken; what `load` throws
   */
  async load(
    connection: AbortSignal,
    load: (maxBytes: number) => Promise<Population>,
  ): Promise<{ readonly id: number; readonly population: Population }> {
    const own = this.#entriesOf(connection);
    if (own.size >= this.#limits.perConnection) {
      throw new PhotoelectronError(
        'state-conflict',
        `A client may have ${this.#limits.perConnection} populations at once; release one.`,
      );
    }
    const bytes = Math.min(this.#limits.bytes, this.#limits.allBytes - this.#taken());
    if (bytes <= 0) {
      throw new PhotoelectronError(
        'state-conflict',
        'The memory for populations of images is taken; release one, or wait until others have done so.',
      );
    }
    const id = ++this.#lastId;
    const entry: Entry = { bytes };
    own.set(id, entry);
    try {
      const population = await load(bytes);
      const loaded = new LoadedPopulation(population);
      if (!own.has(id)) {
        // The connection has ended, or the engine.
        await loaded.release();
        throw new PhotoelectronError('cancelled', 'Loading the images was cancelled.');
      }
      entry.bytes = population.bytes;
      entry.loaded = loaded;
      return { id, population };
    } catch (error) {
      own.delete(id);
      throw error;
    }
  }

  /**
   * A population of a connection.
   *
   * @throws PhotoelectronError `record-not-found` when the connection has none of this id
   */
  get(connection: AbortSignal, id: number): LoadedPopulation {
    const loaded = this.#entries.get(connection)?.get(id)?.loaded;
    if (loaded !== undefined) return loaded;
    throw new PhotoelectronError(
      'record-not-found',
      `There is no population with the id ${id}; load it again.`,
      { item: 'id' },
    );
  }

  /**
   * Gives up a population of a connection.
   *
   * @throws PhotoelectronError `record-not-found`
   */
  async release(connection: AbortSignal, id: number): Promise<void> {
    const loaded = this.get(connection, id);
    this.#entries.get(connection)?.delete(id);
    await loaded.release();
  }

  /** Gives up all populations. */
  async close(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((connection) => this.#end(connection)));
  }

  #entriesOf(connection: AbortSignal): Map<number, Entry> {
    connection.throwIfAborted();
    let entries = this.#entries.get(connection);
    if (entries === undefined) {
      entries = new Map();
      this.#entries.set(connection, entries);
      connection.addEventListener('abort', () => void this.#end(connection), { once: true });
    }
    return entries;
  }

  async #end(connection: AbortSignal): Promise<void> {
    const entries = this.#entries.get(connection);
    if (entries === undefined) return;
    this.#entries.delete(connection);
    const loaded = [...entries.values()].map((entry) => entry.loaded);
    entries.clear();
    await Promise.all(
      loaded.filter((each) => each !== undefined).map((population) => population.release()),
    );
  }

  #taken(): number {
    const entries = [...this.#entries.values()].flatMap((own) => [...own.values()]);
    return entries.reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
