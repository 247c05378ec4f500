import { describe, expect, it } from 'vitest';
import type { Table } from '../../core/foundation/table.ts';
import { dataFile } from '../data-folder.ts';
import { type Product, productColumn, productDifferences, productTables } from '../read-product.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Document, Pipeline, type Run } from './run-pipeline.ts';

const pipeline = new Pipeline(temporaryFolder());
const protons = dataFile(
  'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
);
const images = /^\/dl1\/event\/telescope\/(images|parameters)/;

/** Numbers of a column. */
function numbers(product: Product, path: string, name: string): number[] {
  return Array.from(productColumn(product, path, name).data, Number);
}

function tailcuts(picture: unknown, boundary: unknown): Document {
  return {
    cleaning: {
      image_cleaner: {
        type: 'TailcutsImageCleaner',
        picture_threshold_pe: picture,
        boundary_threshold_pe: boundary,
      },
    },
    output: { write_images: true },
  } as Document;
}

/** The tables of images and parameters of one telescope. */
function ofTelescope(product: Product, telId: number): Product {
  const name = `/tel_${String(telId).padStart(3, '0')}`;
  return new Map([...productTables(product, images)].filter(([path]) => path.endsWith(name)));
}

describe('values that differ per telescope', () => {
  it('give each telescope what a run with its values gives', async () => {
    // Run 202 has LSTs 1–4 and FlashCams 5–19 with data.
    const rules = [
      { type: '*', value: 8 },
      { type: 'LST*', value: 12 },
      { id: 2, value: 20 },
      { id: 7, value: 6 },
    ];
    const mixed = await pipeline.run(protons, tailcuts(rules, 4));
    const uniform = new Map<number, Run>();
    for (const value of [6, 8, 12, 20]) {
      uniform.set(value, await pipeline.run(protons, tailcuts(value, 4)));
    }
    for (let telId = 1; telId <= 19; telId++) {
      const value = telId === 2 ? 20 : telId === 7 ? 6 : telId <= 4 ? 12 : 8;
      const mine = ofTelescope(mixed.product, telId);
      expect(mine.size).toBe(2);
      const expected = ofTelescope(uniform.get(value)!.product, telId);
      expect(productDifferences(expected, mine)).toEqual([]);
    }
    expect(mixed.report.parametrisedImages).toBeGreaterThan(25);
  });

  it('of which none fits a telescope are refused', async () => {
    const run = pipeline.run(protons, tailcuts([{ type: 'LST*', value: 12 }], 4));
    await expect(run).rejects.toMatchObject({ code: 'config-invalid' });
  });
});

describe('a selection of telescopes and events', () => {
  it('keeps chosen telescopes as they are in the whole', async () => {
    const whole = await pipeline.run(protons, tailcuts(8, 4));
    const some = await pipeline.run(protons, tailcuts(8, 4), { telescopes: [2, 6, 12] });
    const expected = new Map([2, 6, 12].flatMap((telId) => [...ofTelescope(whole.product, telId)]));
    expect(productDifferences(expected, productTables(some.product, images))).toEqual([]);
    const telIds = numbers(some.product, '/dl1/event/telescope/trigger', 'tel_id');
    expect(new Set(telIds)).toEqual(new Set([2, 6, 12]));
    expect(some.report.telescopeEvents).toBe(telIds.length);
  });

  it('keeps the first events', async () => {
    const whole = await pipeline.run(protons, { output: {} });
    const first = await pipeline.run(protons, { output: {} }, { maxEvents: 2 });
    const path = '/dl1/event/subarray/trigger';
    expect(first.report.events).toBe(2);
    expect(numbers(first.product, path, 'event_id')).toEqual(
      numbers(whole.product, path, 'event_id').slice(0, 2),
    );
  });

  it('by the software trigger keeps the events with enough telescopes', async () => {
    const whole = await pipeline.run(protons, {});
    const counts = new Map<number, number>();
    for (const id of numbers(whole.product, '/dl1/event/telescope/trigger', 'event_id')) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const kept = [...counts].filter(([, count]) => count >= 5).map(([id]) => id);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(counts.size);
    const { product, report } = await pipeline.run(protons, {
      software_trigger: { min_telescopes: 5 },
    });
    expect(numbers(product, '/dl1/event/subarray/trigger', 'event_id')).toEqual(kept);
    expect(report.droppedEvents).toEqual({ 'software trigger': counts.size - kept.length });
    expect(report.telescopeEvents).toBe(kept.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0));
  });

  it('that leaves nothing is a product without events', async () => {
    const { product, report } = await pipeline.run(protons, {
      event_type_filter: { allowed_types: ['PEDESTAL'] },
      output: { write_images: true, write_showers: true },
    });
    const whole = await pipeline.run(protons, {});
    expect(report).toMatchObject({ events: 0, telescopeEvents: 0, isComplete: true });
    expect(report.droppedEvents).toEqual({ 'event type': whole.report.events });
    const events: Table | undefined = product.get('/dl1/event/subarray/trigger');
    expect(events?.nRows).toBe(0);
  });
});

