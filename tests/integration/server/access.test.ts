import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type RequestName, type RequestParams, requests } from '../../../core/contract/contract.ts';
import type { EngineClient } from '../../../core/contract/engine-client.ts';
import { openInProcess } from '../../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../../core/engine/photoelectron-home.ts';
import type { PhotoelectronError } from '../../../core/foundation/errors.ts';
import { makePipe } from '../../make-pipe.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { sampleFile } from '../run-pe.ts';
import { connectProgram, servedEngines } from './served-engine.ts';

const folder = realpathSync(temporaryFolder());
const root = path.join(folder, 'root');
const output = path.join(folder, 'output');
const outside = path.join(folder, 'outside');
const start = servedEngines(folder);
const startOnce = servedEngines(folder, 'all');

const homeIn = (name: string) =>
  photoelectronHome({ PHOTOELECTRON_HOME: path.join(folder, `home-of-${name}`) });

/** How a request ended: the code of its error. */
const codeOf = (asking: Promise<unknown>) =>
  asking.then(
    () => 'answered',
    (error: unknown) => (error as PhotoelectronError).code,
  );

beforeAll(() => {
  for (const made of [root, output, outside, `${root}-beside`, path.join(root, '.hidden')]) {
    mkdirSync(made);
    writeFileSync(path.join(made, 'secret.yaml'), 'secret: text\n');
  }
  mkdirSync(path.join(root, 'folder'));
  copyFileSync(sampleFile, path.join(root, 'own.zst'));
  symlinkSync(sampleFile, path.join(root, 'sample.simtel.zst'));
  symlinkSync(path.join(outside, 'secret.yaml'), path.join(root, 'link.yaml'));
  symlinkSync(outside, path.join(root, 'link'));
  symlinkSync(path.join(outside, 'not-there-yet.h5'), path.join(output, 'dangling.h5'));
  symlinkSync(outside, path.join(output, 'link'));
});

/** Paths that lead out of the root, one way or another. */
const foreign = [
  '/etc/passwd',
  '//etc/passwd',
  'file:///etc/passwd',
  path.join(outside, 'secret.yaml'),
  outside,
  folder,
  path.sep,
  `${root}/../outside/secret.yaml`,
  `${root}/./link/../../outside/secret.yaml`,
  `${root}/not-there/../../outside/secret.yaml`,
  `${root}-beside/secret.yaml`,
  `${root}/link.yaml`,
  `${root}/link/secret.yaml`,
  `${root}/link`,
  `${root}/sample.simtel.zst`,
  `${root}/.hidden/secret.yaml`,
  '../outside/secret.yaml',
  'outside/secret.yaml',
  '/proc/self/environ',
  '~/.ssh/id_rsa',
];

/** Paths of files that may be read but not written, or lead out of the output folder. */
const unwritable = [
  ...foreign.filter((file) => file !== folder),
  path.join(root, 'product.h5'),
  `${output}/../outside/product.h5`,
  `${output}/link/product.h5`,
  `${output}/dangling.h5`,
  `${output}/.hidden.h5`,
];

/** A request with a path in one place. */
interface Attack {
  readonly name: RequestName;
  readonly place: string;
  readonly params: (asked: string) => unknown;
  readonly paths: readonly string[];
}

const good = path.join(root, 'secret.yaml');
const isPathLike = (asked: string) => /[/\\]|\.ya?ml$/.test(asked);

