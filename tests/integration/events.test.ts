// Events looked at one by one, against the products of the pipeline, on real files.
import { copyFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { loadConfiguration } from '../../core/config/load-configuration.ts';
import { parseCleaner } from '../../core/config/parse-cleaner.ts';
import { extractorDefaults } from '../../core/native/extractors.ts';
import type { ArrayEventContents } from '../../core/processing/events/array-event-contents.ts';
import { EventFile } from '../../core/processing/events/event-file.ts';
import type { EventFileRequest } from '../../core/processing/events/event-file-request.ts';
import { dataFile } from '../data-folder.ts';
import { decompressedSimtel } from '../decompressed-simtel.ts';
import { type Product, productTables } from '../read-product.ts';
import { sampleFile } from '../simtel-sample.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Document, Pipeline } from './run-pipeline.ts';

const folder = temporaryFolder();
const pipeline = new Pipeline(folder);
const protons = dataFile(
  'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst',
);
const muons = 'ctapipe-extra/simtel/lst_muons.simtel.zst';
const sst = dataFile('digicampipe/simtel/sst1m_simtel_test_file.simtel.gz');
const upstream = 'generated-with-upstream/ctapipe-0.30.0';

/** So little memory that nearly every event is read again. */
const little = { batchBytes: 1, imageBytes: 300_000, waveformBytes: 1_000_000 };

let nDocuments = 0;

async function open(
  file: string,
  document: Document = {},
  more: Partial<EventFileRequest> = {},
  limits = little,
): Promise<EventFile> {
  const config = path.join(folder, `events-${String(nDocuments++)}.json`);
  writeFileSync(config, JSON.stringify(document));
  const opened = await EventFile.open(
    {
      path: file,
      configuration: await loadConfiguration(config),
      focalLengthChoice: 'EQUIVALENT',
      allEvents: false,
      ...more,
    },
    limits,
  );
  onTestFinished(() => opened.close());
  return opened;
}

/** Rows of the tables of a group by run, event and, where there is one, telescope. */
function rowsOf(product: Product, pattern: RegExp): Map<string, Record<string, unknown>> {
  const rows = new Map<string, Record<string, unknown>>();
  for (const table of productTables(product, pattern).values()) {
    for (let row = 0; row < table.nRows; row++) {
      const values: Record<string, unknown> = {};
      for (const column of table.columns) {
        if (!('data' in column)) continue;
        const width = column.data.length / table.nRows;
        const isScalar = column.meta.shape === undefined;
        values[column.meta.name] = isScalar
          ? Number(column.data[row])
          : [...column.data.subarray(row * width, (row + 1) * width)];
      }
      const key = [values['obs_id'], values['event_id'], values['tel_id'] ?? ''].join();
      rows.set(key, { ...rows.get(key), ...values });
    }
  }
  return rows;
}

/** A value as tables have it: some columns are in single precision, unknown ones are NaN or -1. */
function expectSame(ours: number | null, stored: unknown, name: string): void {
  if (typeof stored !== 'number') throw new Error(`${name} is no number`);
  if (ours === null) expect(Number.isNaN(stored) || stored === -1, name).toBe(true);
  else expect([ours, Math.fround(ours)], name).toContain(stored);
}

function expectAsProduct(event: ArrayEventContents, product: Product): void {
  const { obsId, eventId } = event;
  const of = (pattern: RegExp, telId: number | '' = '') =>
    rowsOf(product, pattern).get([obsId, eventId, telId].join());
  for (const telescope of event.telescopes) {
    const { telId } = telescope;
    const images = of(/^\/dl1\/event\/telescope\/images\//, telId);
    expect([...telescope.image]).toEqual(images?.['image']);
    expect([...telescope.peakTime]).toEqual(images?.['peak_time']);
    expect([...telescope.mask]).toEqual(images?.['image_mask']);
    // Of events with truth; others have zeros in the table.
    const truth = of(/^\/simulation\/event\/telescope\/images\//, telId)?.['true_image'];
    if (telescope.trueImage !== null) expect([...telescope.trueImage]).toEqual(truth);
    const stored = {
      ...of(/^\/dl1\/event\/telescope\/(parameters|muon)\//, telId),
      ...of(/^\/simulation\/event\/telescope\/(parameters|impact)\//, telId),
      ...of(/^\/dl2\/event\/telescope\/impact\//, telId),
    };
    const missing = Object.keys(stored).filter(
      (name) => !(name in telescope.parameters) && !/^(obs_id|event_id|.*_uncert)$/.test(name),
    );
    expect(missing).toEqual([]);
    for (const [name, value] of Object.entries(telescope.parameters)) {
      if (name in stored) {
        expectSame(value, (stored as Record<string, unknown>)[name], `${String(telId)} ${name}`);
      }
    }
    const pixels = new Set(telescope.island);
    expect(Math.max(...pixels)).toBe(telescope.parameters['morphology_n_islands'] ?? 0);
  }
  const geometry = of(/^\/dl2\/event\/subarray\/geometry\//) ?? {};
  for (const type of ['HillasReconstructor', 'HillasIntersection']) {
    const reconstructed = event.reconstructed[type] as
      ArrayEventContents['reconstructed'][string] | undefined;
    expect(reconstructed === undefined ? 0 : 1).toBe(geometry[`${type}_is_valid`] ?? 0);
    for (const [name, value] of Object.entries(reconstructed?.values ?? {})) {
      expectSame(value, geometry[name], name);
    }
  }
  const shower = of(/^\/simulation\/event\/subarray\/shower/) ?? {};
  for (const [name, value] of Object.entries(event.truth?.values ?? {})) {
    expectSame(value, shower[name], name);
  }
}

const everything: Document = {
  stereo: { reconstructors: [{ type: 'HillasReconstructor' }, { type: 'HillasIntersection' }] },
  output: {
    write_images: true,
    write_parameters: true,
    write_showers: true,
    write_muon_parameters: true,
  },
};

const files: readonly (readonly [name: string, file: () => string])[] = [
  ['sim_telarray of a full array, one Zstandard frame', () => protons],
  ['sim_telarray of gzip', () => sst],
  ['sim_telarray with true images of muons', () => dataFile(muons)],
  ['a product of ctapipe', () => dataFile(`${upstream}/proton_run202_lst_flashcam.dl1.h5`)],
  ['a product of two runs', () => dataFile(`${upstream}/gamma_proton_merged.dl2.h5`)],
];

describe.each(files)('of %s', (_, file) => {
  it('events have the values that the pipeline writes, whichever way they are reached', async () => {
    const { product } = await pipeline.run(file(), everything, {
      focalLengthChoice: 'EQUIVALENT',
    });
    const events = await open(file(), everything);
    await events.whenIndexed();
    const { nEvents, nImages, isComplete, fraction } = events.index();
    const triggers = product.get('/dl1/event/subarray/trigger');
    expect([nEvents, isComplete, fraction]).toEqual([triggers?.nRows, true, 1]);
    expect(nImages).toBe(rowsOf(product, /^\/dl1\/event\/telescope\/images\//).size);
    const forward = Array.from({ length: nEvents }, (__, index) => index);
    const seen = new Map<number, ArrayEventContents>();
    for (const index of forward) {
      const event = await events.get(index);
      expect(event.index).toBe(index);
      if (index < 5 || index === nEvents - 1) expectAsProduct(event, product);
      seen.set(index, event);
    }
    const jumps = forward.map((index) => (index * 7) % nEvents);
    for (const index of [...forward.toReversed(), ...jumps]) {
      expect(await events.get(index)).toEqual(seen.get(index));
    }
  });
});

test('several events are asked for at once', async () => {
  const events = await open(dataFile(muons));
  const indices = [20, 3, 29, 0, 11, 3];
  const found = await Promise.all(indices.map((index) => events.get(index)));
  expect(found.map(({ index }) => index)).toEqual(indices);
});

test('numbers are those that ctapipe has of the same events', async () => {
  // The README of the data tells what ctapipe 0.30 with its defaults made of it.
  const configuration = await loadConfiguration('ctapipe-defaults');
  const events = await open(protons, {}, { configuration, focalLengthChoice: 'EFFECTIVE' });
  await events.whenIndexed();
  const ids = [...events.table.events.get('event_id')!.values];
  const { telescopes } = await events.get(ids.indexOf(904));
  const parameters = telescopes.find(({ telId }) => telId === 7)?.parameters ?? {};
  expect(parameters['hillas_intensity']).toBeCloseTo(513.671962, 3);
  expect(parameters['hillas_length']).toBeCloseTo(0.574924, 5);
  expect(parameters['hillas_width']).toBeCloseTo(0.110351, 5);
  expect(parameters['hillas_psi']).toBeCloseTo(42.498305, 3);
});

test('directions fall where their light is', async () => {
  const events = await open(sampleFile, {}, { focalLengthChoice: 'EFFECTIVE' });
  const { telescopes } = await events.get(0);
  const [first] = telescopes;
  const { directions, parameters } = first;
  expect(directions.map(({ kind, name }) => [kind, name])).toEqual([
    ['true', ''],
    ['reconstructed', 'HillasReconstructor'],
  ]);
  // The main axis of the image of a gamma points to its direction.
  for (const { x, y } of directions) {
    const psi = ((parameters['hillas_psi'] ?? NaN) * Math.PI) / 180;
    const dx = x - (parameters['hillas_fov_lon'] ?? NaN);
    const dy = y - (parameters['hillas_fov_lat'] ?? NaN);
    expect(Math.abs(dx * Math.sin(psi) - dy * Math.cos(psi))).toBeLessThan(0.12);
  }
});

test('another cleaner gives what the pipeline gives with it', async () => {
  const cleaning = { image_cleaner: { type: 'TailcutsImageCleaner', picture_threshold_pe: 12 } };
  const document = { ...everything, cleaning } as Document;
  const { product } = await pipeline.run(protons, document, { focalLengthChoice: 'EQUIVALENT' });
  const events = await open(protons, everything);
  const cleaner = parseCleaner(cleaning.image_cleaner);
  for (const index of [0, 3]) {
    expectAsProduct(await events.get(index, undefined, cleaner), product);
    const [plain, other] = [await events.get(index), await events.get(index, undefined, cleaner)];
    expect(other.telescopes.map(({ mask }) => mask)).not.toEqual(
      plain.telescopes.map(({ mask }) => mask),
    );
  }
});

test('in the camera frame parameters are in metres', async () => {
  const document = { ...everything, image_parameters: { use_telescope_frame: false } };
  const { product } = await pipeline.run(sampleFile, document);
  const events = await open(sampleFile, document, { focalLengthChoice: 'EFFECTIVE' });
  const event = await events.get(0);
  expectAsProduct(event, product);
  expect(event.telescopes[0].parameters).toHaveProperty('camera_frame_hillas_x');
  const [light] = event.telescopes[0].directions;
  expect(Math.hypot(light.x, light.y)).toBeLessThan(1.2);
});

test('events that the configuration leaves out are there when all are wanted', async () => {
  const calibration = dataFile('pyeventio/simtel/calib_true_pe.simtel.zst');
  const none = await open(calibration);
  await none.whenIndexed();
  expect(none.index().nEvents).toBe(0);
  const all = await open(calibration, {}, { allEvents: true });
  const event = await all.get(0);
  expect(event.truth).toBeNull();
  expect(event.eventType).not.toBe('SUBARRAY');
});

test('counts that are not known are undefined in lists, as in events', async () => {
  // Its README: pedestals, none of whose pixels survives cleaning.
  const pedestals = dataFile('pyeventio/simtel/extracted_pedestals.simtel.zst');
  const events = await open(pedestals, {}, { allEvents: true });
  await events.whenIndexed();
  const { telescopes } = await events.get(0);
  expect(telescopes[0].parameters['morphology_n_islands']).toBeNull();
  expect(events.table.value(events.table.column('morphology_n_islands'), 0)).toBeNaN();
  const fewIslands = events.list({ filter: 'morphology_n_islands < 2', descending: false });
  expect([...fewIslands.order()]).toEqual([]);
});

test('pixels without high voltage are told as unusable, in the image and with their waveforms', async () => {
  const events = await open(dataFile('pyeventio/simtel/aux_traces_2029.simtel.zst'));
  const { telescopes } = await events.get(0);
  const broken = telescopes.flatMap(({ telId, unusable }) =>
    [...(unusable ?? []).entries()].flatMap(([pixel, is]) => (is === 1 ? [{ telId, pixel }] : [])),
  );
  expect(broken.length).toBeGreaterThan(0);
  for (const { telId, pixel } of broken) {
    const { windowWidth } = await events.waveforms(0, telId, [pixel]);
    // Its charge is made of those of its neighbours.
    expect(windowWidth).toEqual(Int32Array.of(0));
  }
});

/** Charges of these are no sums of samples as they were read. */
const noSums = ['FlashCamExtractor', 'VarianceExtractor'];
const extractors = Object.keys(extractorDefaults);

describe.each(extractors)('waveforms with %s', (type) => {
  it('have the charges of the image, which their windows sum up to', async () => {
    const own = type === 'FixedWindowSum' ? { peak_index: 15 } : {};
    const document = {
      calibration: { image_extractor: { type, ...own } },
    } as Document;
    const events = await open(protons, document);
    const { telescopes } = await events.get(0);
    expect(telescopes.length).toBeGreaterThan(1);
    for (const { telId, image, peakTime, unusable } of telescopes) {
      const brightest = [...image.keys()].sort((a, b) => image[b] - image[a]).slice(0, 5);
      const pixels = [...brightest, 0, 1000];
      const told = await events.waveforms(0, telId, pixels);
      expect([told.pixels, told.extractor, told.telId]).toEqual([pixels, type, telId]);
      expect([...told.charge]).toEqual(pixels.map((pixel) => image[pixel]));
      expect([...told.peakTime]).toEqual(pixels.map((pixel) => peakTime[pixel]));
      expect(told.samples).toHaveLength(pixels.length * told.nSamples);
      if (noSums.includes(type)) {
        expect(told.windowFactor?.every(Number.isNaN)).toBe(true);
        continue;
      }
      for (const [i, pixel] of pixels.entries()) {
        if (unusable?.[pixel] === 1) continue;
        const begin = i * told.nSamples + (told.windowStart?.[i] ?? NaN);
        const samples = told.samples.slice(begin, begin + (told.windowWidth?.[i] ?? NaN));
        const sum = samples.reduce((total, sample) => total + sample, 0);
        const charge = sum * (told.windowFactor?.[i] ?? NaN);
        expect(Math.abs(charge - image[pixel])).toBeLessThan(1e-4 * Math.max(1, image[pixel]));
      }
    }
  });
});

test('calibrated waveforms of a product give the same as the raw ones', async () => {
  const { output } = await pipeline.run(
    dataFile(muons),
    { output: { write_images: false, write_parameters: false, write_r1_waveforms: true } },
    { focalLengthChoice: 'EQUIVALENT' },
  );
  const [raw, calibrated] = [await open(dataFile(muons)), await open(output)];
  for (const index of [4, 0]) {
    const ask = [index, 1, [3, 500, 1854]] as const;
    expect(await calibrated.waveforms(...ask)).toEqual(await raw.waveforms(...ask));
  }
});

test('a file without waveforms says so, and a telescope without an image', async () => {
  const events = await open(dataFile(`${upstream}/proton_run202_lst_flashcam.dl1.h5`));
  const { telescopes } = await events.get(0);
  await expect(events.waveforms(0, telescopes[0].telId, [0])).rejects.toMatchObject({
    code: 'format-unsupported',
    message: expect.stringContaining('no waveforms') as unknown,
  });
  await expect(events.waveforms(0, 9999, [0])).rejects.toMatchObject({ code: 'event-not-found' });
});

describe('when something is wrong', () => {
  it('a file that ends early gives the events before, and a warning', async () => {
    const events = await open(dataFile('pyeventio/simtel/test_lasercal_v3.simtel.gz'));
    await events.whenIndexed();
    const { nEvents, isComplete, warnings } = events.index();
    expect(isComplete).toBe(true);
    expect(warnings.join()).toMatch(/truncated|ends early/);
    for (let index = 0; index < nEvents; index++) {
      expect((await events.get(index)).index).toBe(index);
    }
    await expect(events.get(nEvents)).rejects.toMatchObject({ code: 'event-not-found' });
  });

  it('what cannot be looked at says why', async () => {
    const text = path.join(folder, 'text.txt');
    writeFileSync(text, 'no events');
    const { output } = await pipeline.run(sampleFile, {
      output: { write_images: false, write_parameters: true },
    });
    const cases = [
      [path.join(folder, 'nothing.h5'), 'file-not-found'],
      [folder, 'file-unreadable'],
      [text, 'format-unknown'],
      [output, 'format-unsupported'],
    ] as const;
    for (const [file, code] of cases) {
      await expect(open(file)).rejects.toMatchObject({ code, place: { path: file } });
    }
  });

  const plain = async (name: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, await decompressedSimtel(muons));
    return file;
  };
  const product = (name: string) => {
    const file = path.join(folder, name);
    copyFileSync(dataFile(`${upstream}/lst_muons.dl1.h5`), file);
    return Promise.resolve(file);
  };
  const faults: readonly (readonly [string, (file: string) => void, string])[] = [
    [
      'deleted',
      (file) => {
        rmSync(file);
      },
      'file-not-found',
    ],
    [
      'cut short',
      (file) => {
        truncateSync(file, Math.floor(statSync(file).size / 3));
      },
      'file-unreadable',
    ],
    [
      'replaced',
      (file) => {
        rmSync(file);
        writeFileSync(file, 'something else that is no file of events');
      },
      'file-unreadable',
    ],
  ];

  describe.each([
    ['sim_telarray', plain],
    ['HDF5', product],
  ])('a file of %s', (kind, make) => {
    it.each(faults)('that is %s while it is open keeps what is known', async (what, harm, code) => {
      const file = await make(`${kind}-${what.replace(' ', '-')}`);
      const events = await open(file);
      await events.whenIndexed();
      const { nEvents } = events.index();
      const last = await events.get(nEvents - 1);
      harm(file);
      // Not in memory any more: little of it is there.
      await expect(events.get(14)).rejects.toMatchObject({ code, place: { path: file } });
      await expect(events.get(15)).rejects.toMatchObject({ code });
      expect(await events.get(nEvents - 1)).toEqual(last);
      const choice = { filter: 'hillas_intensity > 0', descending: false };
      expect(events.list(choice).order().length).toBeGreaterThan(0);
      expect(events.index()).toMatchObject({ nEvents, isComplete: true });
    });
  });

  it('a file that is closed while it is looked through lets go of it', async () => {
    const events = await open(protons);
    const asked = events.get(3).catch((error: unknown) => error);
    await events.close();
    // Whatever came first.
    expect(await asked).toSatisfy(
      (answer) => answer instanceof Error || (answer as { index: number }).index === 3,
    );
    await expect(events.get(1e6)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
