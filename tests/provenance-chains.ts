import type {
  ProvenanceActivity,
  ProvenanceChain,
  ProvenanceEntity,
} from '../core/contract/records/provenance.ts';

/** An entity with what a test does not care about. */
export function entityOf(id: string, more: Partial<ProvenanceEntity>): ProvenanceEntity {
  return {
    id,
    path: `/${id}.h5`,
    role: 'events',
    productId: null,
    sizeBytes: null,
    sha256: null,
    sha256Of64Pieces: null,
    fileId: null,
    presentPath: null,
    ...more,
  };
}

/** An activity with what a test does not care about. */
export function activityOf(id: string, more: Partial<ProvenanceActivity>): ProvenanceActivity {
  return {
    id,
    name: 'pe process',
    status: 'completed',
    start: null,
    stop: null,
    user: null,
    host: null,
    software: 'photoelectron 0.1.0',
    configurationName: null,
    configurationHash: null,
    inputs: [],
    outputs: [],
    durationS: null,
    cpuTimeS: null,
    peakMemoryBytes: null,
    threads: null,
    isComplete: null,
    record: { activity_uuid: id, activity_name: 'pe process', options: {}, input: [], output: [] },
    ...more,
  };
}

/**
 * A product of two steps: the last one by a person with a contact and a configuration, the one before by
 * a program that had an id and a configuration without hash.
 */
export function chainOfTwo(): ProvenanceChain {
  const uuid = '00000000-0000-4000-8000-000000000002';
  return {
    subject: 'e1',
    entities: [
      entityOf('e1', { sha256: 'a'.repeat(64), sizeBytes: 10, productId: 'P1' }),
      entityOf('e2', { productId: 'P2' }),
      entityOf('e3', { path: '/raw data/rün.1' }),
    ],
    activities: [
      activityOf(uuid, {
        inputs: ['e2'],
        outputs: ['e1'],
        start: '2026-11-20T01:00:00.000Z',
        stop: '2026-11-20T01:01:00.000Z',
        user: 'someone',
        host: 'there',
        durationS: 60,
        cpuTimeS: 99.5,
        peakMemoryBytes: 5e9,
        threads: 4,
        isComplete: true,
        record: {
          activity_uuid: uuid,
          activity_name: 'pe process',
          options: { maxEvents: 3 },
          input: [],
          output: [],
          agent: {
            user_name: 'someone',
            host_name: 'there',
            contact: { name: 'N. N.', email: 'n@example.org', organization: 'unknown' },
          },
          system: { software_name: 'photoelectron', software_version: '0.1.0' },
          config: { name: 'default', sha256: 'c'.repeat(64) },
        },
      }),
      activityOf('of old:(~)', {
        name: 'ctapipe-process',
        software: 'ctapipe 0.30.0',
        status: 'unknown',
        inputs: ['e3'],
        outputs: ['e2'],
        record: {
          activity_uuid: 'of old:(~)',
          activity_name: 'ctapipe-process',
          options: {},
          input: [],
          output: [],
          agent: { contact: { name: 'unknown', email: '', organization: '' } },
          system: { software_name: 'ctapipe', software_version: '0.30.0' },
          config: { name: 'as recorded', document: {} },
        },
      }),
    ],
    configurations: { ['c'.repeat(64)]: { title: 'a "title"' } },
    origins: ['e3'],
    readBy: [],
    remarks: [],
  };
}
