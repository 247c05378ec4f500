import path from 'node:path';
import { expect } from 'vitest';
import type { EngineClient } from '../../../core/contract/engine-client.ts';
import type { RequestName, RequestParams } from '../../../core/contract/contract.ts';
import type { JobRecord } from '../../../core/contract/records/job.ts';
import { eventImage } from '../../../core/processing/event-image.ts';
import type { ErrorCode } from '../../../core/foundation/errors.ts';
import type { RunningEngine } from '../../running-engine.ts';

/** What the cases are tried in: an engine with one scanned file and a product made of it. */
export interface World {
  readonly client: EngineClient;
  readonly root: string;
  readonly output: string;
  /** The file in the root: run 4 with event 100, a gamma in 15 telescopes. */
  readonly input: string;
  readonly rootId: number;
  readonly runId: number;
  /** File in the output folder that was made of the input, and the job that did it. */
  readonly product: string;
  readonly productJobId: number;
  /** Another engine of the same kind, with a home of its own. */
  readonly startAnother: () => Promise<{ engine: RunningEngine; client: EngineClient }>;
}

/** How a request is tried. */
interface RequestCase {
  /** Calls it as it is meant, and checks what is answered. */
  readonly valid: (world: World) => Promise<void>;
  /** Parameters that the contract does not have, with the key that the error is to name. */
  readonly invalid: readonly (readonly [params: unknown, key: string | undefined])[];
  /** Parameters that the contract has but that cannot be answered. */
  readonly refused?: (world: World) => { params: unknown; code: ErrorCode };
}

const more = [{ more: 1 }, 'more'] as const;

/** A run of the catalogue that is not there. */
const noRun = { id: 999_999 };

function processing({ input, output }: World, name: string) {
  return { kind: 'process-run', input, output: path.join(output, name) } as const;
}

/** A job at work that holds up all others. */
async function occupy(world: World, name: string): Promise<JobRecord> {
  const { client } = world;
  const job = await client.request('jobs.submit', { request: processing(world, name) });
  return job;
}

/** Telescopes of which four are in the file. */
const lst = 'LST_LST_LSTCam';

/** Tries something on the images of the file. */
async function withPopulation(
  { client, input }: World,
  action: (id: number) => Promise<void>,
): Promise<void> {
  const { id } = await client.request('population.load', {
    paths: [input],
    telescopeTypes: [lst],
  });
  await action(id);
  await client.request('population.release', { id });
}

/** Tries something on the events of the file, which are all known by then. */
async function withEvents(
  { client, input }: World,
  action: (id: number) => Promise<void>,
): Promise<void> {
  const { id } = await client.request('events.open', { path: input });
  await client.request('events.get', { id, index: 0 });
  await action(id);
  await client.request('events.close', { id });
}

/** A file of events that is not open. */
const noFile = { id: 999_999 };