const attacks: readonly Attack[] = [
  { name: 'roots.add', place: 'path', params: (asked) => ({ path: asked }), paths: foreign },
  { name: 'folders.list', place: 'path', params: (asked) => ({ path: asked }), paths: foreign },
  {
    name: 'events.image',
    place: 'path',
    params: (asked) => ({ path: asked, eventId: 1, telId: 1 }),
    paths: foreign,
  },
  {
    name: 'events.image',
    place: 'config',
    params: (asked) => ({ path: good, eventId: 1, telId: 1, config: asked }),
    paths: foreign.filter(isPathLike),
  },
  {
    name: 'events.open',
    place: 'path',
    params: (asked) => ({ path: asked }),
    paths: foreign,
  },
  {
    name: 'events.open',
    place: 'config',
    params: (asked) => ({ path: good, config: asked }),
    paths: foreign.filter(isPathLike),
  },
  {
    name: 'runs.plan',
    place: 'config',
    params: (asked) => ({ config: asked }),
    paths: foreign.filter(isPathLike),
  },
  {
    name: 'population.load',
    place: 'paths[]',
    params: (asked) => ({ paths: [good, asked] }),
    paths: foreign,
  },
  {
    name: 'population.load',
    place: 'config',
    params: (asked) => ({ paths: [good], config: asked }),
    paths: foreign.filter(isPathLike),
  },
  { name: 'provenance.chain', place: 'path', params: (asked) => ({ path: asked }), paths: foreign },
  {
    name: 'provenance.export',
    place: 'path',
    params: (asked) => ({ path: asked }),
    paths: foreign,
  },
  {
    name: 'provenance.compare',
    place: 'left',
    params: (asked) => ({ left: asked, right: good }),
    paths: foreign,
  },
  {
    name: 'provenance.compare',
    place: 'right',
    params: (asked) => ({ left: good, right: asked }),
    paths: foreign,
  },
  {
    name: 'jobs.submit',
    place: 'request.input',
    params: (asked) => ({
      request: { kind: 'process-run', input: asked, output: path.join(output, 'new.h5') },
    }),
    paths: foreign,
  },
  {
    name: 'jobs.submit',
    place: 'request.output',
    params: (asked) => ({ request: { kind: 'process-run', input: good, output: asked } }),
    paths: unwritable,
  },
  {
    name: 'jobs.submit',
    place: 'request.config',
    params: (asked) => ({
      request: {
        kind: 'process-run',
        input: good,
        output: path.join(output, 'new.h5'),
        config: asked,
      },
    }),
    paths: foreign.filter(isPathLike),
  },
  {
    name: 'jobs.submit',
    place: 'request.outputFolder',
    params: (asked) => ({
      request: { kind: 'process-night', night: '2020-11-23', outputFolder: asked },
    }),
    paths: unwritable,
  },
  {
    name: 'jobs.submit',
    place: 'request.config',
    params: (asked) => ({
      request: {
        kind: 'process-night',
        night: '2020-11-23',
        outputFolder: output,
        config: asked,
      },
    }),
    paths: foreign.filter(isPathLike),
  },
];

/** Texts of requests that name no file: what is searched for, and what is kept in the home. */
const noPaths = [
  /^(nights\.list|runs\.(list|ids|plan)) filter\./,
  /^jobs\.submit request\.filter\./,
  /^files\.list text$/,
  /^runs\.(set-flags? flag|add-note text)$/,
  // Names and hashes are looked up, documents are given whole; paths are not understood here.
  /^configurations\./,
  // What the page keeps in the home, under names that cannot lead out of it.
  /^sessions?\.\w+ (name|document)$/,
  // Expressions over columns, and their names.
  /^events\.(find|list) (filter|sort|columns\[\])$/,
  // Names of columns and telescope types; cleaners name steps of a configuration that was given.
  /^population\.\w+ (telescopeType|telescopeTypes\[\]|column|columns\[\]|histograms\[\]\.column|a|b|cleaner)$/,
];

/** Places of texts in a JSON Schema, such as `filter.target`; dates and fixed words are none. */
function textPlaces(schema: unknown, place = ''): string[] {
  if (typeof schema !== 'object' || schema === null || 'const' in schema || 'enum' in schema) {
    return [];
  }
  const { type, format, properties, items, anyOf, oneOf } = schema as {
    readonly type?: unknown;
    readonly format?: unknown;
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly items?: unknown;
    readonly anyOf?: readonly unknown[];
    readonly oneOf?: readonly unknown[];
  };
  return [
    ...([type].flat().includes('string') && format !== 'date' ? [place] : []),
    ...[...(anyOf ?? []), ...(oneOf ?? [])].flatMap((part) => textPlaces(part, place)),
    ...Object.entries(properties ?? {}).flatMap(([key, part]) =>
      textPlaces(part, place === '' ? key : `${place}.${key}`),
    ),
    ...textPlaces(items, `${place}[]`),
  ];
}

