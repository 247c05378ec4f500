import { describe, expect, it } from 'vitest';
import { PhotoelectronError } from '../../../core/foundation/errors.ts';
import type { ActivityRecord, EntityRecord } from '../../../core/provenance/activity-record.ts';
import type { FileIdentity } from '../../../core/provenance/identify-file.ts';
import type { ToldActivity } from '../../../core/provenance/told-activity.ts';
import {
  type ProvenanceSources,
  traceProvenance,
} from '../../../core/provenance/trace-provenance.ts';

/** Files of a test by their paths: content, and what the file tells of its making. */
type Files = Readonly<Record<string, { content: string; told?: Partial<ToldActivity> }>>;

function identityOf(content: string): FileIdentity {
  return { size_bytes: content.length, sha256: content.padEnd(64, '0') };
}

function sourcesOf(files: Files, more: Partial<ProvenanceSources> = {}): ProvenanceSources {
  return {
    find: (path) => Promise.resolve(path in files ? path : undefined),
    identify: (path) =>
      path in files
        ? Promise.resolve(identityOf(files[path].content))
        : Promise.reject(new PhotoelectronError('file-not-found', `There is no file ${path}.`)),
    read: (path) => Promise.resolve({ remarks: [], ...files[path].told }),
    filesWith: () => Promise.resolve([]),
    activitiesThatMade: () => Promise.resolve([]),
    activitiesThatRead: () => Promise.resolve([]),
    activity: () => Promise.resolve(null),
    ...more,
  };
}

function record(uuid: string, input: readonly EntityRecord[], path = ''): ActivityRecord {
  return {
    activity_uuid: uuid,
    activity_name: `step ${uuid}`,
    status: 'completed',
    options: {},
    input,
    output: [{ path, role: 'events' }],
  };
}

function inputOf(path: string, content: string): EntityRecord {
  return { path, role: 'events', ...identityOf(content) };
}

const raw = inputOf('/raw.zst', 'a');
const dl1 = inputOf('/dl1.h5', 'b');

