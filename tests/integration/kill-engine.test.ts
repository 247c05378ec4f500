import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../core/contract/records/job.ts';
import type { EngineClient } from '../../core/contract/engine-client.ts';
import { openInProcess } from '../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../core/engine/photoelectron-home.ts';
import { openHdf5 } from '../../core/formats/hdf5/open-hdf5.ts';
import { processMark } from '../../core/jobs/process-mark.ts';
import { type Product, productDifferences, readProduct } from '../read-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { livingProcesses, markName } from './living-processes.ts';
import { night, writeNight } from './night-files.ts';

const driver = fileURLToPath(new URL('./night-engine.ts', import.meta.url));

/** Kills in the whole test. */
const KILLS = 100;

/** Time in which an engine starts, and in which a run is processed, when nothing else is to do [ms]. */
const START_MS = 600;
const PHASE_MS = 300;

/** When an engine is killed: so long after it was started, or after it told so many changes. */
interface Moment {
  readonly afterChanges?: number;
  readonly afterMs: number;
}

/** Products and their array events, as ctapipe counts them. */
const events: Readonly<Record<string, number>> = {
  'sst1m_simtel_test_file_1_run1.dl1.h5': 9,
  'gamma_with_obslevel_particles_2_run2.dl1.h5': 1,
  'aux_traces_2029_3_run3.dl1.h5': 1,
  'lst_muons_with_true_photons_4_run4.dl1.h5': 3,
};

/** What a product is known by, as long as it is not made again. */
interface Made {
  readonly inode: number;
  readonly modified: number;
}

