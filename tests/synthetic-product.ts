import { ProductWriter } from '../core/processing/writer/product-writer.ts';
import type { Hdf5WriterOptions } from '../core/formats/hdf5/hdf5-writer.ts';
import type { Column, ColumnData, DType, Table, TextColumn } from '../core/foundation/table.ts';
import type {
  CameraDescription,
  SubarrayDescription,
} from '../core/instrument/subarray-description.ts';
import { dataModelVersion } from '../core/datamodel/data-model-version.ts';
import { productTable } from '../core/datamodel/product-tables.ts';
import type { ColumnModel } from '../core/datamodel/table-model.ts';

/** What was written: the columns of every table by its path. */
export type WrittenTables = Map<string, readonly (Column | TextColumn)[]>;

const arrays = {
  float64: Float64Array,
  float32: Float32Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  bool: Uint8Array,
} as const;

function camera(
  name: string,
  nPixels: number,
  nChannels: number,
  square: boolean,
): CameraDescription {
  const side = Math.ceil(Math.sqrt(nPixels));
  const pixels = Array.from({ length: nPixels }, (_, i) => i);
  const step = square ? 1 : Math.sqrt(3) / 2;
  return {
    name,
    geometry: {
      name,
      frame: 'CameraFrame',
      nPixels,
      pixId: Int32Array.from(pixels),
      pixX: Float64Array.from(
        pixels,
        (i) => 0.05 * ((i % side) + (square ? 0 : 0.5 * (Math.floor(i / side) % 2))),
      ),
      pixY: Float64Array.from(pixels, (i) => 0.05 * step * Math.floor(i / side)),
      pixArea: new Float64Array(nPixels).fill(0.0025 * step),
      pixType: square ? 'square' : 'hexagon',
      pixRotation: 10.5,
      // ctapipe turns a camera that is rotated as it reads it.
      camRotation: 0,
      neighbors: { indptr: new Int32Array(nPixels + 1), indices: new Int32Array(0) },
    },
    readout: {
      name,
      samplingRate: 1.25,
      referencePulseShape: Float64Array.from({ length: 6 * nChannels }, (_, i) => i / 3),
      referencePulseSampleWidth: 0.5,
      nChannels,
      nPixels,
      nSamples: 30,
    },
  };
}

/** Two cameras, three telescopes. */
export const syntheticSubarray: SubarrayDescription = {
  name: 'Synthetic',
  telescopes: [
    { telId: 1, type: 'LST_LST_HexCam', name: 'LST', camera: 0, optic: 0, position: [1.5, -20, 3] },
    { telId: 2, type: 'LST_LST_HexCam', name: 'LST', camera: 0, optic: 0, position: [80, 10, 4] },
    { telId: 107, type: 'SST_SC_SquareCam', name: 'SC', camera: 1, optic: 1, position: [0, 0, 0] },
  ],
  cameras: [camera('HexCam', 49, 2, false), camera('SquareCam', 64, 1, true)],
  optics: [
    {
      name: 'LST',
      sizeType: 'LST',
      reflectorShape: 'PARABOLIC',
      equivalentFocalLength: 28,
      effectiveFocalLength: 29.3,
      nMirrors: 1,
      nMirrorTiles: 198,
      mirrorArea: 386.7,
    },
    {
      name: 'SC',
      sizeType: 'SST',
      reflectorShape: 'SCHWARZSCHILD_COUDER',
      equivalentFocalLength: 2.15,
      effectiveFocalLength: 2.15191,
      nMirrors: 2,
      nMirrorTiles: 18,
      mirrorArea: 7.9,
    },
  ],
  referenceLocation: { longitude: -17.89, latitude: 28.76, height: 2200 },
};

/** Array events and the telescopes that saw them. */
const events: readonly { readonly eventId: number; readonly tels: readonly number[] }[] = [
  { eventId: 100, tels: [1, 2] },
  { eventId: 101, tels: [107] },
  { eventId: 205, tels: [1, 2, 107] },
  { eventId: 206, tels: [2] },
  { eventId: 5_000_000_000, tels: [1, 107] },
];

/** Numbers without a pattern that a mistake could reproduce, the same in every run. */
function value(seed: number): number {
  return Math.sin(seed * 12.9898) * 43.7;
}

/** An array of an element type; whole numbers become big integers where the type asks for them. */
function makeArray(dtype: DType, values: readonly number[]): ColumnData {
  if (dtype === 'int64') return BigInt64Array.from(values, BigInt);
  if (dtype === 'uint64') return BigUint64Array.from(values, BigInt);
  return new arrays[dtype](values);
}

function data(dtype: DType, length: number, seed: number): ColumnData {
  const values = Array.from({ length }, (_, i) => {
    const x = value(seed + i);
    if (dtype === 'bool') return x > 0 ? 1 : 0;
    if (dtype.startsWith('uint')) return Math.floor(Math.abs(x));
    return dtype.startsWith('float') ? x : Math.floor(x);
  });
  return makeArray(dtype, values);
}