describe('traceProvenance', () => {
  it('goes from a product over its input to raw data', async () => {
    const chain = await traceProvenance(
      '/dl2.h5',
      sourcesOf({
        '/raw.zst': { content: 'a' },
        '/dl1.h5': { content: 'b', told: { productId: 'P1', record: record('one', [raw]) } },
        '/dl2.h5': { content: 'c', told: { productId: 'P2', record: record('two', [dl1]) } },
      }),
    );
    expect(chain.entities.map(({ path, productId }) => [path, productId])).toEqual([
      ['/dl2.h5', 'P2'],
      ['/dl1.h5', 'P1'],
      ['/raw.zst', null],
    ]);
    expect(chain.activities.map(({ id, inputs, outputs }) => [id, inputs, outputs])).toEqual([
      ['two', ['e2'], ['e1']],
      ['one', ['e3'], ['e2']],
    ]);
    expect([chain.subject, chain.origins, chain.remarks]).toEqual(['e1', ['e3'], []]);
  });

  it('tells the document of a configuration once', async () => {
    const config = { name: 'default', sha256: 'c'.repeat(64), document: { title: 'x' } };
    const chain = await traceProvenance(
      '/dl2.h5',
      sourcesOf({
        '/dl1.h5': { content: 'b', told: { record: { ...record('one', []), config } } },
        '/dl2.h5': { content: 'c', told: { record: { ...record('two', [dl1]), config } } },
      }),
    );
    expect(chain.configurations).toEqual({ [config.sha256]: config.document });
    for (const activity of chain.activities) {
      expect(activity.configurationHash).toBe(config.sha256);
      expect(activity.record['config']).toEqual({ name: 'default', sha256: config.sha256 });
    }
  });

  it('ends a branch where a file is missing, and says so', async () => {
    const files = { '/dl2.h5': { content: 'c', told: { record: record('two', [dl1]) } } };
    const chain = await traceProvenance('/dl2.h5', sourcesOf(files));
    expect(chain.entities[1]).toMatchObject({ path: '/dl1.h5', presentPath: null });
    expect(chain.origins).toEqual(['e2']);
    expect(chain.remarks).toEqual([expect.stringContaining('/dl1.h5 was not found')]);
  });

  it('goes on over a missing file whose making the catalogue knows', async () => {
    const files = { '/dl2.h5': { content: 'c', told: { record: record('two', [dl1]) } } };
    const chain = await traceProvenance(
      '/dl2.h5',
      sourcesOf(files, {
        activitiesThatMade: ({ sha256 }) =>
          Promise.resolve(sha256 === dl1.sha256 ? [record('one', [raw])] : []),
      }),
    );
    expect(chain.activities.map(({ id }) => id)).toEqual(['two', 'one']);
  });

  it('finds a moved file beside the product, and one that the catalogue knows', async () => {
    const told = { record: record('two', [dl1]) };
    const beside = await traceProvenance(
      '/new/dl2.h5',
      sourcesOf({ '/new/dl2.h5': { content: 'c', told }, '/new/dl1.h5': { content: 'b' } }),
    );
    expect(beside.entities[1]).toMatchObject({ path: '/dl1.h5', presentPath: '/new/dl1.h5' });

    const elsewhere = await traceProvenance(
      '/dl2.h5',
      sourcesOf(
        { '/dl2.h5': { content: 'c', told }, '/store/renamed.h5': { content: 'b' } },
        {
          filesWith: ({ sha256 }) =>
            Promise.resolve(
              sha256 === dl1.sha256 ? [{ fileId: 7, path: '/store/renamed.h5' }] : [],
            ),
        },
      ),
    );
    expect(elsewhere.entities[1]).toMatchObject({ presentPath: '/store/renamed.h5', fileId: 7 });
  });

  it('finds by its name what a record of another system names', async () => {
    const input = { ...dl1, path: 'C:\\data\\dl1.h5' };
    const chain = await traceProvenance(
      '/here/dl2.h5',
      sourcesOf({
        '/here/dl2.h5': { content: 'c', told: { record: record('two', [input]) } },
        '/here/dl1.h5': { content: 'b' },
      }),
    );
    expect(chain.entities[1].presentPath).toBe('/here/dl1.h5');
  });

  it('does not take a file that has changed since for what it was', async () => {
    const chain = await traceProvenance(
      '/dl2.h5',
      sourcesOf({
        '/dl2.h5': { content: 'c', told: { record: record('two', [dl1]) } },
        '/dl1.h5': { content: 'x', told: { record: record('other', []) } },
      }),
    );
    expect(chain.activities.map(({ id }) => id)).toEqual(['two']);
    expect(chain.entities[1]).toMatchObject({ sha256: dl1.sha256, presentPath: null });
    expect(chain.remarks).toEqual([expect.stringContaining('has changed since')]);
  });

  it('ends in a circle of records as well', async () => {
    const chain = await traceProvenance(
      '/dl2.h5',
      sourcesOf({
        '/dl1.h5': { content: 'b', told: { record: record('one', [inputOf('/dl2.h5', 'c')]) } },
        '/dl2.h5': {
          content: 'c',
          told: { record: record('two', [dl1, inputOf('/dl2.h5', 'c')]) },
        },
      }),
    );
    expect(chain.activities.map(({ id, inputs }) => [id, inputs])).toEqual([
      ['two', ['e2', 'e1']],
      ['one', ['e1']],
    ]);
  });

  it('puts together what the catalogue and the file tell of one activity', async () => {
    const known = { ...record('two', []), status: 'running' as const, duration_s: 5 };
    const chain = await traceProvenance(
      '/dl2.h5',
      sourcesOf(
        { '/dl2.h5': { content: 'c', told: { record: record('two', [raw]) } } },
        {
          activity: () => Promise.resolve(known),
          activitiesThatMade: () => Promise.resolve([known]),
        },
      ),
    );
    expect(chain.activities).toHaveLength(1);
    expect(chain.activities[0]).toMatchObject({ status: 'completed', durationS: 5 });
  });

  it('names files that are known by their names alone', async () => {
    const nameless = { path: '/dl1.h5', role: 'input', product_id: 'made up' };
    const chain = await traceProvenance(
      '/dl2.h5',
      sourcesOf({
        '/dl2.h5': { content: 'c', told: { record: record('two', [nameless]) } },
        '/dl1.h5': { content: 'b' },
      }),
    );
    expect(chain.entities[1]).toMatchObject({ sha256: dl1.sha256, productId: null });
    expect(chain.remarks).toEqual([expect.stringContaining('by its name alone')]);
  });

  it('fails when the file itself is not there', async () => {
    await expect(traceProvenance('/none.h5', sourcesOf({}))).rejects.toMatchObject({
      code: 'file-not-found',
    });
  });

  it('goes on when an input cannot be read, but not after a cancellation', async () => {
    const files = {
      '/dl2.h5': { content: 'c', told: { record: record('two', [dl1]) } },
      '/dl1.h5': { content: 'b' },
    };
    const failing = (code: 'file-unreadable' | 'cancelled') =>
      sourcesOf(files, {
        identify: (path) =>
          path === '/dl2.h5'
            ? Promise.resolve(identityOf('c'))
            : Promise.reject(new PhotoelectronError(code, `${path} could not be read.`)),
      });
    const chain = await traceProvenance('/dl2.h5', failing('file-unreadable'));
    expect(chain.remarks).toContain('/dl1.h5 could not be read.');
    await expect(traceProvenance('/dl2.h5', failing('cancelled'))).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
