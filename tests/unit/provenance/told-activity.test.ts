import { describe, expect, it } from 'vitest';
import { type FileTexts, toldActivity } from '../../../core/provenance/told-activity.ts';

const nothing: FileTexts = { records: {}, attributes: {}, remarks: [] };
const tell = (texts: Partial<FileTexts>) => toldActivity('/p.h5', { ...nothing, ...texts }, 'key');

describe('toldActivity', () => {
  it('tells nothing of raw data', () => {
    expect(tell({})).toEqual({ remarks: [] });
  });

  it('goes by the reference metadata of ctapipe', () => {
    const told = tell({
      attributes: {
        'CTA PRODUCT ID': 'P',
        'CTA ACTIVITY ID': 'A',
        'CTA ACTIVITY NAME': 'ctapipe-process',
        'CTA ACTIVITY SOFTWARE NAME': 'ctapipe',
        'CTA ACTIVITY SOFTWARE VERSION': '0.30.0',
        'CTA ACTIVITY START TIME': '2026-11-20 04:58:59.862',
        'CTA ACTIVITY STOP TIME': 'never',
        'CTA CONTACT NAME': 'N. N.',
        'CTA CONTACT EMAIL': '',
      },
    });
    expect(told.productId).toBe('P');
    expect(told.record).toEqual({
      activity_uuid: 'A',
      activity_name: 'ctapipe-process',
      status: 'unknown',
      start: { time_utc: '2026-11-20T04:58:59.862Z' },
      agent: { contact: { name: 'N. N.', email: 'unknown', organization: 'unknown' } },
      system: { software_name: 'ctapipe', software_version: '0.30.0' },
      options: {},
      input: [],
      output: [{ path: '/p.h5', role: 'product', product_id: 'P' }],
    });
  });

  it('goes by the last record where a file keeps several', () => {
    const record = (uuid: string, time: string) =>
      JSON.stringify({ activity_uuid: uuid, start: { time_utc: time } });
    const told = tell({
      records: {
        '/provenance/a': record('late', '2026-01-02T00:00:00Z'),
        '/provenance/b': record('early', '2026-01-01T00:00:00Z'),
      },
    });
    expect(told.record?.activity_uuid).toBe('late');
  });

  it('reads a record of lstchain, and its version from the attributes', () => {
    const told = tell({
      attributes: { LSTCHAIN_VERSION: '0.12.4' },
      records: {
        '/provenance/dl1_to_dl2': JSON.stringify({
          activity_name: 'lstchain_dl1_to_dl2',
          activity_uuid: 'L',
          status: 'running',
          start: { time_utc: '2026-11-20T05:12:02.461' },
          stop: {},
          system: {
            ctapipe_version: '0.25.1',
            platform: { machine: 'x86_64', node: 'lst', system: 'Linux', release: '6', n_cpus: 2 },
            python: { version: ['3', '13', '5'], packages: [{ name: 'numpy', version: '2' }] },
          },
          input: [
            { url: '/L/dl1.h5', role: 'dl1 input file', reference_meta: { 'CTA PRODUCT ID': 'I' } },
            { url: '/L/models', role: 'trained model directory', reference_meta: null },
          ],
          output: [{ url: '/L/dl2.h5', role: 'dl2 output file', reference_meta: null }],
          exit_code: null,
          config: { DL1ToDL2Tool: { overwrite: true } },
        }),
      },
    });
    expect(told.remarks).toEqual([]);
    expect(told.record).toEqual({
      activity_uuid: 'L',
      activity_name: 'lstchain_dl1_to_dl2',
      status: 'running',
      start: { time_utc: '2026-11-20T05:12:02.461Z' },
      agent: { host_name: 'lst' },
      system: {
        software_name: 'lstchain',
        software_version: '0.12.4',
        libraries: { python: '3.13.5', numpy: '2' },
        platform: 'Linux 6',
        architecture: 'x86_64',
        cpu_count: 2,
      },
      config: {
        name: 'as lstchain_dl1_to_dl2 recorded it',
        document: { DL1ToDL2Tool: { overwrite: true } },
      },
      options: {},
      input: [
        { path: '/L/dl1.h5', role: 'dl1 input file', product_id: 'I' },
        { path: '/L/models', role: 'trained model directory' },
      ],
      output: [{ path: '/L/dl2.h5', role: 'dl2 output file' }],
    });
  });

  it.each([
    ['Eventdisplay prod5', 'Eventdisplay prod5', 'unknown'],
    ['pyV2DL3 v0.1::VEGAS', 'pyV2DL3', '0.1::VEGAS'],
    ['ctapipe 0.17.0', 'ctapipe', '0.17.0'],
    ['ctobssim (1.4.0)', 'ctobssim', '1.4.0'],
  ])('tells the program where that is all there is: %s', (software, name, version) => {
    const { record } = tell({ software });
    expect(record).toMatchObject({
      activity_uuid: 'unrecorded:key',
      system: { software_name: name, software_version: version },
    });
  });

  it('goes by what else the file tells when the record is damaged', () => {
    const told = tell({
      records: { '/provenance/activity': '{"activity_uuid":' },
      attributes: { 'CTA ACTIVITY ID': 'A' },
    });
    expect(told.record?.activity_uuid).toBe('A');
    expect(told.remarks).toEqual([expect.stringContaining('is no JSON')]);
  });
});
