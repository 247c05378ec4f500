import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Compression } from '../../core/formats/hdf5/chunk-codec.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { voUnit } from '../../core/processing/writer/vo-unit.ts';
import { dataFile } from '../data-folder.ts';
import { type PeerResult, peerArray } from './exchange.ts';
import { peerFolder, peerPython, runPeer, runProgram } from './run-peer.ts';
import {
  type WrittenTables,
  syntheticSubarray,
  writeSyntheticProduct,
} from '../synthetic-product.ts';

const folder = peerFolder('hdf5-writer-files');

describe('a product of ours read by PyTables and ctapipe', () => {
  let tables: WrittenTables;
  let result: PeerResult;

  beforeAll(async () => {
    const product = path.join(folder, 'product.h5');
    const second = path.join(folder, 'second.h5');
    tables = await writeSyntheticProduct(product, 7);
    await writeSyntheticProduct(second, 8);
    result = await runPeer('hdf5-writer.py', [product, second]);
  });

  /** A column as we wrote it. */
  function written(item: string, name: string) {
    const column = tables.get(item)?.find(({ meta }) => meta.name === name);
    if (column === undefined) throw new Error(`nothing was written to ${item}:${name}`);
    return column;
  }

  function numbers(item: string, name: string): number[] {
    const column = written(item, name);
    if (!('data' in column)) throw new Error(`${item}:${name} is text`);
    return Array.from(column.data, Number);
  }

  it('holds every column, unit and row that we wrote', () => {
    const texts = result.notes.texts as Record<string, string[]>;
    const units = result.notes.units as Record<string, string>;
    let columns = 0;
    for (const [item, list] of tables) {
      for (const column of list) {
        const key = `${item}:${column.meta.name}`;
        columns++;
        if ('text' in column) {
          expect(texts[key], key).toEqual(column.text);
          continue;
        }
        const seen = result.arrays.get(key);
        expect(seen?.data, key).toEqual(column.data);
        const { unit = '', dtype } = column.meta;
        if (column.meta.name.endsWith('_start_time')) continue;
        expect(units[key], key).toBe(voUnit(unit));
        expect(seen?.dtype, key).toBe(dtype === 'bool' ? 'uint8' : dtype);
      }
    }
    expect(columns).toBeGreaterThan(300);
  });

  it('gives ctapipe its enumerations, the configuration and the marks of ours', () => {
    const kinds = result.notes.kinds as Record<string, string>;
    expect(kinds['/dl1/event/subarray/trigger:event_type']).toBe('EventType');
    expect(kinds['/configuration/observation/observation_block:state']).toBe(
      'ObservationBlockState',
    );
    expect(result.notes.configuration).toBe('cleaning: {}\n');
    expect(result.notes.complete).toBe(true);
  });

  it('describes the subarray', () => {
    const { telescopes, cameras, optics, referenceLocation } = syntheticSubarray;
    expect([...peerArray(result, 'subarray:tel_id', 'uint16')]).toEqual(
      telescopes.map(({ telId }) => telId),
    );
    expect([...peerArray(result, 'subarray:position', 'float32')]).toEqual(
      telescopes.flatMap(({ position }) => position),
    );
    const [lon, lat, height] = peerArray(result, 'subarray:location', 'float64');
    expect(lon).toBeCloseTo(referenceLocation.longitude, 9);
    expect(lat).toBeCloseTo(referenceLocation.latitude, 9);
    expect(height).toBeCloseTo(referenceLocation.height, 5);
    expect(result.notes.descriptions).toEqual(telescopes.map(({ type }) => type));
    for (const { telId, camera, optic } of telescopes) {
      const { geometry, readout } = cameras[camera];
      const key = `camera:${String(telId)}`;
      expect(peerArray(result, `${key}:pix_x`, 'float64')).toEqual(geometry.pixX);
      expect(peerArray(result, `${key}:pix_area`, 'float64')).toEqual(geometry.pixArea);
      expect(peerArray(result, `${key}:pulse`, 'float64')).toEqual(readout.referencePulseShape);
      expect([...peerArray(result, `${key}:numbers`, 'float64')]).toEqual([
        geometry.pixRotation,
        geometry.camRotation,
        optics[optic].effectiveFocalLength,
        readout.samplingRate,
        readout.nSamples,
        optics[optic].mirrorArea,
      ]);
    }
  });

  it('is read event by event by the event source of ctapipe', () => {
    const trigger = '/dl1/event/telescope/trigger';
    const telIds = numbers(trigger, 'tel_id');
    const eventIds = numbers(trigger, 'event_id');
    const arrayEvents = numbers('/dl1/event/subarray/trigger', 'event_id');
    const seen = peerArray(result, 'events', 'float64');
    const width = seen.length / telIds.length;
    expect(width).toBe(17);
    const nextRow = new Map<string, number>();
    telIds.forEach((telId, i) => {
      const tel = `tel_${String(telId).padStart(3, '0')}`;
      const row = nextRow.get(tel) ?? 0;
      nextRow.set(tel, row + 1);
      const event = arrayEvents.indexOf(eventIds[i]);
      const sum = (item: string, name: string) => {
        const values = numbers(`${item}/${tel}`, name);
        const n = values.length / numbers(`${item}/${tel}`, 'tel_id').length;
        return values.slice(row * n, (row + 1) * n).reduce((total, x) => total + x, 0);
      };
      const perEvent = (item: string, name: string) => numbers(item, name)[event];
      const geometry = '/dl2/event/subarray/geometry/HillasReconstructor';
      const impact = '/dl2/event/telescope/impact/HillasReconstructor';
      const expected = [
        7,
        eventIds[i],
        telId,
        perEvent('/dl1/event/subarray/trigger', 'event_type'),
        1_700_000_000 + event + (4_000_000_000 - event) / 4e9,
        perEvent('/simulation/event/subarray/shower', 'true_energy'),
        sum('/simulation/event/telescope/images', 'true_image'),
        sum('/simulation/event/telescope/impact', 'true_impact_distance'),
        sum('/dl1/event/telescope/images', 'image'),
        sum('/dl1/event/telescope/images', 'image_mask'),
        sum('/dl1/event/telescope/parameters', 'hillas_length'),
        sum('/dl1/event/telescope/parameters', 'timing_slope'),
        sum('/r1/event/telescope', 'waveform'),
        sum('/dl1/event/telescope/muon', 'muonring_radius'),
        perEvent(geometry, 'HillasReconstructor_h_max'),
        sum(impact, 'HillasReconstructor_tel_impact_distance'),
        numbers(`/configuration/telescope/pointing/${tel}`, 'telescope_pointing_altitude')[0],
      ];
      expected.forEach((value, column) => {
        expect(seen[i * width + column], `column ${String(column)}`).toBeCloseTo(value, 6);
      });
    });
    expect(result.notes.datalevels).toEqual([
      'DL1_IMAGES',
      'DL1_MUON',
      'DL1_PARAMETERS',
      'DL2',
      'R1',
    ]);
    expect(result.notes.n_simulation_runs).toBe(1);
    expect(result.notes.atmosphere).toBe('TableAtmosphereDensityProfile');
  });

  it('is joined by the table loader of ctapipe', () => {
    expect(result.notes.types).toEqual({ LST_LST_HexCam: 6, SST_SC_SquareCam: 3 });
    expect(result.notes.image_shapes).toEqual({ LST_LST_HexCam: 49, SST_SC_SquareCam: 64 });
    expect(result.notes.joined).toEqual({
      true_energy: 'TeV',
      timing_slope: '1 / deg',
      HillasReconstructor_alt: 'deg',
      tel_impact: 'm',
    });
    const eventIds = peerArray(result, 'joined:event_id', 'int64');
    const energies = peerArray(result, 'joined:true_energy', 'float64');
    const arrayEvents = numbers('/dl1/event/subarray/trigger', 'event_id');
    const written = numbers('/simulation/event/subarray/shower', 'true_energy');
    expect(eventIds).toHaveLength(9);
    expect([...energies]).toEqual(
      Array.from(eventIds, (id) => written[arrayEvents.indexOf(Number(id))]),
    );
  });

  it('is merged by the merge tool of ctapipe', () => {
    expect(result.notes.merged_obs_ids).toEqual([7, 8]);
    const factors = result.notes.merged_factor as Record<string, number>;
    for (const item of tables.keys()) {
      if (item.endsWith('atmosphere_density_profile')) continue;
      expect(factors[item], item).toBe(item.includes('statistics') ? 1 : 2);
    }
  });
});

