import { PhotoelectronError } from '../../foundation/errors.ts';
import type { Table } from '../../foundation/table.ts';
import type { Hdf5File } from '../../formats/hdf5/open-hdf5.ts';
import type { AttributeRead } from '../../formats/hdf5/reader-protocol.ts';
import type { PixelShape } from '../../instrument/camera-geometry.ts';
import { derotateCamera } from '../../instrument/derotate-camera.ts';
import { findNeighbors } from '../../instrument/find-neighbors.ts';
import type {
  OpticsDescription,
  ReflectorShape,
  SizeType,
} from '../../instrument/optics-description.ts';
import type {
  CameraDescription,
  SubarrayDescription,
} from '../../instrument/subarray-description.ts';
import { telescopeType } from '../../instrument/telescope-type.ts';
import { findColumn, numbersOf, textsOf } from './column-access.ts';
import { geodeticPosition } from './geodetic-position.ts';

type Attributes = Readonly<Record<string, AttributeRead>>;

const layoutPath = '/configuration/instrument/subarray/layout';
const opticsPath = '/configuration/instrument/telescope/optics';

function text(attributes: Attributes, name: string): string {
  const value = attributes[name];
  return typeof value === 'string' ? value : '';
}

function number(attributes: Attributes, name: string): number {
  const value = attributes[name];
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : NaN;
}

function oneOf<T extends string>(value: string, known: readonly T[], fallback: T): T {
  return known.find((name) => name === value) ?? fallback;
}

function damaged(file: Hdf5File, item: string, problem: string): PhotoelectronError {
  return new PhotoelectronError('format-damaged', `${item} of ${file.path} ${problem}.`, {
    path: file.path,
    item,
  });
}

async function readOptics(file: Hdf5File): Promise<OpticsDescription[]> {
  const table = await file.readRows(opticsPath);
  const names = textsOf(table, 'optics_name');
  const sizes = textsOf(table, 'size_type');
  const shapes = textsOf(table, 'reflector_shape');
  const numbers = (name: string) => numbersOf(table, name);
  const [area, mirrors, tiles, equivalent, effective] = [
    numbers('mirror_area'),
    numbers('n_mirrors'),
    numbers('n_mirror_tiles'),
    numbers('equivalent_focal_length'),
    numbers('effective_focal_length'),
  ];
  const knownSizes: readonly SizeType[] = ['LST', 'MST', 'SST', 'UNKNOWN'];
  const knownShapes: readonly ReflectorShape[] = [
    'UNKNOWN',
    'DAVIES_COTTON',
    'PARABOLIC',
    'HYBRID',
    'SCHWARZSCHILD_COUDER',
  ];
  return names.map((name, i) => ({
    name,
    sizeType: oneOf(sizes[i], knownSizes, 'UNKNOWN'),
    reflectorShape: oneOf(shapes[i], knownShapes, 'UNKNOWN'),
    equivalentFocalLength: equivalent[i],
    effectiveFocalLength: effective[i],
    nMirrors: mirrors[i],
    nMirrorTiles: tiles[i],
    mirrorArea: area[i],
  }));
}

async function readCamera(file: Hdf5File, index: number): Promise<CameraDescription> {
  const folder = '/configuration/instrument/telescope/camera';
  const geometryPath = `${folder}/geometry_${String(index)}`;
  const readoutPath = `${folder}/readout_${String(index)}`;
  const pixels = await file.readRows(geometryPath);
  const geometry = await file.attributes(geometryPath);
  const pulses = await file.readRows(readoutPath);
  const readout = await file.attributes(readoutPath);
  const name = text(geometry, 'CAM_ID');

  const pixX = numbersOf(pixels, 'pix_x');
  const pixY = numbersOf(pixels, 'pix_y');
  const shapes: readonly PixelShape[] = ['circle', 'hexagon', 'square'];
  const pixType = oneOf(
    text(geometry, 'PIX_TYPE').replace(/^hexagonal$/, 'hexagon'),
    shapes,
    'hexagon',
  );
  const nChannels = number(readout, 'NCHAN');
  const nPixels = number(readout, 'NPIXELS');
  if (!(nChannels >= 1 && nChannels <= 2)) {
    throw damaged(file, readoutPath, `has ${String(nChannels)} gain channels`);
  }
  if (nPixels !== pixels.nRows) {
    throw damaged(
      file,
      readoutPath,
      `is for ${String(nPixels)} pixels where the geometry has ${String(pixels.nRows)}`,
    );
  }
  const shape = new Float64Array(nChannels * pulses.nRows);
  for (let channel = 0; channel < nChannels; channel++) {
    const column = numbersOf(pulses, `reference_pulse_shape_channel${String(channel)}`);
    shape.set(column, channel * pulses.nRows);
  }
  return {
    name,
    geometry: derotateCamera({
      name,
      frame: 'CameraFrame',
      nPixels,
      pixId: Int32Array.from(numbersOf(pixels, 'pix_id')),
      pixX,
      pixY,
      pixArea: numbersOf(pixels, 'pix_area'),
      pixType,
      pixRotation: number(geometry, 'PIX_ROT'),
      camRotation: number(geometry, 'CAM_ROT'),
      neighbors: findNeighbors(pixX, pixY, pixType),
    }),
    readout: {
      name: text(readout, 'CAM_ID'),
      samplingRate: number(readout, 'SAMPFREQ'),
      referencePulseShape: shape,
      referencePulseSampleWidth: number(readout, 'REFWIDTH'),
      nChannels,
      nPixels,
      nSamples: number(readout, 'NSAMPLES'),
    },
  };
}