/** Shape of one row of a declared column. */
function rowShape(column: ColumnModel, nPixels: number): readonly number[] {
  const { name, kind } = column;
  if (kind === 'telescopes') return [syntheticSubarray.telescopes.length];
  if (['image', 'peak_time', 'image_mask', 'true_image', 'pixel_status'].includes(name)) {
    return [nPixels];
  }
  if (name === 'selected_gain_channel') return [nPixels];
  if (name === 'pixel_time_shift') return [1, nPixels];
  if (name === 'waveform') return [1, nPixels, 30];
  if (name === 'bins_energy') return [4];
  if (name === 'bins_core_dist') return [3];
  if (name === 'histogram') return [3, 2];
  return column.shape ?? [];
}

interface Index {
  readonly obsId: number;
  readonly eventIds: readonly number[];
  readonly telIds: readonly number[];
}

/** Rows for a declared table: ids from the index, everything else made up. */
function fill(path: string, index: Index, nPixels: number): Table {
  const nRows = index.eventIds.length;
  const columns = productTable(path).columns.filter(({ name }) => !name.includes('camera_frame'));
  return {
    nRows,
    columns: columns.map((column, position): Column | TextColumn => {
      const { name } = column;
      if (column.dtype === 'text') {
        return { meta: { name }, text: index.eventIds.map((_, i) => `Straße ${String(i)}`) };
      }
      const shape = rowShape(column, nPixels);
      const { dtype, unit } = column;
      const meta = {
        name,
        dtype,
        ...(unit !== undefined && { unit }),
        ...(shape.length > 0 && { shape }),
      };
      const length = nRows * shape.reduce((product, n) => product * n, 1);
      const ids: Partial<Record<string, readonly number[]>> = {
        obs_id: index.eventIds.map(() => index.obsId),
        event_id: index.eventIds,
        tel_id: index.telIds,
      };
      const known = ids[name];
      if (known !== undefined) return { meta, data: makeArray(dtype, known) };
      if (column.enumNames !== undefined) {
        const values = Object.values(column.enumNames).filter((code) => code >= 0);
        const codes = index.eventIds.map((_, i) => BigInt(values[i % values.length]));
        return { meta, data: BigInt64Array.from(codes) };
      }
      if (column.kind === 'time') {
        const ticks = index.eventIds.flatMap((_, i) => [1_700_000_000 + i, 4_000_000_000 - i]);
        return { meta, data: Uint32Array.from(ticks) };
      }
      return { meta, data: data(dtype, length, 1000 * position + path.length) };
    }),
  };
}

/**
 * Writes a product with every declared table for the synthetic subarray.
 *
 * @returns what was written
 */