describe('what a served engine may be asked', () => {
  let client: EngineClient;
  beforeAll(async () => {
    client = connectProgram(await startOnce({ roots: [root], outputFolders: [output] }));
  });

  it('names no file in a place that is not attacked below', () => {
    const places = Object.entries(requests).flatMap(([name, { params }]) =>
      textPlaces(z.toJSONSchema(params, { io: 'input' })).map((place) => `${name} ${place}`),
    );
    const attacked = attacks.map(({ name, place }) => `${name} ${place}`);
    const left = places.filter((place) => !noPaths.some((pattern) => pattern.test(place)));
    expect([...new Set(left)].sort()).toEqual([...new Set(attacked)].sort());
  });

  it.each(attacks)('is refused for $name with a $place outside', async (attack) => {
    const { name, params, paths } = attack;
    const outcomes = await Promise.all(
      paths.map(async (asked) => [
        asked,
        await codeOf(client.request(name, params(asked) as RequestParams<typeof name>)),
      ]),
    );
    expect(outcomes).toEqual(paths.map((asked) => [asked, 'access-denied']));
  });

  it.each(['', 'a\0b', `${root}/secret.yaml\0.h5`])('is refused for the path %j', async (asked) => {
    expect(await codeOf(client.request('provenance.chain', { path: asked }))).toBe(
      'argument-invalid',
    );
  });

  it('takes no path for the name of a configuration', async () => {
    for (const name of ['../outside/secret', '../../outside/secret.yaml', '/etc/passwd']) {
      const outcomes = await Promise.all([
        codeOf(client.request('configurations.get', { name })),
        codeOf(client.request('configurations.history', { name })),
        codeOf(client.request('configurations.remove', { name })),
        codeOf(client.request('configurations.save', { name, text: 'cleaning: {}' })),
        codeOf(client.request('configurations.diff', { left: { name }, right: { name } })),
      ]);
      for (const code of outcomes) expect(['record-not-found', 'argument-invalid']).toContain(code);
    }
    expect(readdirSync(outside)).toEqual(['secret.yaml']);
  });

  it('tells nothing of what is outside, not even whether it is there', async () => {
    const messages = await Promise.all(
      [path.join(outside, 'secret.yaml'), path.join(outside, 'no-secret.yaml')].map((asked) =>
        client.request('provenance.chain', { path: asked }).then(
          () => 'answered',
          (error: unknown) => String(error).replace(path.basename(asked), ''),
        ),
      ),
    );
    expect(messages[0]).toBe(messages[1]);
    const listed = await client.request('folders.list', { path: root });
    expect(listed.entries.map(({ name }) => name)).toEqual(['folder', 'own.zst', 'secret.yaml']);
    expect(listed.parent).toBeNull();
  });
});