/** Indices of a column, made dense: equal values share an index, in ascending order of the values. */
function dense(table: Table, name: string): { values: number[]; index: number[] } {
  const column = [...numbersOf(table, name)];
  const values = [...new Set(column)].sort((a, b) => a - b);
  return { values, index: column.map((value) => values.indexOf(value)) };
}

/** The subarray of a file. */
interface Instrument {
  readonly subarray: SubarrayDescription;
  /** Telescopes in the order of the file, which is that of its masks of telescopes. */
  readonly maskOrder: readonly number[];
}

/**
 * Reads the subarray of a file in ctapipe's layout (layout v2.0, optics v4.0, data model v4 and
 * later).
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export async function readInstrument(file: Hdf5File): Promise<Instrument> {
  if ((await file.kind(layoutPath)) !== 'dataset' || (await file.kind(opticsPath)) !== 'dataset') {
    throw damaged(file, layoutPath, 'is missing, so that the telescopes are unknown');
  }
  const layout = await file.readRows(layoutPath);
  const attributes = await file.attributes(layoutPath);
  const allOptics = await readOptics(file);
  if (
    findColumn(layout, 'camera_index') === undefined ||
    findColumn(layout, 'optics_index') === undefined
  ) {
    throw new PhotoelectronError(
      'format-unsupported',
      `${layoutPath} of ${file.path} is of an old version without camera and optics numbers; write the file again with ctapipe 0.12 or later.`,
      { path: file.path, item: layoutPath },
    );
  }
  const cameraIndex = dense(layout, 'camera_index');
  const opticsIndex = dense(layout, 'optics_index');
  const cameras: CameraDescription[] = [];
  for (const index of cameraIndex.values) cameras.push(await readCamera(file, index));
  const optics = opticsIndex.values.map((index) => {
    const found = allOptics.at(index);
    if (found === undefined || index < 0) {
      throw damaged(file, layoutPath, `names optics ${String(index)}, which do not exist`);
    }
    return found;
  });

  const names = textsOf(layout, 'name');
  const telIds = numbersOf(layout, 'tel_id');
  const axes = (['pos_x', 'pos_y', 'pos_z'] as const).map((name) => numbersOf(layout, name));
  const telescopes = Array.from(telIds, (telId, row) => {
    const camera = cameraIndex.index[row];
    const optic = opticsIndex.index[row];
    return {
      telId,
      type: telescopeType(optics[optic], cameras[camera].name),
      name: names[row],
      camera,
      optic,
      position: [axes[0][row], axes[1][row], axes[2][row]] as const,
    };
  });
  const itrs = ['x', 'y', 'z'].map((axis) => number(attributes, `reference_itrs_${axis}`));
  const subarray = {
    name: text(attributes, 'SUBARRAY') || 'Unknown',
    telescopes: [...telescopes].sort((a, b) => a.telId - b.telId),
    cameras,
    optics,
    referenceLocation: itrs.some(Number.isNaN)
      ? { longitude: 0, latitude: 0, height: 0 }
      : geodeticPosition(itrs[0], itrs[1], itrs[2]),
  };
  return { subarray, maskOrder: [...telIds] };
}