export async function writeSyntheticProduct(
  path: string,
  obsId: number,
  options: Hdf5WriterOptions = {},
): Promise<WrittenTables> {
  const result: WrittenTables = new Map();
  const writer = await ProductWriter.create(path, options);
  await writer.writeSubarray(syntheticSubarray);

  const put = async (itemPath: string, table: Table) => {
    await writer.append(itemPath, table);
    result.set(itemPath, table.columns);
  };
  const one: Index = { obsId, eventIds: [1], telIds: [1] };
  const observation = fill('/configuration/observation/observation_block', one, 0);
  await put('/configuration/observation/observation_block', observation);
  await put(
    '/configuration/observation/scheduling_block',
    fill('/configuration/observation/scheduling_block', one, 0),
  );
  await put('/configuration/simulation/run', fill('/configuration/simulation/run', one, 0));
  await put(
    '/simulation/service/shower_distribution',
    fill('/simulation/service/shower_distribution', one, 0),
  );
  await put('/simulation/service/atmosphere_density_profile', {
    nRows: 5,
    columns: [
      {
        meta: { name: 'height', dtype: 'float64', unit: 'km' },
        data: Float64Array.of(0, 10, 20, 30, 40),
      },
      {
        meta: { name: 'density', dtype: 'float64', unit: 'g / cm3' },
        data: Float64Array.of(1.2e-3, 4e-4, 9e-5, 2e-5, 4e-6),
      },
      {
        meta: { name: 'column_density', dtype: 'float64', unit: 'g / cm2' },
        data: Float64Array.of(1036, 270, 56, 12, 3),
      },
    ],
    attributes: { TAB_TYPE: 'ctapipe.atmosphere.TableAtmosphereDensityProfile', TAB_VER: 1 },
  });
  await put('/dl1/service/image_statistics', fill('/dl1/service/image_statistics', one, 0));
  const statistics = '/dl2/service/tel_event_statistics/HillasReconstructor';
  await put(statistics, fill(statistics, one, 0));

  const perArrayEvent: Index = {
    obsId,
    eventIds: events.map(({ eventId }) => eventId),
    telIds: [],
  };
  for (const item of [
    '/dl1/event/subarray/trigger',
    '/simulation/event/subarray/shower',
    '/dl2/event/subarray/geometry/HillasReconstructor',
  ]) {
    const table = fill(item, perArrayEvent, 0);
    const mask = table.columns.find(({ meta }) => meta.name === 'tels_with_trigger');
    if (mask !== undefined && 'data' in mask) {
      const nTels = syntheticSubarray.telescopes.length;
      events.forEach(({ tels }, event) => {
        syntheticSubarray.telescopes.forEach(({ telId }, tel) => {
          mask.data[event * nTels + tel] = tels.includes(telId) ? 1 : 0;
        });
      });
    }
    await put(item, table);
  }
  const rows = events.flatMap(({ eventId, tels }) => tels.map((telId) => ({ eventId, telId })));
  const perTelescopeEvent: Index = {
    obsId,
    eventIds: rows.map(({ eventId }) => eventId),
    telIds: rows.map(({ telId }) => telId),
  };
  await put(
    '/dl1/event/telescope/trigger',
    fill('/dl1/event/telescope/trigger', perTelescopeEvent, 0),
  );

  for (const { telId } of syntheticSubarray.telescopes) {
    const name = `tel_${String(telId).padStart(3, '0')}`;
    const pointing = `/configuration/telescope/pointing/${name}`;
    await put(pointing, fill(pointing, { obsId, eventIds: [1], telIds: [telId] }, 0));
  }
  for (const [camera, { geometry }] of syntheticSubarray.cameras.entries()) {
    const kind = rows.filter(({ telId }) =>
      syntheticSubarray.telescopes.some((tel) => tel.telId === telId && tel.camera === camera),
    );
    const index: Index = {
      obsId,
      eventIds: kind.map(({ eventId }) => eventId),
      telIds: kind.map(({ telId }) => telId),
    };
    for (const group of [
      '/simulation/event/telescope/impact',
      '/simulation/event/telescope/images',
      '/simulation/event/telescope/parameters',
      '/r0/event/telescope',
      '/r1/event/telescope',
      '/dl1/event/telescope/images',
      '/dl1/event/telescope/parameters',
      '/dl1/event/telescope/muon',
      '/dl2/event/telescope/impact/HillasReconstructor',
    ]) {
      const table = fill(`${group}/tel_001`, index, geometry.nPixels);
      await writer.appendByTelescope(group, table, index.telIds);
      for (const telId of new Set(index.telIds)) {
        const keep = index.telIds.flatMap((tel, row) => (tel === telId ? [row] : []));
        const item = `${group}/tel_${String(telId).padStart(3, '0')}`;
        result.set(
          item,
          table.columns.map((column) => select(column, keep, table.nRows)),
        );
      }
    }
  }
  writer.setAttributes('/', {
    'CTA REFERENCE VERSION': '1',
    'CTA CONTACT NAME': 'nobody',
    'CTA CONTACT EMAIL': 'unknown',
    'CTA CONTACT ORGANIZATION': 'unknown',
    'CTA PRODUCT CREATION TIME': '2026-11-20 05:36:47.288',
    'CTA PRODUCT DATA ASSOCIATION': 'Subarray',
    'CTA PRODUCT DATA CATEGORY': 'Sim',
    'CTA PRODUCT DATA LEVELS': 'R1,DL1_IMAGES,DL1_PARAMETERS,DL1_MUON,DL2',
    'CTA PRODUCT DATA MODEL NAME': 'ASWG',
    'CTA PRODUCT DATA MODEL URL': '',
    'CTA PRODUCT DATA MODEL VERSION': dataModelVersion,
    'CTA PRODUCT DESCRIPTION': 'Photoelectron Data Product',
    'CTA PRODUCT FORMAT': 'hdf5',
    'CTA PRODUCT ID': 'd7a7e1d2-0000-4000-8000-000000000000',
    'CTA PROCESS ID': String(obsId),
    'CTA PROCESS SUBTYPE': '',
    'CTA PROCESS TYPE': 'Simulation',
    'CTA ACTIVITY ID': 'd7a7e1d2-0000-4000-8000-000000000001',
    'CTA ACTIVITY NAME': 'test',
    'CTA ACTIVITY START TIME': '2026-11-20 05:36:46.000',
    'CTA ACTIVITY STOP TIME': '2026-11-20 05:36:47.288',
    'CTA ACTIVITY TYPE': 'software',
    'CTA ACTIVITY SOFTWARE NAME': 'photoelectron',
    'CTA ACTIVITY SOFTWARE VERSION': '0.1.0',
    'CTA INSTRUMENT CLASS': 'Subarray',
    'CTA INSTRUMENT ID': 'Synthetic',
    'CTA INSTRUMENT SITE': 'Other',
    'CTA INSTRUMENT SUBTYPE': 'unspecified',
    'CTA INSTRUMENT TYPE': 'unspecified',
    'CTA INSTRUMENT VERSION': 'unspecified',
    'PHOTOELECTRON COMPLETE': true,
  });
  writer.writeText('/provenance/configuration', 'cleaning: {}\n');
  await writer.close();
  return result;
}

/** Some rows of a column. */
function select(
  column: Column | TextColumn,
  rows: readonly number[],
  nRows: number,
): Column | TextColumn {
  if ('text' in column) return { ...column, text: rows.map((row) => column.text[row]) };
  const width = column.data.length / nRows;
  const { dtype } = column.meta;
  const kept = rows.flatMap((row) =>
    Array.from(column.data.subarray(row * width, (row + 1) * width), Number),
  );
  return { meta: column.meta, data: makeArray(dtype, kept) };
}