/** Numbers between 0 and 1, the same in every run (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('an engine that is killed while it processes a night', () => {
  it(
    'leaves catalogue and products whole, at whatever moment, and what it left is done later',
    {
      timeout: 1_500_000,
    },
    async ({ annotate }) => {
      const test = await Fault.prepare(temporaryFolder());
      const undisturbed = test.outputFolder('undisturbed');
      const { code, changes } = await test.run(undisturbed);
      expect(code).toBe(0);
      const reference = await test.products(undisturbed);
      expect([...reference.keys()].sort()).toEqual(Object.keys(events).sort());

      const random = seededRandom(20261120);
      let kills = 0;
      let nights = 0;
      while (kills < KILLS) {
        const output = test.outputFolder(`night-${nights++}`);
        const made = new Map<string, Made>();
        for (;;) {
          // Some moments lie in the beginning, most of them at or shortly behind a change of a job.
          const moment: Moment =
            random() < 0.25
              ? { afterMs: random() * START_MS }
              : {
                  afterChanges: 1 + Math.floor(random() * 0.6 * changes),
                  afterMs: random() < 0.3 ? 0 : random() * PHASE_MS,
                };
          const wasKilled = (await test.run(output, moment)).code === null;
          if (wasKilled) kills++;
          await test.check(output, made, wasKilled);
          if (!wasKilled) break;
        }
        const products = await test.products(output);
        expect([...products.keys()].sort()).toEqual(Object.keys(events).sort());
        for (const [name, product] of products) {
          expect(productDifferences(reference.get(name)!, product)).toEqual([]);
        }
      }
      await annotate(`${kills} kills in ${nights} nights: ${JSON.stringify(test.fell)}`);
    },
  );
});

/** A home with the catalogue of a night, and engines that are started on it. */
class Fault {
  /** Where the kills fell. */
  readonly fell: Record<string, number> = {};
  readonly #folder: string;
  readonly #mark = randomUUID();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async prepare(folder: string): Promise<Fault> {
    const test = new Fault(folder);
    const data = path.join(folder, 'data');
    writeNight(data, Object.keys(events).length);
    await test.withEngine(async (client) => {
      const { id } = await client.request('roots.add', { path: data });
      const scan = await client.request('jobs.submit', { request: { kind: 'scan', rootId: id } });
      expect((await client.request('jobs.wait', { id: scan.id })).status).toBe('completed');
    });
    // What costs time and nothing of the order of things is left out.
    const output = { write_showers: false, write_muon_parameters: false };
    writeFileSync(path.join(test.#home, 'cheap.json'), JSON.stringify({ output }));
    return test;
  }

  get #home(): string {
    return path.join(this.#folder, 'home');
  }

  /** A new folder for products. */
  outputFolder(name: string): string {
    const folder = path.join(this.#folder, name);
    mkdirSync(folder);
    return folder;
  }

  /**
   * Starts an engine and lets it work at a night, or kills it at a moment.
   *
   * @returns exit code, null when it was killed before it had ended, and how many changes it told
   */
  async run(output: string, moment?: Moment): Promise<{ code: number | null; changes: number }> {
    const child = fork(driver, [this.#home, output], {
      env: {
        ...process.env,
        [markName]: this.#mark,
        // Hundreds of processes start with the same modules.
        NODE_COMPILE_CACHE: path.join(this.#folder, 'compiled'),
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    });
    let changes = 0;
    let timer: NodeJS.Timeout | undefined;
    const killLater = () => {
      timer = setTimeout(() => child.kill('SIGKILL'), moment?.afterMs);
    };
    child.on('message', () => {
      changes++;
      if (changes === moment?.afterChanges) killLater();
    });
    if (moment !== undefined && moment.afterChanges === undefined) killLater();
    const code = await exitOf(child);
    clearTimeout(timer);
    return { code, changes };
  }

  /** Everything that must hold of catalogue, products and processes when the engine has ended. */
  async check(output: string, made: Map<string, Made>, wasKilled: boolean): Promise<void> {
    await this.#noWorkerLives();
    const left = this.#lookAtCatalogue(output);
    if (wasKilled) this.fell[left] = (this.fell[left] ?? 0) + 1;
    await this.withEngine(async (client) => {
      const { rows } = await client.request('jobs.list', { night, parentId: null, limit: 1000 });
      const job = rows.find((candidate) => candidate.output === output);
      const running = await client.request('jobs.list', { status: ['running', 'waiting'] });
      expect(running.rows.map(({ id, status, title }) => ({ id, status, title }))).toEqual(
        // A night that waited when its engine was killed waits for an engine that stays.
        job?.status === 'waiting' ? [{ id: job.id, status: 'waiting', title: job.title }] : [],
      );
      if (job !== undefined) await this.#checkJob(client, job, made);
    });
  }

  /** Tables of the products of a folder by name. */
  async products(output: string): Promise<Map<string, Product>> {
    const found = new Map<string, Product>();
    for (const name of readdirSync(output)) {
      found.set(name, await readProduct(path.join(output, name)));
    }
    return found;
  }

  async withEngine(action: (client: EngineClient) => Promise<void>): Promise<void> {
    const home = photoelectronHome({ PHOTOELECTRON_HOME: this.#home });
    const { client, close } = await openInProcess({ home, cores: 2 });
    try {
      await action(client);
    } finally {
      await close();
    }
  }

  /** Workers see that their engine is gone, and end by themselves. */
  async #noWorkerLives(): Promise<void> {
    const deadline = performance.now() + 60_000;
    for (;;) {
      const living = livingProcesses(this.#mark);
      if (living.length === 0) return;
      if (performance.now() > deadline) {
        throw new Error(`processes ${living.join(', ')} live on without their engine`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Checks the database as it was left, before any engine opens it; tells how far the night was. */
  #lookAtCatalogue(output: string): string {
    const database = new Database(path.join(this.#home, 'catalogue.sqlite'));
    try {
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(database.pragma('foreign_key_check')).toEqual([]);
      const night = database
        .prepare<[string], { id: number; status: string; planned: number }>(
          'SELECT id, status, is_planned AS planned FROM jobs WHERE output = ? AND parent_id IS NULL',
        )
        .get(output);
      if (night === undefined) return 'before the job was there';
      if (night.status !== 'running') return `while the night was ${night.status}`;
      if (night.planned === 0) return 'before its runs were there';
      const rows = database
        .prepare<[number], { status: string; output: string; worker: number | null }>(
          'SELECT status, output, worker_pid AS worker FROM jobs WHERE parent_id = ?',
        )
        .all(night.id);
      const running = rows.filter(({ status }) => status === 'running');
      const names = readdirSync(output);
      if (running.some((job) => names.includes(path.basename(job.output)))) {
        return 'between the name of a product and its entry';
      }
      if (names.some((name) => name.endsWith('.part'))) return 'while a product was written';
      if (running.some(({ worker }) => worker !== null)) return 'while a worker was at work';
      return running.length > 0 ? 'before a worker was started' : 'between two runs';
    } finally {
      database.close();
    }
  }

  async #checkJob(client: EngineClient, job: JobRecord, made: Map<string, Made>): Promise<void> {
    expect(['waiting', 'interrupted', 'completed']).toContain(job.status);
    const { rows } = await client.request('jobs.list', { parentId: job.id });
    for (const { status } of rows) expect(['completed', 'interrupted']).toContain(status);
    if (job.status === 'completed') expect(job.children).toEqual({ completed: 4 });
    const names = readdirSync(job.output!);
    // Nothing half, and nothing under a temporary name.
    expect(names.filter((name) => !(name in events))).toEqual([]);
    for (const name of names) {
      const product = path.join(job.output!, name);
      const { ino: inode, mtimeMs: modified } = statSync(product);
      const former = made.get(name);
      // Made once, it is not made again.
      if (former !== undefined) expect({ inode, modified }).toEqual(former);
      else await checkProduct(product, rows);
      made.set(name, { inode, modified });
    }
    for (const child of rows.filter(({ status }) => status === 'completed')) {
      expect(names).toContain(path.basename(child.output!));
    }
  }
}

/** A product is whole from the moment on that it has its name, and is that of its job. */
async function checkProduct(product: string, jobs: readonly JobRecord[]): Promise<void> {
  const file = await openHdf5(product);
  try {
    const attributes = await file.attributes('/');
    expect(attributes['PHOTOELECTRON COMPLETE']).toBe(true);
    expect(attributes['CTA ACTIVITY ID']).toBe(
      jobs.find(({ output }) => output === product)?.activityId,
    );
    const trigger = await file.readRows('/dl1/event/subarray/trigger');
    expect(trigger.nRows).toBe(events[path.basename(product)]);
  } finally {
    await file.close();
  }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === null && child.pid !== undefined) {
    expect(await processMark(child.pid)).toBeUndefined();
  }
  return code;
}