/** One case or more for each request; the compiler tells when one is missing. */
export const requestCases: { readonly [N in RequestName]: RequestCase } = {
  'engine.info': {
    valid: async ({ client }) => {
      expect(await client.request('engine.info', {})).toMatchObject({
        name: 'photoelectron',
        contractVersion: 1,
        cores: 1,
      });
    },
    invalid: [more, [null, undefined], ['info', undefined], [[], undefined]],
  },
  'engine.stop': {
    valid: async ({ startAnother }) => {
      const { engine, client } = await startAnother();
      const ended = new Promise((resolve) => {
        client.onClose(resolve);
      });
      expect(await client.request('engine.stop', {})).toEqual({});
      expect(await ended).toMatchObject({ code: 'connection-closed' });
      await engine.stopped;
    },
    invalid: [
      [{ jobs: 'kill' }, 'jobs'],
      [{ job: 'cancel' }, 'job'],
    ],
  },
  'folders.list': {
    valid: async ({ client, root, input }) => {
      const { path: folder, entries } = await client.request('folders.list', { path: root });
      expect(folder).toBe(root);
      expect(entries).toContainEqual({
        name: path.basename(input),
        path: input,
        kind: 'file',
        sizeBytes: 3_915_844,
      });
    },
    invalid: [
      [{}, 'path'],
      [{ path: 3 }, 'path'],
      [{ pat: null }, 'pat'],
    ],
    refused: ({ root }) => ({
      params: { path: path.join(root, 'nothing') },
      code: 'file-not-found',
    }),
  },
  'session.load': {
    valid: async ({ startAnother }) => {
      const { engine, client } = await startAnother();
      expect(await client.request('session.load', {})).toEqual({
        settings: null,
        session: null,
        problems: [],
      });
      await engine.close();
    },
    invalid: [more],
  },
  'session.save': {
    valid: async ({ client }) => {
      await client.request('session.save', { kind: 'session', document: '{"version":1}' });
      await client.request('session.save', { kind: 'settings', document: '{"theme":"light"}' });
      expect(await client.request('session.load', {})).toEqual({
        settings: '{"theme":"light"}',
        session: '{"version":1}',
        problems: [],
      });
    },
    invalid: [
      [{ kind: 'catalogue', document: '{}' }, 'kind'],
      [{ kind: 'session', document: {} }, 'document'],
      [{ kind: 'session', document: 'x'.repeat(1_000_001) }, 'document'],
    ],
    refused: () => ({
      params: { kind: 'session', document: '[1]' },
      code: 'argument-invalid',
    }),
  },
  'sessions.list': {
    valid: async ({ client }) => {
      await client.request('sessions.save', { name: 'b', document: '{}', replace: true });
      await client.request('sessions.save', { name: 'a', document: '{}', replace: true });
      const names = (await client.request('sessions.list', {})).map(({ name }) => name);
      expect(names.indexOf('a')).toBeGreaterThanOrEqual(0);
      expect(names.indexOf('b')).toBeGreaterThan(names.indexOf('a'));
    },
    invalid: [more],
  },
  'sessions.get': {
    valid: async ({ client }) => {
      const document = '{"version":1,"parts":{"events":{}}}';
      await client.request('sessions.save', { name: 'crab 2', document, replace: true });
      expect(await client.request('sessions.get', { name: 'crab 2' })).toEqual({ document });
    },
    invalid: [
      [{ name: '../session' }, 'name'],
      [{ name: 'a/b' }, 'name'],
      [{ name: '' }, 'name'],
    ],
    refused: () => ({ params: { name: 'never kept' }, code: 'record-not-found' }),
  },
  'sessions.save': {
    valid: async ({ client }) => {
      await client.request('sessions.save', { name: 'twice', document: '{"a":1}', replace: true });
      await client.request('sessions.save', { name: 'twice', document: '{"a":2}', replace: true });
      expect(await client.request('sessions.get', { name: 'twice' })).toEqual({
        document: '{"a":2}',
      });
      await expect(
        client.request('sessions.save', { name: 'twice', document: '{}' }),
      ).rejects.toMatchObject({ code: 'record-exists' });
    },
    invalid: [
      [{ name: '.hidden', document: '{}' }, 'name'],
      [{ name: 'a', document: 3 }, 'document'],
    ],
    refused: () => ({
      params: { name: 'no object', document: 'null' },
      code: 'argument-invalid',
    }),
  },
  'sessions.remove': {
    valid: async ({ client }) => {
      await client.request('sessions.save', { name: 'short', document: '{}', replace: true });
      expect(await client.request('sessions.remove', { name: 'short' })).toEqual({});
      const names = (await client.request('sessions.list', {})).map(({ name }) => name);
      expect(names).not.toContain('short');
    },
    invalid: [[{ name: '..' }, 'name']],
    refused: () => ({ params: { name: 'never kept' }, code: 'record-not-found' }),
  },
  'samples.list': {
    valid: async ({ client }) => {
      const samples = await client.request('samples.list', {});
      expect(samples.length).toBeGreaterThan(0);
      for (const sample of samples) {
        // Whatever folders the engine was given.
        const { image } = await client.request('events.image', {
          path: sample.path,
          eventId: 100,
          telId: 3,
        });
        expect(image).toHaveLength(1855);
      }
    },
    invalid: [more],
  },
  'roots.list': {
    valid: async ({ client, root, rootId }) => {
      const roots = await client.request('roots.list', {});
      expect(roots).toContainEqual(
        expect.objectContaining({ id: rootId, path: root, isPresent: true }),
      );
    },
    invalid: [more],
  },
  'roots.add': {
    valid: async ({ client, root, rootId }) => {
      expect(await client.request('roots.add', { path: root })).toMatchObject({
        id: rootId,
        path: root,
      });
    },
    invalid: [
      [{ path: '' }, 'path'],
      [{ path: ['/'] }, 'path'],
    ],
    refused: ({ root }) => ({
      params: { path: path.join(root, 'nothing') },
      code: 'file-not-found',
    }),
  },
  'roots.remove': {
    valid: async ({ client, output }) => {
      const { id } = await client.request('roots.add', { path: output });
      expect(await client.request('roots.remove', { id })).toEqual({});
      const ids = (await client.request('roots.list', {})).map((root) => root.id);
      expect(ids).not.toContain(id);
    },
    invalid: [
      [{}, 'id'],
      [{ id: 'one' }, 'id'],
    ],
    refused: () => ({ params: { id: 999_999 }, code: 'record-not-found' }),
  },
  'files.list': {
    valid: async ({ client, input, rootId, runId }) => {
      const { total, rows } = await client.request('files.list', { rootId, kind: 'events' });
      expect(total).toBe(1);
      expect(rows).toMatchObject([
        { path: input, sizeBytes: 3_915_844, presence: 'present', runIds: [runId] },
      ]);
    },
    invalid: [
      [{ limit: 0 }, 'limit'],
      [{ limit: 1001 }, 'limit'],
      [{ offset: 0.5 }, 'offset'],
      [{ kind: 'event' }, 'kind'],
    ],
  },
  'nights.list': {
    valid: async ({ client }) => {
      const { total, rows } = await client.request('nights.list', { filter: { obsId: 4 } });
      expect(total).toBe(1);
      expect(rows).toMatchObject([{ nRuns: 1, nSimulatedRuns: 1 }]);
    },
    invalid: [
      [{ filter: { nihgt: '2024-01-01' } }, 'filter.nihgt'],
      [{ filter: { night: 'yesterday' } }, 'filter.night'],
    ],
  },
  'runs.list': {
    valid: async ({ client, runId }) => {
      const { total, rows } = await client.request('runs.list', { sort: 'obsId' });
      expect(total).toBe(1);
      expect(rows).toMatchObject([{ id: runId, obsId: 4, isSimulation: true }]);
      const none = await client.request('runs.list', { filter: { isSimulation: false } });
      expect(none).toEqual({ total: 0, rows: [] });
    },
    invalid: [
      [{ sort: 'strat' }, 'sort'],
      [{ filter: { telescope: -1 } }, 'filter.telescope'],
    ],
  },
  'runs.ids': {
    valid: async ({ client, runId }) => {
      const { ids } = await client.request('runs.ids', { filter: { ids: [runId, 999_999] } });
      expect(ids).toStrictEqual(Int32Array.of(runId));
      const dated = await client.request('runs.ids', { filter: { night: null } });
      const { rows } = await client.request('runs.list', {});
      expect([...dated.ids]).toEqual(
        rows.filter(({ night }) => night === null).map(({ id }) => id),
      );
    },
    invalid: [
      [{ filter: { ids: [0] } }, 'filter.ids.0'],
      [{ limit: 1 }, 'limit'],
    ],
  },
  'runs.values': {
    valid: async ({ client, runId }) => {
      const ask = { ids: [runId], flag: 'counted' };
      await client.request('runs.set-flags', { ...ask, isSet: true });
      const { rows } = await client.request('runs.list', {});
      const values = await client.request('runs.values', {});
      expect(values.instruments).toEqual([{ value: rows[0].instrument, nRuns: 1 }]);
      expect(values.flags).toContainEqual({ value: 'counted', nRuns: 1 });
      expect(values.telescopes.map(({ telId }) => telId)).toEqual(
        rows[0].telescopes.map(({ telId }) => telId),
      );
      expect([values.firstNight, values.lastNight]).toEqual([rows[0].night, rows[0].night]);
      await client.request('runs.set-flags', { ...ask, isSet: false });
    },
    invalid: [more],
  },
  'runs.plan': {
    valid: async ({ client, runId, input }) => {
      const plan = await client.request('runs.plan', { filter: { ids: [runId] } });
      expect(plan).toMatchObject({ nFiles: 1, nRuns: 1, nWithout: 0 });
      expect(plan.files).toMatchObject([{ input, runs: [{ runId, obsId: 4 }] }]);
      expect(plan.files[0].outputName).toMatch(/_run4\.dl[12]\.h5$/);
    },
    invalid: [[{ filter: { target: 1 } }, 'filter.target']],
    refused: () => ({ params: { config: 'deflaut' }, code: 'record-not-found' }),
  },
  'runs.get': {
    valid: async ({ client, runId, input }) => {
      const run = await client.request('runs.get', { id: runId });
      expect(run).toMatchObject({ id: runId, obsId: 4 });
      expect(run.products.map((product) => product.path)).toContain(input);
    },
    invalid: [
      [{ id: 0 }, 'id'],
      [{ id: 1.5 }, 'id'],
    ],
    refused: () => ({ params: noRun, code: 'record-not-found' }),
  },
  'runs.profile': {
    valid: async ({ client, runId }) => {
      const { profile, reason } = await client.request('runs.profile', { id: runId });
      expect(profile).toBeNull();
      expect(reason).toContain('simulated');
    },
    invalid: [
      [{ id: 0 }, 'id'],
      [{ id: 1, maxBins: 0 }, 'maxBins'],
    ],
    refused: () => ({ params: noRun, code: 'record-not-found' }),
  },
  'runs.set-flag': {
    valid: async ({ client, runId }) => {
      const set = (isSet: boolean) =>
        client.request('runs.set-flag', { id: runId, flag: 'clouds', isSet });
      expect((await set(true)).flags).toEqual(['clouds']);
      expect((await set(false)).flags).toEqual([]);
    },
    invalid: [[{ id: 1, flag: '', isSet: true }, 'flag']],
    refused: () => ({
      params: { ...noRun, flag: 'clouds', isSet: true },
      code: 'record-not-found',
    }),
  },
  'runs.set-flags': {
    valid: async ({ client, runId }) => {
      const ask = { ids: [runId], flag: 'cloudy' };
      const set = await client.request('runs.set-flags', { ...ask, isSet: true });
      expect(set).toEqual({ nChanged: 1 });
      expect((await client.request('runs.get', { id: runId })).flags).toContain('cloudy');
      expect(await client.request('runs.set-flags', { ...ask, isSet: true })).toEqual({
        nChanged: 0,
      });
      await client.request('runs.set-flags', { ...ask, isSet: false });
      expect((await client.request('runs.get', { id: runId })).flags).not.toContain('cloudy');
    },
    invalid: [
      [{ ids: [], flag: 'bad', isSet: true }, 'ids'],
      [{ ids: [1], flag: '-', isSet: true }, 'flag'],
    ],
    refused: ({ runId }) => ({
      params: { ids: [runId, 999_999], flag: 'bad', isSet: true },
      code: 'record-not-found',
    }),
  },
  'runs.add-note': {
    valid: async ({ client, runId }) => {
      const note = await client.request('runs.add-note', { id: runId, text: 'Fog until two.' });
      expect(note.text).toBe('Fog until two.');
      expect((await client.request('runs.get', { id: runId })).notes).toContainEqual(note);
    },
    invalid: [[{ id: 1, text: '' }, 'text']],
    refused: () => ({ params: { ...noRun, text: 'Fog.' }, code: 'record-not-found' }),
  },
  'runs.remove-note': {
    valid: async ({ client, runId }) => {
      const note = await client.request('runs.add-note', { id: runId, text: 'Not so.' });
      const ask = { id: runId, noteId: note.id };
      expect(await client.request('runs.remove-note', ask)).toEqual({});
      expect((await client.request('runs.get', { id: runId })).notes).not.toContainEqual(note);
    },
    invalid: [[{ id: 1 }, 'noteId']],
    refused: ({ runId }) => ({ params: { id: runId, noteId: 999 }, code: 'record-not-found' }),
  },
  'configurations.list': {
    valid: async ({ client }) => {
      const { configurations, problems } = await client.request('configurations.list', {});
      expect(configurations).toContainEqual(
        expect.objectContaining({ name: 'default', isShipped: true }),
      );
      expect(problems).toEqual([]);
    },
    invalid: [more],
  },
  'configurations.get': {
    valid: async ({ client }) => {
      const byName = await client.request('configurations.get', { name: 'default' });
      const byHash = await client.request('configurations.get', { hash: byName.hash.slice(0, 12) });
      expect(byHash.document).toEqual(byName.document);
      expect(byName.text.length).toBeGreaterThan(100);
    },
    invalid: [
      [{}, 'name'],
      [{ nam: 'default' }, 'nam'],
      [{ hash: 'XYZ' }, 'hash'],
    ],
    refused: () => ({ params: { name: 'deflaut' }, code: 'record-not-found' }),
  },
  'configurations.history': {
    valid: async ({ client }) => {
      const name = 'with-history';
      const text = 'image_parameters: { use_telescope_frame: false }';
      const first = await client.request('configurations.save', { name, text: '{}', note: 'one' });
      const second = await client.request('configurations.save', { name, text, replace: true });
      const history = await client.request('configurations.history', { name });
      expect(history.map(({ hash }) => hash)).toEqual([second.hash, first.hash]);
    },
    invalid: [[{ name: '../x' }, 'name']],
    refused: () => ({ params: { name: 'never-was' }, code: 'record-not-found' }),
  },
  'configurations.save': {
    valid: async ({ client }) => {
      const { hash } = await client.request('configurations.get', { name: 'default' });
      const saved = await client.request('configurations.save', {
        name: 'mine',
        text: '# All as it comes.\n{}\n',
        parent: 'default',
        note: 'A note.',
      });
      expect(saved).toMatchObject({ name: 'mine', parentHash: hash, note: 'A note.' });
      const again = await client.request('configurations.get', { name: 'mine' });
      expect(again).toMatchObject({ hash: saved.hash, text: '# All as it comes.\n{}\n' });
    },
    invalid: [
      [{ name: '../../etc', text: '{}' }, 'name'],
      [{ name: 'x', text: 'x'.repeat(1_000_001) }, 'text'],
    ],
    refused: () => ({ params: { name: 'wrong', text: 'calbration: {}' }, code: 'config-invalid' }),
  },
  'configurations.edit': {
    valid: async ({ client }) => {
      const draft = await client.request('configurations.edit', {
        text: '# Mine.\noutput:\n  write_images: true # all\n',
        changes: [
          { path: ['output', 'write_images'], value: false },
          { path: ['cleaning', 'image_cleaner', 'type'], value: 'MARSImageCleaner' },
        ],
      });
      const text =
        '# Mine.\ncleaning:\n  image_cleaner:\n    type: MARSImageCleaner\noutput:\n  write_images: false # all\n';
      expect(draft).toMatchObject({ text, findings: [], rules: [] });
      const { hash } = await client.request('configurations.get', { text });
      expect(draft.hash).toBe(hash);
    },
    invalid: [
      [{ changes: [] }, 'text'],
      [{ text: '', changes: [{ path: [], value: 1 }] }, 'changes.0.path'],
      [{ text: '', changes: [{ path: ['title'] }] }, undefined],
    ],
    refused: () => ({
      params: { text: 'a: {', changes: [{ path: ['title'], value: 'x' }] },
      code: 'config-invalid',
    }),
  },
  'configurations.remove': {
    valid: async ({ client }) => {
      const saved = await client.request('configurations.save', { name: 'brief', text: '{}' });
      expect(await client.request('configurations.remove', { name: 'brief' })).toEqual({});
      const { configurations } = await client.request('configurations.list', {});
      expect(configurations.map(({ name }) => name)).not.toContain('brief');
      expect(await client.request('configurations.get', { hash: saved.hash })).toMatchObject({
        hash: saved.hash,
      });
    },
    invalid: [[{}, 'name']],
    refused: () => ({ params: { name: 'default' }, code: 'state-conflict' }),
  },
  'configurations.diff': {
    valid: async ({ client }) => {
      const text = 'image_parameters: { use_telescope_frame: false }';
      expect(
        await client.request('configurations.diff', { left: { text: '{}' }, right: { text } }),
      ).toMatchObject([
        { key: 'image_parameters.use_telescope_frame', left: true, right: false, kind: 'changed' },
      ]);
    },
    invalid: [[{ left: { name: 'default' } }, 'right']],
    refused: () => ({
      params: { left: { name: 'default' }, right: { hash: '00000000' } },
      code: 'record-not-found',
    }),
  },
  'configurations.cleaners': {
    valid: async ({ client }) => {
      const { document, telescopes } = await client.request('configurations.cleaners', {
        configuration: { name: 'ctao' },
        telescopes: [{ type: lst }, { type: 'SST_ASTRI_ASTRICam', telIds: [5] }],
      });
      expect(document).toMatchObject({ type: 'TailcutsImageCleaner' });
      // The values that the file of the configuration gives for LSTs and SSTs.
      expect(telescopes).toEqual([
        {
          type: lst,
          cleaner: {
            type: 'TailcutsImageCleaner',
            picture_threshold_pe: 8.5,
            boundary_threshold_pe: 4.25,
            min_picture_neighbors: 2,
            keep_isolated_pixels: false,
          },
          differing: [],
        },
        expect.objectContaining({
          type: 'SST_ASTRI_ASTRICam',
          cleaner: expect.objectContaining({ picture_threshold_pe: 4 }) as unknown,
        }),
      ]);
    },
    invalid: [[{ configuration: { name: 'ctao' } }, 'telescopes']],
    refused: () => ({
      params: { configuration: { name: 'never-was' }, telescopes: [] },
      code: 'record-not-found',
    }),
  },
  'configurations.derive': {
    valid: async ({ client }) => {
      const { text, differences } = await client.request('configurations.derive', {
        parent: { text: '# Mine.\ntitle: a # the title\n' },
        changes: [{ path: ['title'], value: 'b' }],
      });
      expect(text).toBe('# Mine.\ntitle: b # the title\n');
      expect(differences).toMatchObject([{ key: 'title', left: 'a', right: 'b' }]);
    },
    invalid: [[{ parent: { name: 'default' }, changes: [{ path: ['title'] }] }, 'changes.0.value']],
    refused: () => ({
      params: { parent: { name: 'default' }, changes: [{ path: ['title'], value: 3 }] },
      code: 'config-invalid',
    }),
  },
  'configurations.import': {
    valid: async ({ client }) => {
      const imported = await client.request('configurations.import', {
        text: JSON.stringify({
          ImageProcessor: { TailcutsImageCleaner: { picture_threshold_pe: 8.5 } },
        }),
        fileName: 'theirs.json',
        from: 'ctapipe',
      });
      expect(imported.from).toBe('ctapipe');
      expect(imported.settings.map(({ value }) => value)).toContain(8.5);
      await client.request('configurations.get', { text: imported.text });
    },
    invalid: [[{ text: '{}', fileName: 'x', from: 'root' }, 'from']],
    refused: () => ({ params: { text: '{', fileName: 'x.json' }, code: 'config-invalid' }),
  },
  'configurations.schema': {
    valid: async ({ client }) => {
      const schema = await client.request('configurations.schema', {});
      expect(schema['type']).toBe('object');
      expect(Object.keys(schema['properties'] ?? {})).toContain('image_parameters');
    },
    invalid: [more],
  },
  'provenance.chain': {
    valid: async ({ client, product, input }) => {
      const chain = await client.request('provenance.chain', { path: product });
      const paths = chain.entities.map((entity) => entity.path);
      expect(paths).toEqual(expect.arrayContaining([product, input]));
      expect(chain.activities).toHaveLength(1);
    },
    invalid: [[{ path: '' }, 'path']],
    refused: ({ root }) => ({
      params: { path: path.join(root, 'nothing.h5') },
      code: 'file-not-found',
    }),
  },
  'provenance.compare': {
    valid: async ({ client, product }) => {
      expect(await client.request('provenance.compare', { left: product, right: product })).toEqual(
        [],
      );
    },
    invalid: [[{ left: 'x' }, 'right']],
  },
  'provenance.export': {
    valid: async ({ client, product }) => {
      const document = await client.request('provenance.export', { path: product });
      expect(Object.keys(document)).toEqual(
        expect.arrayContaining(['prefix', 'entity', 'activity', 'used']),
      );
    },
    invalid: [[{ path: 1 }, 'path']],
  },
  'jobs.submit': {
    valid: async ({ client, rootId }) => {
      const request = { kind: 'scan', rootId } as const;
      const job = await client.request('jobs.submit', { request, priority: 3 });
      expect(job).toMatchObject({
        kind: 'scan',
        priority: 3,
        attempt: expect.any(Number) as unknown,
      });
      expect(await client.request('jobs.wait', { id: job.id })).toMatchObject({
        id: job.id,
        status: 'completed',
      });
    },
    invalid: [
      [{ request: { kind: 'scam' } }, 'request.kind'],
      [{ request: { kind: 'scan', ful: true } }, 'request.ful'],
      [{ request: { kind: 'process-run', input: 'x' } }, 'request.output'],
      [{ request: { kind: 'scan' }, priority: 1000 }, 'priority'],
    ],
    refused: () => ({
      params: { request: { kind: 'scan', rootId: 999_999 } },
      code: 'record-not-found',
    }),
  },
  'jobs.list': {
    valid: async ({ client, productJobId }) => {
      const { rows } = await client.request('jobs.list', { status: ['completed'] });
      expect(rows.map(({ id }) => id)).toContain(productJobId);
    },
    invalid: [[{ status: ['done'] }, 'status.0']],
  },
  'jobs.get': {
    valid: async ({ client, productJobId, product }) => {
      expect(await client.request('jobs.get', { id: productJobId })).toMatchObject({
        kind: 'process-run',
        status: 'completed',
        output: product,
        error: null,
      });
    },
    invalid: [[{ id: 0 }, 'id']],
    refused: () => ({ params: { id: 999_999 }, code: 'record-not-found' }),
  },
  'jobs.log': {
    valid: async ({ client, productJobId }) => {
      const lines = await client.request('jobs.log', { id: productJobId });
      const rest = await client.request('jobs.log', { id: productJobId, after: lines[0].sequence });
      expect(rest).toEqual(lines.slice(1));
    },
    invalid: [[{ id: 1, after: -1 }, 'after']],
    refused: () => ({ params: { id: 999_999 }, code: 'record-not-found' }),
  },
  'jobs.cancel': {
    valid: async (world) => {
      const { client } = world;
      const first = await occupy(world, 'cancelled-1.h5');
      const second = await occupy(world, 'cancelled-2.h5');
      expect(await client.request('jobs.cancel', { id: second.id })).toMatchObject({
        status: 'cancelled',
      });
      await client.request('jobs.cancel', { id: first.id });
      expect(await client.request('jobs.wait', { id: first.id })).toMatchObject({
        status: 'cancelled',
      });
    },
    invalid: [[{}, 'id']],
    refused: ({ productJobId }) => ({ params: { id: productJobId }, code: 'state-conflict' }),
  },
  'jobs.retry': {
    valid: async (world) => {
      const { client } = world;
      const { id } = await occupy(world, 'retried.h5');
      await client.request('jobs.cancel', { id });
      await client.request('jobs.wait', { id });
      await client.request('jobs.retry', { id });
      expect(await client.request('jobs.wait', { id })).toMatchObject({ status: 'completed' });
    },
    invalid: [[{ id: '1' }, 'id']],
    refused: ({ productJobId }) => ({ params: { id: productJobId }, code: 'state-conflict' }),
  },
  'jobs.set-priority': {
    valid: async (world) => {
      const { client } = world;
      const first = await occupy(world, 'first.h5');
      const second = await occupy(world, 'second.h5');
      const changed = await client.request('jobs.set-priority', { id: second.id, priority: 7 });
      expect(changed).toMatchObject({ status: 'waiting', priority: 7 });
      for (const { id } of [second, first]) {
        await client.request('jobs.cancel', { id });
        await client.request('jobs.wait', { id });
      }
    },
    invalid: [[{ id: 1, priority: 101 }, 'priority']],
    refused: ({ productJobId }) => ({
      params: { id: productJobId, priority: 1 },
      code: 'state-conflict',
    }),
  },
  'jobs.wait': {
    valid: async (world) => {
      const { client } = world;
      const { id } = await occupy(world, 'waited.h5');
      const seen: JobRecord[] = [];
      const job = await client.request(
        'jobs.wait',
        { id },
        { onProgress: (state) => seen.push(state) },
      );
      expect(job).toMatchObject({ id, status: 'completed', isComplete: true });
      expect(seen.map((state) => state.id)).toContain(id);
      expect(new Set(seen.map((state) => state.id))).toEqual(new Set([id]));
    },
    invalid: [[{ id: null }, 'id']],
    refused: () => ({ params: { id: 999_999 }, code: 'record-not-found' }),
  },
  'events.image': {
    valid: async ({ client, input }) => {
      const ask = { eventId: 100, telId: 1 };
      const image = await client.request('events.image', { path: input, ...ask });
      const same = await eventImage({ input, ...ask });
      expect(image).toMatchObject({ obsId: 4, eventId: 100, telId: 1, isSimulation: true });
      expect(image.image).toStrictEqual(same.image);
      expect(image.peakTime).toStrictEqual(same.peakTime);
      expect(image.mask).toStrictEqual(same.mask);
      expect(image.pixX).toStrictEqual(same.geometry.pixX);
      expect(image.pixY).toStrictEqual(same.geometry.pixY);
      expect(image.image).toHaveLength(1855);
    },
    invalid: [
      [{ path: 'x', eventId: 1 }, 'telId'],
      [{ path: 'x', eventId: 1.5, telId: 1 }, 'eventId'],
    ],
    refused: ({ input }) => ({
      params: { path: input, eventId: 101, telId: 1 },
      code: 'event-not-found',
    }),
  },
  'events.open': {
    valid: async ({ client, input }) => {
      const opened = await client.request('events.open', { path: input });
      expect(opened).toMatchObject({
        path: input,
        format: 'sim_telarray',
        isSimulation: true,
        hasWaveforms: true,
        obsIds: [4],
        configurationName: 'default',
      });
      expect(opened.telescopes).toHaveLength(19);
      expect(opened.cameras.map(({ name, nPixels }) => [name, nPixels])).toEqual([
        ['LSTCam', 1855],
        ['NectarCam', 1855],
      ]);
      await client.request('events.close', { id: opened.id });
    },
    invalid: [
      [{}, 'path'],
      [{ path: 'x', config: '' }, 'config'],
      [{ path: 'x', allEvents: 1 }, 'allEvents'],
    ],
    refused: ({ root }) => ({
      params: { path: path.join(root, 'nothing.simtel') },
      code: 'file-not-found',
    }),
  },
  'events.index': {
    valid: (world) =>
      withEvents(world, async (id) => {
        const index = await world.client.request('events.index', { id });
        expect(index).toMatchObject({ id, nEvents: 1, nImages: 15, warnings: [] });
      }),
    invalid: [[{ id: 0 }, 'id']],
    refused: () => ({ params: noFile, code: 'record-not-found' }),
  },
  'events.list': {
    valid: (world) =>
      withEvents(world, async (id) => {
        const list = (filter: string) =>
          world.client.request('events.list', { id, filter, columns: ['hillas_intensity'] });
        const all = await list('');
        expect(all).toMatchObject({ total: 1, rows: { eventType: ['SUBARRAY'] } });
        expect([...all.rows.eventId, ...all.rows.nTelescopes]).toEqual([100, 15]);
        const { parameters } = await eventImage({ input: world.input, eventId: 100, telId: 1 });
        // The image of telescope 1 is the brightest.
        expect(all.rows.values['hillas_intensity']).toEqual(
          Float64Array.of(Math.fround(parameters['hillas_intensity'])),
        );
        expect(await list('hillas_intensity > 1e9')).toMatchObject({ total: 0 });
        await expect(list('hillas_intensity >')).rejects.toMatchObject({
          code: 'expression-invalid',
          place: { offset: 18 },
        });
      }),
    invalid: [
      [{ id: 1, limit: 10_001 }, 'limit'],
      [{ id: 1, filter: 'x'.repeat(10_001) }, 'filter'],
      [{ id: 1, sort: 3 }, 'sort'],
    ],
    refused: () => ({ params: noFile, code: 'record-not-found' }),
  },
  'events.find': {
    valid: (world) =>
      withEvents(world, async (id) => {
        const find = (to: RequestParams<'events.find'>['to']) =>
          world.client.request('events.find', { id, to });
        const found = { index: 0, position: 0, total: 1 };
        expect(await find({ eventId: 100, obsId: 4 })).toEqual(found);
        expect(await find({ end: 'last' })).toEqual(found);
        expect(await find({ from: 0, step: 1 })).toEqual({ index: null, position: null, total: 1 });
        expect(await find({ eventId: 101 })).toEqual({ index: null, position: null, total: 1 });
      }),
    invalid: [
      [{ id: 1 }, 'to'],
      [{ id: 1, to: { end: 'middle' } }, 'to.end'],
    ],
    refused: () => ({ params: { ...noFile, to: { end: 'first' } }, code: 'record-not-found' }),
  },
  'events.get': {
    valid: (world) =>
      withEvents(world, async (id) => {
        const { client, input } = world;
        const event = await client.request('events.get', { id, index: 0, telIds: [1, 19] });
        expect(event).toMatchObject({ index: 0, obsId: 4, eventId: 100, eventType: 'SUBARRAY' });
        expect(event.triggeredTelIds).toHaveLength(15);
        expect(event.telescopes.map(({ telId }) => telId)).toEqual([1, 19]);
        const [first] = event.telescopes;
        const same = await eventImage({ input, eventId: 100, telId: 1 });
        expect(first.image).toStrictEqual(same.image);
        expect(first.peakTime).toStrictEqual(same.peakTime);
        expect(first.mask).toStrictEqual(same.mask);
        expect(first.parameters).toMatchObject(same.parameters);
        // The telescopes point in parallel: a direction is the same in each and on the array's sky.
        const truth = event.truth!;
        const { x, y } = first.directions.find(({ kind }) => kind === 'true')!;
        expect(truth.onSky!.lonDeg).toBeCloseTo(x, 4);
        expect(truth.onSky!.latDeg).toBeCloseTo(y, 4);
        // Images of a shower point to where it fell, as well as their pixels let them.
        for (const { axisOnGround } of event.telescopes) {
          const [dx, dy] = [truth.coreX! - axisOnGround!.x, truth.coreY! - axisOnGround!.y];
          const angle = (axisOnGround!.angleDeg * Math.PI) / 180;
          expect(Math.abs(dx * Math.sin(angle) - dy * Math.cos(angle))).toBeLessThan(30);
        }
      }),
    invalid: [
      [{ id: 1, index: -1 }, 'index'],
      [{ id: 1, index: 0, telIds: [1.5] }, 'telIds.0'],
    ],
    refused: () => ({ params: { ...noFile, index: 0 }, code: 'record-not-found' }),
  },
  'events.waveforms': {
    valid: (world) =>
      withEvents(world, async (id) => {
        const ask = { id, index: 0, telId: 1, pixels: [7, 1854] };
        const waveforms = await world.client.request('events.waveforms', ask);
        expect(waveforms).toMatchObject({ index: 0, telId: 1, pixels: [7, 1854], nSamples: 40 });
        expect(waveforms.samples).toHaveLength(2 * 40);
        const { image, peakTime } = await eventImage({
          ...{ input: world.input, eventId: 100, telId: 1 },
        });
        expect([...waveforms.charge]).toEqual([image[7], image[1854]]);
        expect([...waveforms.peakTime]).toEqual([peakTime[7], peakTime[1854]]);
        for (const [i, charge] of waveforms.charge.entries()) {
          const begin = 40 * i + (waveforms.windowStart?.[i] ?? NaN);
          const end = begin + (waveforms.windowWidth?.[i] ?? NaN);
          const sum = waveforms.samples.slice(begin, end).reduce((a, b) => a + b, 0);
          expect(charge).toBeCloseTo(sum * (waveforms.windowFactor?.[i] ?? NaN), 4);
        }
        await expect(
          world.client.request('events.waveforms', { ...ask, pixels: [1855] }),
        ).rejects.toMatchObject({ code: 'argument-invalid', place: { item: 'pixels' } });
      }),
    invalid: [
      [{ id: 1, index: 0, telId: 1, pixels: [] }, 'pixels'],
      [{ id: 1, index: 0, telId: 1, pixels: Array<number>(65).fill(0) }, 'pixels'],
    ],
    refused: () => ({
      params: { ...noFile, index: 0, telId: 1, pixels: [0] },
      code: 'record-not-found',
    }),
  },
  'events.close': {
    valid: async (world) => {
      const ids: number[] = [];
      await withEvents(world, (id) => Promise.resolve(void ids.push(id)));
      await expect(
        world.client.request('events.get', { id: ids[0], index: 0 }),
      ).rejects.toMatchObject({ code: 'record-not-found' });
    },
    invalid: [[{ id: 0 }, 'id']],
    refused: () => ({ params: noFile, code: 'record-not-found' }),
  },
  'population.load': {
    valid: async ({ client, input }) => {
      const fractions: number[] = [];
      const loaded = await client.request(
        'population.load',
        { paths: [input], telescopeTypes: [lst] },
        { onProgress: ({ fraction }) => fractions.push(fraction) },
      );
      expect(loaded).toMatchObject({
        isSimulation: true,
        isComplete: true,
        warnings: [],
        fractionRead: 1,
        types: [
          { type: lst, telIds: [1, 2, 3, 4], nImages: 4, nSeen: 4, nPedestals: 0, nWithTruth: 4 },
        ],
      });
      expect(loaded.columns).toContainEqual({
        name: 'hillas_width',
        unit: 'deg',
        description: 'RMS along the minor axis',
      });
      // Charge, time and true charge of 4 × 1855 pixels take 4 bytes each.
      expect(loaded.bytes).toBeGreaterThanOrEqual(3 * 4 * 4 * 1855);
      expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
      await client.request('population.release', { id: loaded.id });
    },
    invalid: [
      [{}, 'paths'],
      [{ paths: [] }, 'paths'],
      [{ paths: ['x'], maxImages: 0 }, 'maxImages'],
      [{ paths: ['x'], eventTypes: ['PEDESTALS'] }, 'eventTypes.0'],
    ],
    refused: ({ root }) => ({
      params: { paths: [path.join(root, 'nothing')] },
      code: 'file-not-found',
    }),
  },
  'population.clean': {
    valid: (world) =>
      withPopulation(world, async (id) => {
        const { client, input } = world;
        const bins = { min: 1, max: 1e6, nBins: 12, scale: 'log' } as const;
        const histograms = [{ column: 'hillas_intensity', bins }];
        const { a, b } = await client.request('population.clean', {
          id,
          telescopeType: lst,
          b: { type: 'TailcutsImageCleaner', picture_threshold_pe: 1e9 },
          histograms,
        });
        const images = await Promise.all(
          [1, 2, 3, 4].map((telId) => eventImage({ input, eventId: 100, telId })),
        );
        const nPixels = images.map(({ mask }) => mask.filter((kept) => kept === 1).length);
        expect(a).toMatchObject({
          nImages: 4,
          nSurviving: nPixels.filter((n) => n > 0).length,
          nPixels: nPixels.reduce((sum, n) => sum + n, 0),
          pedestals: null,
          truth: { nImages: 4 },
        });
        const { edges, counts } = a.histograms[0];
        const intensities = images.map(({ parameters }) => parameters['hillas_intensity']);
        expect([...counts]).toEqual(
          Array.from(
            { length: 12 },
            (_, i) =>
              intensities.filter((value) => value >= edges[i] && value < edges[i + 1]).length,
          ),
        );
        expect(b).toMatchObject({
          nSurviving: 0,
          nPixels: 0,
          nIslands: 0,
          histograms: [{ nUndefined: 4 }],
          truth: { efficiency: 0, noiseFraction: null },
        });
      }),
    invalid: [
      [{ id: 1 }, 'telescopeType'],
      [
        { id: 1, telescopeType: lst, histograms: [{ column: 'hillas_width' }] },
        'histograms.0.bins',
      ],
    ],
    refused: () => ({ params: { id: 999_999, telescopeType: lst }, code: 'record-not-found' }),
  },
  'population.ranges': {
    valid: (world) =>
      withPopulation(world, async (id) => {
        const { client, input } = world;
        const ranges = await client.request('population.ranges', {
          id,
          telescopeType: lst,
          columns: ['hillas_intensity', 'timing_slope'],
        });
        const images = await Promise.all(
          [1, 2, 3, 4].map((telId) => eventImage({ input, eventId: 100, telId })),
        );
        const intensities = images
          .map(({ parameters }) => parameters['hillas_intensity'])
          .filter(Number.isFinite);
        const [min, max] = [Math.min(...intensities), Math.max(...intensities)];
        expect(ranges[0]).toEqual({
          column: 'hillas_intensity',
          nDefined: intensities.length,
          ...{ min, max, minPositive: min, low: min, high: max },
        });
        expect(ranges[1]).toMatchObject({ column: 'timing_slope' });
      }),
    invalid: [[{ id: 1, telescopeType: lst, columns: [] }, 'columns']],
    refused: () => ({
      params: { id: 999_999, telescopeType: lst, columns: ['x'] },
      code: 'record-not-found',
    }),
  },
  'population.select': {
    valid: (world) =>
      withPopulation(world, async (id) => {
        const { client, input } = world;
        const ask = { id, telescopeType: lst, column: 'hillas_intensity', min: 0, max: 1e9 };
        const { total, rows } = await client.request('population.select', ask);
        expect(total).toBe(rows.length);
        expect(rows.length).toBeGreaterThan(0);
        for (const { path: file, obsId, eventId, telId, value } of rows) {
          expect([file, obsId, eventId]).toEqual([input, 4, 100]);
          const { parameters } = await eventImage({ input, eventId, telId });
          expect(value).toBe(parameters['hillas_intensity']);
        }
        const last = await client.request('population.select', { ...ask, offset: total - 1 });
        expect(last).toEqual({ total, rows: rows.slice(-1) });
      }),
    invalid: [
      [{ id: 1, telescopeType: lst, column: 'x', min: 0 }, 'max'],
      [{ id: 1, telescopeType: lst, column: 'x', min: 0, max: 1, limit: 1001 }, 'limit'],
    ],
    refused: () => ({
      params: { id: 999_999, telescopeType: lst, column: 'x', min: 0, max: 1 },
      code: 'record-not-found',
    }),
  },
  'population.suggest': {
    valid: (world) =>
      withPopulation(world, async (id) => {
        const ask = { id, telescopeType: lst, targetPedestalSurvival: 0.1 };
        await expect(world.client.request('population.suggest', ask)).rejects.toMatchObject({
          code: 'argument-invalid',
          message: expect.stringContaining('no pedestal images') as unknown,
        });
      }),
    invalid: [[{ id: 1, telescopeType: lst, targetPedestalSurvival: 2 }, 'targetPedestalSurvival']],
    refused: () => ({
      params: { id: 999_999, telescopeType: lst, targetPedestalSurvival: 0.1 },
      code: 'record-not-found',
    }),
  },
  'population.release': {
    valid: async (world) => {
      const ids: number[] = [];
      await withPopulation(world, (id) => Promise.resolve(void ids.push(id)));
      const ask = { id: ids[0], telescopeType: lst };
      await expect(world.client.request('population.clean', ask)).rejects.toMatchObject({
        code: 'record-not-found',
      });
    },
    invalid: [[{ id: 0 }, 'id']],
    refused: () => ({ params: { id: 999_999 }, code: 'record-not-found' }),
  },
};