describe('a product of ours read by tools without the blosc filter', () => {
  it.each<Compression>(['none', 'deflate'])('by h5py (%s)', async (compression) => {
    const product = path.join(folder, `${compression}.h5`);
    const tables = await writeSyntheticProduct(product, 7, { compression });
    const result = await runPeer('hdf5-h5py.py', [product]);
    const texts = result.notes.texts as Record<string, string[]>;
    for (const [item, list] of tables) {
      for (const column of list) {
        const key = `${item}:${column.meta.name}`;
        if ('text' in column) expect(texts[key], key).toEqual(column.text);
        else expect(result.arrays.get(key)?.data, key).toEqual(column.data);
      }
    }
    expect(result.notes.filters).toEqual(
      compression === 'none' ? ['fletcher32'] : ['deflate', 'fletcher32', 'shuffle'],
    );
  });

  it('by h5dump, where it is installed', async () => {
    const product = path.join(folder, 'h5dump.h5');
    await writeSyntheticProduct(product, 7, { compression: 'deflate' });
    const dump = await runProgram('h5dump', ['-d', '/dl1/event/subarray/trigger', product]).catch(
      (cause: unknown) => {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw cause;
      },
    );
    if (dump === undefined) {
      process.stderr.write('h5dump is not installed: its reading of our files was not tested\n');
      return;
    }
    expect(dump).toContain('5000000000');
    expect(dump).toContain('H5T_STD_B8LE } "tels_with_trigger"');
  });
});

