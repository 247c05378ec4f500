import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { processFile } from '../../core/processing/process-file.ts';
import type { ProcessReport, ProcessRequest } from '../../core/processing/process-request.ts';
import { dataFile } from '../data-folder.ts';
import { productColumn, productTables, readProduct, type Product } from '../read-product.ts';
import type { PeerResult } from './exchange.ts';
import { peerFolder, runPeer } from './run-peer.ts';

const first =
  'simtools-tests/simtel/gamma_diffuse_run000010_za20deg_azm000deg_North_alpha_6.0.0.simtel.zst';
const second =
  'simtools-tests/simtel/proton_run000001_za20deg_azm180deg_North_alpha_6.0.2.simtel.zst';
/** NectarCams, which are alike in both runs. */
const nectarCams = { telescopes: [5, 6, 7, 8, 9, 10, 11, 12, 13] };
/** FlashCams: of cameras with two gains the reference loses the pixels in low gain on the way. */
const protons = 'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst';
const flashCams = [5, 6, 7, 8, 12, 14];

let report: ProcessReport;
let product: Product;
let peer: PeerResult;

beforeAll(async () => {
  const folder = peerFolder('products');
  const make = async (
    name: string,
    input: string,
    document: unknown,
    more: Partial<ProcessRequest> = {},
  ) => {
    const config = path.join(folder, `${name}.json`);
    writeFileSync(config, JSON.stringify(document));
    const output = path.join(folder, `${name}.h5`);
    return processFile({ input: dataFile(input), output, config, ...more });
  };
  const images = { output: { write_images: true, write_showers: true } };
  const custom = {
    ...images,
    custom_steps: ['two-pixel-concentration.ts'],
    image_parameters: { custom: [{ name: 'two_pixel_concentration' }] },
  };
  const onlyWaveforms = { output: { write_parameters: false, write_r1_waveforms: true } };
  report = await make('first', first, custom, nectarCams);
  const others = [
    await make('second', second, custom, nectarCams),
    await make('waveforms', protons, onlyWaveforms, { telescopes: flashCams }),
    await make('images', protons, images, { telescopes: flashCams }),
  ].map(({ output }) => output);
  product = await readProduct(report.output);
  const tasks = path.join(folder, 'tasks.json');
  const [merged, waveforms, made] = others;
  writeFileSync(
    tasks,
    JSON.stringify({ first: report.output, second: merged, waveforms, images: made }),
  );
  peer = await runPeer('pipeline-products.py', [tasks]);
}, 600_000);

/** A column of the parameters of all telescopes by event and telescope. */
function parameters(name: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const item of productTables(product, /^\/dl1\/event\/telescope\/parameters/).keys()) {
    const [events, tels, data] = ['event_id', 'tel_id', name].map(
      (column) => productColumn(product, item, column).data,
    );
    events.forEach((event: number | bigint, row: number) => {
      values.set(`${event} ${tels[row]}`, Number(data[row]));
    });
  }
  return values;
}

describe('ctapipe takes products of the pipeline', () => {
  it('in its table loader, with a column of a step written in TypeScript', () => {
    const { arrays, notes } = peer;
    const column = (name: string) => Array.from(arrays.get(`loader:${name}`)!.data, Number);
    const [eventIds, telIds] = [column('event_id'), column('tel_id')];
    expect(eventIds).toHaveLength(report.telescopeEvents);
    for (const [loaded, written] of [
      ['hillas_width', 'hillas_width'],
      ['custom', 'concentration_two_pixels'],
    ]) {
      const expected = parameters(written);
      expect(column(loaded)).toEqual(eventIds.map((id, i) => expected.get(`${id} ${telIds[i]}`)));
    }
    expect(column('true_energy').every((energy) => energy > 0)).toBe(true);
    expect(column('focal_length').every((length) => length > 10 && length < 30)).toBe(true);
    const description = 'fraction of the charge in the two brightest pixels';
    expect(notes['custom']).toEqual(['None', description]);
    expect(notes['read_table']).toEqual([true, description]);
    const types = Object.values(notes['types'] as Record<string, number>);
    expect(types.reduce((a, b) => a + b)).toBe(report.telescopeEvents);
    expect(notes).toMatchObject({ images: true, simulation_runs: 1, observations: 1 });
    expect(notes['subarray_events']).toBe(report.events);
  });

  it('in its event source, event by event', () => {
    const { data, shape } = peer.arrays.get('source')!;
    const rows = Array.from({ length: shape[0] }, (_, row) =>
      Array.from(data.subarray(row * shape[1], (row + 1) * shape[1]), Number),
    );
    expect(rows).toHaveLength(report.telescopeEvents);
    const width = parameters('hillas_width');
    const trigger = '/dl1/event/subarray/trigger';
    const geometry = '/dl2/event/subarray/geometry/HillasReconstructor';
    const eventIds = Array.from(productColumn(product, trigger, 'event_id').data, Number);
    const alt = productColumn(product, geometry, 'HillasReconstructor_alt').data;
    let intensities = 0;
    for (const [eventId, telId, hillasWidth, , sum, intensity, altitude] of rows) {
      expect(hillasWidth).toBe(width.get(`${eventId} ${telId}`));
      expect(altitude).toBe(alt[eventIds.indexOf(eventId)]);
      if (Number.isNaN(intensity)) continue;
      expect(Math.abs(sum - intensity)).toBeLessThan(1e-5 * sum);
      intensities++;
    }
    expect(intensities).toBe(report.parametrisedImages);
  });

  it('in its merge tool', () => {
    const { notes } = peer;
    expect(notes['merge_violations']).toEqual([]);
    expect(notes['merged_tables']).toBeGreaterThan(40);
    expect(notes['merged_obs_ids']).toEqual([1, 10]);
  });

  it.each<{ name: string; deviations: RegExp }>([
    // Only the type of a column that the reference writes otherwise for HDF5 than for simulations.
    { name: 'from_images', deviations: /pointing\/tel_\d+\/tel_id: dtype/ },
    // The reference does not hand time shifts from R1 to DL0, and without images there is no truth.
    {
      name: 'from_waveforms',
      deviations:
        /pointing\/tel_\d+\/tel_id: dtype|\/(peak_time|timing)[a-z_]*: |^\/simulation\/event\/telescope\/|^\/dl1\/service\//,
    },
  ])('as input of ctapipe-process: $name', ({ name, deviations }) => {
    const violations = peer.notes[`${name}_violations`] as string[];
    expect(violations.filter((violation) => !deviations.test(violation))).toEqual([]);
    expect(peer.notes[`${name}_rows`]).toBeGreaterThan(20);
  });
});