describe('a served engine', () => {
  it('reads in its roots and writes to its output folders', async () => {
    const client = connectProgram(await start({ roots: [root], outputFolders: [output] }));
    const info = await client.request('engine.info', {});
    expect([info.readableFolders, info.writableFolders]).toEqual([[root, output], [output]]);
    const input = path.join(root, 'own.zst');
    const image = await client.request('events.image', { path: input, eventId: 100, telId: 3 });
    expect(image.pixX).toHaveLength(image.image.length);
    const product = path.join(output, 'product.h5');
    const job = await client.request('jobs.submit', {
      request: { kind: 'process-run', input, output: product },
    });
    expect(await client.request('jobs.wait', { id: job.id })).toMatchObject({
      status: 'completed',
      error: null,
    });
    expect(existsSync(product)).toBe(true);
    client.close();
  });

  it('reads the folders of the catalogue when it is given none, and writes nowhere', async () => {
    const home = homeIn('known');
    const first = await start({ home, roots: [root] });
    await first.close();
    const client = connectProgram(await start({ home }));
    const info = await client.request('engine.info', {});
    expect([info.readableFolders, info.writableFolders]).toEqual([[root], []]);
    const request = {
      kind: 'process-run',
      input: good,
      output: path.join(output, 'x.h5'),
    } as const;
    const asking = client.request('jobs.submit', { request });
    await expect(asking).rejects.toMatchObject({ code: 'access-denied' });
    client.close();
  });

  it('adds its roots to the catalogue and has them scanned', async () => {
    const client = connectProgram(await start({ roots: [root] }));
    const [added] = await client.request('roots.list', {});
    expect(added).toMatchObject({ path: root, isPresent: true });
    const { rows } = await client.request('jobs.list', {});
    expect(rows.map(({ kind }) => kind)).toEqual(['scan']);
    expect(await client.request('jobs.wait', { id: rows[0].id })).toMatchObject({
      status: 'completed',
    });
    client.close();
  });

  it('does not do with folders of others what was once asked of another engine', async () => {
    const home = homeIn('others');
    const product = path.join(outside, 'product.h5');
    const free = await openInProcess({ home });
    const other = await free.client.request('roots.add', { path: outside });
    const request = { kind: 'process-run', input: good, output: product } as const;
    const { id } = await free.client.request('jobs.submit', { request });
    // The file is no event file, so that the job fails.
    expect(await free.client.request('jobs.wait', { id })).toMatchObject({ status: 'failed' });
    await free.close();

    const client = connectProgram(await start({ home, roots: [root], outputFolders: [output] }));
    await client.request('jobs.retry', { id });
    expect((await client.request('jobs.wait', { id })).error?.code).toBe('access-denied');
    const scan = client.request('jobs.submit', { request: { kind: 'scan', rootId: other.id } });
    await expect(scan).rejects.toMatchObject({ code: 'access-denied' });
    const all = await client.request('jobs.submit', { request: { kind: 'scan' } });
    expect(all.title).toBe(`Scan ${root}`);
    client.close();
  });

  it('runs no step that lies outside, whoever names it', async () => {
    const home = homeIn('steps');
    const ran = path.join(outside, 'ran');
    const step = path.join(outside, 'step.mjs');
    writeFileSync(
      step,
      `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(ran)}, '');\n`,
    );
    symlinkSync(step, path.join(root, 'step.mjs'));
    for (const [i, module] of [step, './step.mjs', '../outside/step.mjs'].entries()) {
      writeFileSync(
        path.join(root, 'folder', `analysis-${String(i)}.yaml`),
        `custom_steps: [${JSON.stringify(i === 0 ? module : `../${module}`)}]\n`,
      );
    }
    const client = connectProgram(await start({ home, roots: [root] }));
    for (const i of [0, 1, 2]) {
      const image = client.request('events.image', {
        path: path.join(root, 'own.zst'),
        eventId: 100,
        telId: 3,
        config: path.join(root, 'folder', `analysis-${String(i)}.yaml`),
      });
      await expect(image).rejects.toMatchObject({ code: 'access-denied' });
    }
    expect(existsSync(ran)).toBe(false);
    client.close();
  });

  it('does not write where it keeps its own files', async () => {
    const home = homeIn('own');
    await (await start({ home })).close();
    for (const outputFolder of [home.folder, path.join(home.folder, 'served'), folder]) {
      await expect(start({ home, outputFolders: [outputFolder] })).rejects.toMatchObject({
        code: 'argument-invalid',
      });
    }
  });

  it('does not begin with folders that are not there', async () => {
    for (const options of [
      { roots: [`${root}/nowhere`] },
      { outputFolders: [`${root}/nowhere`] },
    ]) {
      await expect(start(options)).rejects.toMatchObject({ code: 'file-not-found' });
    }
  });
});

describe('a pipe into which nobody writes', () => {
  it('is refused by every request that reads, and holds nothing up', async () => {
    const place = path.join(folder, 'root-with-pipe');
    mkdirSync(place);
    const pipe = path.join(place, 'pipe.simtel');
    makePipe(pipe);
    copyFileSync(sampleFile, path.join(place, 'own.zst'));
    const served = await start({ roots: [place], outputFolders: [output] });
    const client = connectProgram(served);
    const submit = (names: { input: string; config?: string }) =>
      client.request('jobs.submit', {
        request: { kind: 'process-run', output: path.join(output, 'never.h5'), ...names },
      });
    const asked = [
      client.request('events.image', { path: pipe, eventId: 1, telId: 1 }),
      client.request('provenance.chain', { path: pipe }),
      client.request('provenance.export', { path: pipe }),
      client.request('provenance.compare', { left: pipe, right: pipe }),
      submit({ input: pipe }),
      submit({ input: path.join(place, 'own.zst'), config: pipe }),
    ];
    expect(await Promise.all(asked.map(codeOf))).toEqual(asked.map(() => 'file-unreadable'));
    expect(await codeOf(client.request('folders.list', { path: place }))).toBe('answered');
    client.close();
  });
});
