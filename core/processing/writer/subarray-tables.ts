import type { AttributeValue } from '../../formats/hdf5/attribute.ts';
import type { Column, ColumnMeta, TextColumn } from '../../foundation/table.ts';
import type { CameraGeometry } from '../../instrument/camera-geometry.ts';
import type { CameraReadout } from '../../instrument/camera-readout.ts';
import type { SubarrayDescription } from '../../instrument/subarray-description.ts';
import { software } from '../../provenance/software.ts';
import { geocentricPosition } from './geocentric-position.ts';

/** A table of the instrument with the attributes that say what it is. */
export interface InstrumentTable {
  readonly path: string;
  readonly nRows: number;
  readonly columns: readonly (Column | TextColumn)[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

function column(meta: ColumnMeta, data: Column['data']): Column {
  return { meta, data };
}

function numbers(name: string, values: readonly number[], unit?: string): Column {
  const meta = { name, dtype: 'float64', ...(unit !== undefined && { unit }) } as const;
  return column(meta, Float64Array.from(values));
}

function integers(name: string, values: readonly number[]): Column {
  return column({ name, dtype: 'int64' }, BigInt64Array.from(values, BigInt));
}

function text(name: string, values: readonly string[]): TextColumn {
  return { meta: { name }, text: values };
}

function layout(subarray: SubarrayDescription): InstrumentTable {
  const { telescopes, cameras, optics, referenceLocation } = subarray;
  const [x, y, z] = geocentricPosition(
    referenceLocation.longitude,
    referenceLocation.latitude,
    referenceLocation.height,
  );
  const position = (name: string, axis: 0 | 1 | 2) =>
    column(
      { name, dtype: 'float32', unit: 'm' },
      Float32Array.from(telescopes, (tel) => tel.position[axis]),
    );
  return {
    path: '/configuration/instrument/subarray/layout',
    nRows: telescopes.length,
    columns: [
      column(
        { name: 'tel_id', dtype: 'uint16' },
        Uint16Array.from(telescopes, (t) => t.telId),
      ),
      text(
        'name',
        telescopes.map(({ name }) => name),
      ),
      text(
        'type',
        telescopes.map(({ optic }) => optics[optic].sizeType),
      ),
      position('pos_x', 0),
      position('pos_y', 1),
      position('pos_z', 2),
      text(
        'camera_name',
        telescopes.map(({ camera }) => cameras[camera].name),
      ),
      text(
        'optics_name',
        telescopes.map(({ optic }) => optics[optic].name),
      ),
      integers(
        'camera_index',
        telescopes.map(({ camera }) => camera),
      ),
      integers(
        'optics_index',
        telescopes.map(({ optic }) => optic),
      ),
      text(
        'tel_description',
        telescopes.map(({ type }) => type),
      ),
    ],
    attributes: {
      ORIGIN: 'ctapipe.instrument.SubarrayDescription',
      SUBARRAY: subarray.name,
      SOFT_VER: software.version,
      TAB_TYPE: 'subarray',
      TAB_VER: '2.0',
      name: subarray.name,
      reference_itrs_x: x,
      reference_itrs_y: y,
      reference_itrs_z: z,
    },
  };
}

function opticsTable({ optics, name }: SubarrayDescription): InstrumentTable {
  return {
    path: '/configuration/instrument/telescope/optics',
    nRows: optics.length,
    columns: [
      text(
        'optics_name',
        optics.map((optic) => optic.name),
      ),
      text(
        'size_type',
        optics.map(({ sizeType }) => sizeType),
      ),
      text(
        'reflector_shape',
        optics.map(({ reflectorShape }) => reflectorShape),
      ),
      numbers(
        'mirror_area',
        optics.map(({ mirrorArea }) => mirrorArea),
        'm2',
      ),
      integers(
        'n_mirrors',
        optics.map(({ nMirrors }) => nMirrors),
      ),
      integers(
        'n_mirror_tiles',
        optics.map(({ nMirrorTiles }) => nMirrorTiles),
      ),
      numbers(
        'equivalent_focal_length',
        optics.map((optic) => optic.equivalentFocalLength),
        'm',
      ),
      numbers(
        'effective_focal_length',
        optics.map((optic) => optic.effectiveFocalLength),
        'm',
      ),
    ],
    attributes: {
      ORIGIN: 'ctapipe.instrument.SubarrayDescription',
      SUBARRAY: name,
      SOFT_VER: software.version,
      TAB_TYPE: 'optics',
      TAB_VER: '4.0',
    },
  };
}

function geometryTable(geometry: CameraGeometry, index: number): InstrumentTable {
  return {
    path: `/configuration/instrument/telescope/camera/geometry_${String(index)}`,
    nRows: geometry.nPixels,
    columns: [
      column({ name: 'pix_id', dtype: 'int64' }, BigInt64Array.from(geometry.pixId, BigInt)),
      column({ name: 'pix_x', dtype: 'float64', unit: 'm' }, geometry.pixX),
      column({ name: 'pix_y', dtype: 'float64', unit: 'm' }, geometry.pixY),
      column({ name: 'pix_area', dtype: 'float64', unit: 'm2' }, geometry.pixArea),
    ],
    attributes: {
      PIX_TYPE: geometry.pixType,
      GRID: geometry.pixType === 'square' ? 'square' : 'hex',
      TAB_TYPE: 'ctapipe.instrument.CameraGeometry',
      TAB_VER: '2.1',
      CAM_ID: geometry.name,
      PIX_ROT: geometry.pixRotation,
      CAM_ROT: geometry.camRotation,
    },
  };
}

function readoutTable(readout: CameraReadout, index: number): InstrumentTable {
  const { nChannels, referencePulseShape: shape, referencePulseSampleWidth: width } = readout;
  const nSamples = nChannels === 0 ? 0 : shape.length / nChannels;
  return {
    path: `/configuration/instrument/telescope/camera/readout_${String(index)}`,
    nRows: nSamples,
    columns: [
      ...Array.from({ length: nChannels }, (_, channel) =>
        column(
          { name: `reference_pulse_shape_channel${String(channel)}`, dtype: 'float64' },
          shape.subarray(channel * nSamples, (channel + 1) * nSamples),
        ),
      ),
      numbers(
        'reference_pulse_sample_time',
        Array.from({ length: nSamples }, (_, sample) => sample * width),
        'ns',
      ),
    ],
    attributes: {
      TAB_TYPE: 'ctapipe.instrument.CameraReadout',
      TAB_VER: '3.0',
      CAM_ID: readout.name,
      NCHAN: BigInt(nChannels),
      NPIXELS: BigInt(readout.nPixels),
      NSAMPLES: BigInt(readout.nSamples),
      SAMPFREQ: readout.samplingRate,
      REFWIDTH: width,
    },
  };
}

/**
 * The tables that describe a subarray, in the layout of ctapipe 0.32 (layout v2.0, optics v4.0,
 * geometry v2.1, readout v3.0).
 */
export function subarrayTables(subarray: SubarrayDescription): readonly InstrumentTable[] {
  return [
    layout(subarray),
    opticsTable(subarray),
    ...subarray.cameras.flatMap(({ geometry, readout }, index) => [
      geometryTable(geometry, index),
      readoutTable(readout, index),
    ]),
  ];
}