describe('a configuration that writes nothing', () => {
  it('is refused whatever the input, unless waveforms are wanted', async () => {
    const nothing = { write_parameters: false };
    const refused = pipeline.run(protons, { output: nothing });
    await expect(refused).rejects.toMatchObject({ code: 'config-invalid' });
    const { output } = await pipeline.run(protons, {
      output: { write_images: true, write_r1_waveforms: true },
    });
    const again = await pipeline.run(output, { output: { ...nothing, write_r1_waveforms: true } });
    expect(productTables(again.product, /^\/r1/).size).toBe(19);
    expect(productTables(again.product, images).size).toBe(0);
  });
});

describe('calibration events', () => {
  // Numbers from the entries of the files in the data folder's README; a calibration event before the
  // first shower has the id -1, as in ctapipe (tests/peers/process-variants.test.ts).
  const cases: readonly (readonly [string, readonly number[], number])[] = [
    ['calib_events.simtel.gz', [-1], 7],
    ['calib_true_pe.simtel.zst', [1, 2], 2],
    ['extracted_pedestals.simtel.zst', [1, 2, 3, 4, 5], 5],
  ];
  it.each(cases)('of %s are there when they are asked for', async (name, ids, nTelescopeEvents) => {
    const input = dataFile(`pyeventio/simtel/${name}`);
    const output = { write_images: true, write_showers: true, write_r1_waveforms: true };
    const more = { focalLengthChoice: 'EQUIVALENT' } as const;
    const without = await pipeline.run(input, { output }, more);
    expect(without.report.events).toBe(0);
    const source = { skip_calibration_events: false };
    const { product, report, output: made } = await pipeline.run(input, { output, source }, more);
    expect(numbers(product, '/dl1/event/subarray/trigger', 'event_id')).toEqual(ids);
    expect(report.telescopeEvents).toBe(nTelescopeEvents);
    let rows = 0;
    for (const table of productTables(product, /^\/dl1\/event\/telescope\/images/).values()) {
      rows += table.nRows;
    }
    expect(rows).toBe(nTelescopeEvents);
    const showers = { output: { write_images: true, write_showers: true } };
    const again = await pipeline.run(made, showers, more);
    const compared = /^\/(dl1|simulation)\/event/;
    expect(
      productDifferences(productTables(product, compared), productTables(again.product, compared)),
    ).toEqual([]);
  });

  it('of one type are kept by the filter', async () => {
    const input = dataFile('pyeventio/simtel/calib_true_pe.simtel.zst');
    const { product, report } = await pipeline.run(input, {
      source: { skip_calibration_events: false },
      event_type_filter: { allowed_types: ['FLATFIELD'] },
    });
    expect(report).toMatchObject({ events: 1, droppedEvents: { 'event type': 1 } });
    expect(numbers(product, '/dl1/event/subarray/trigger', 'event_type')).toEqual([0]);
  });
});