describe('ctapipe', () => {
  it('reads a product without events', async () => {
    const output = path.join(folder, 'nothing.h5');
    const input = dataFile(
      'simtools-tests/simtel/proton_run000201_za20deg_azm000deg_North_alpha_6.0.0_no_trigger.simtel.zst',
    );
    await processFile({ input, output, config: 'default' });
    const script = [
      'import sys',
      'from ctapipe.io import HDF5EventSource, TableLoader',
      'with HDF5EventSource(sys.argv[1]) as source, TableLoader(sys.argv[1]) as loader:',
      '    events, rows = len(list(source)), len(loader.read_telescope_events())',
      '    print(events, rows, len(source.simulation_config))',
    ].join('\n');
    expect((await runProgram(peerPython, ['-c', script, output])).trim()).toBe('0 0 1');
  });
});

describe('PyTables', () => {
  it('appends to a table of ours', async () => {
    const product = path.join(folder, 'append.h5');
    await writeSyntheticProduct(product, 7);
    const script = [
      'import sys, tables',
      'with tables.open_file(sys.argv[1], "a") as f:',
      '    t = f.root.dl1.event.telescope.images.tel_001',
      '    rows = t.read(); n = len(rows)',
      '    for _ in range(200): t.append(rows)',
      '    t.flush()',
      '    f.create_group("/dl1", "more")',
      'with tables.open_file(sys.argv[1]) as f:',
      '    t = f.root.dl1.event.telescope.images.tel_001.read()',
      '    assert len(t) == 201 * n and (t["image"][-n:] == rows["image"]).all()',
      '    print(len(t))',
    ].join('\n');
    expect((await runProgram(peerPython, ['-c', script, product])).trim()).toBe('603');
  });
});
