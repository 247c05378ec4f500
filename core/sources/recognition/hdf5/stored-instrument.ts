import type { Table } from '../../../foundation/table.ts';
import { findColumn, numbersOf, textsOf } from '../../ctapipe-hdf5/column-access.ts';
import { geodeticPosition } from '../../ctapipe-hdf5/geodetic-position.ts';
import type { SiteFacts, TelescopeFacts } from '../file-facts.ts';
import {
  childrenOf,
  hasDataset,
  type Hdf5Survey,
  numberAttribute,
  smallTable,
  textAttribute,
} from './hdf5-survey.ts';

/** Where ctapipe and the pipelines built on it store the array. */
export const layoutPath = '/configuration/instrument/subarray/layout';
const opticsPath = '/configuration/instrument/telescope/optics';
const cameraFolder = '/configuration/instrument/telescope/camera';

/** What a file says of its array. */
export interface StoredInstrument {
  readonly name?: string;
  readonly telescopes: readonly TelescopeFacts[];
  /** Telescopes in the order of the file, which is that of masks of telescopes. */
  readonly telIds: readonly number[];
  readonly site?: SiteFacts;
  /** `ctapipe 0.25.1` or the like, where the table of telescopes says who wrote it. */
  readonly software?: string;
}

/** Telescopes in ctapipe's short form, such as `1-4,7`. */
function idRanges(telIds: readonly number[]): string {
  const sorted = telIds.toSorted((a, b) => a - b);
  const ranges: string[] = [];
  for (let i = 0; i < sorted.length;) {
    let last = i;
    while (sorted[last + 1] === sorted[last] + 1) last += 1;
    ranges.push(last > i ? `${String(sorted[i])}-${String(sorted[last])}` : String(sorted[i]));
    i = last + 1;
  }
  return ranges.join(',');
}

/** Name of the whole array: ctapipe adds the telescopes to it when some of them were selected. */
function arrayName(name: string, telIds: readonly number[]): string {
  const suffix = `_${idRanges(telIds)}`;
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

/** The first column of several names that a table has, as text. */
function firstText(table: Table, names: readonly string[]): readonly string[] {
  const name = names.find((candidate) => table.columns.some(({ meta }) => meta.name === candidate));
  return textsOf(table, name ?? '');
}

function siteOf(attributes: Readonly<Record<string, unknown>>): SiteFacts | undefined {
  const [x, y, z] = ['x', 'y', 'z'].map((axis) => {
    const value = attributes[`reference_itrs_${axis}`];
    return typeof value === 'number' ? value : NaN;
  });
  if (![x, y, z].every(Number.isFinite)) return undefined;
  // Files without a place have zeros for longitude and latitude.
  if (y === 0 && z === 0) return undefined;
  const { longitude, latitude, height } = geodeticPosition(x, y, z);
  return { longitudeDeg: longitude, latitudeDeg: latitude, heightM: height };
}

/** Pixels of the cameras by the end of the name of their geometry: a number or the camera's name. */
async function pixelCounts(survey: Hdf5Survey): Promise<ReadonlyMap<string, number>> {
  const names = childrenOf(survey, cameraFolder).filter(
    (name) => name.startsWith('geometry_') && hasDataset(survey, `${cameraFolder}/${name}`),
  );
  const counts = names
    .filter((name) => !name.includes('__table_column_meta__'))
    .map(async (name): Promise<[string, number]> => {
      const { nRows } = await survey.file.describe(`${cameraFolder}/${name}`);
      return [name.slice('geometry_'.length), nRows];
    });
  return new Map(await Promise.all(counts));
}

/**
 * Reads the array as ctapipe stores it: versions 1 (0.8, also RTA) and 2 of the layout; undefined when
 * the file has none.
 *
 * @throws PhotoelectronError `format-damaged`
 */
export async function storedInstrument(survey: Hdf5Survey): Promise<StoredInstrument | undefined> {
  const [layout, optics, attributes, pixels] = await Promise.all([
    smallTable(survey, layoutPath),
    smallTable(survey, opticsPath),
    hasDataset(survey, layoutPath)
      ? survey.file.attributes(layoutPath, [
          'SUBARRAY',
          'name',
          'SOFT_VER',
          'reference_itrs_x',
          'reference_itrs_y',
          'reference_itrs_z',
        ])
      : Promise.resolve({}),
    pixelCounts(survey),
  ]);
  if (layout === undefined || findColumn(layout, 'tel_id') === undefined) return undefined;
  const telIds = [...numbersOf(layout, 'tel_id')];
  const names = firstText(layout, ['name']);
  const cameras = firstText(layout, ['camera_name', 'camera_type']);
  // ctapipe 0.17 wrote the name of its enumeration, too.
  const types = firstText(layout, ['tel_description']).map((type) => type.replace('SizeType.', ''));
  const cameraIndex = numbersOf(layout, 'camera_index');
  const opticsIndex = numbersOf(layout, 'optics_index');
  const [x, y, z] = ['pos_x', 'pos_y', 'pos_z'].map((name) => numbersOf(layout, name));
  const opticsNames = optics && firstText(optics, ['description', 'optics_name', 'name']);
  const focalLengths = optics && numbersOf(optics, 'equivalent_focal_length');
  const areas = optics && numbersOf(optics, 'mirror_area');

  const telescopes = telIds.map((telId, row): TelescopeFacts => {
    const mirror =
      opticsIndex[row] >= 0
        ? opticsIndex[row]
        : (opticsNames?.findIndex((name) => name === types[row] || name === names[row]) ?? -1);
    const nPixels = pixels.get(cameraIndex[row] >= 0 ? String(cameraIndex[row]) : cameras[row]);
    const focalLength = focalLengths?.[mirror] ?? NaN;
    const area = areas?.[mirror] ?? NaN;
    return {
      telId,
      ...(names[row] !== '' && { name: names[row] }),
      ...(types[row] !== '' && { type: types[row] }),
      ...(cameras[row] !== '' && { camera: cameras[row] }),
      ...(nPixels !== undefined && { nPixels }),
      ...(Number.isFinite(focalLength) && { equivalentFocalLengthM: focalLength }),
      ...(Number.isFinite(area) && { mirrorAreaM2: area }),
      ...(Number.isFinite(x[row]) && { positionM: [x[row], y[row], z[row]] as const }),
    };
  });
  const name = arrayName(
    textAttribute(attributes, 'SUBARRAY') || textAttribute(attributes, 'name'),
    telIds,
  );
  const version = textAttribute(attributes, 'SOFT_VER');
  const site = siteOf({
    reference_itrs_x: numberAttribute(attributes, 'reference_itrs_x'),
    reference_itrs_y: numberAttribute(attributes, 'reference_itrs_y'),
    reference_itrs_z: numberAttribute(attributes, 'reference_itrs_z'),
  });
  return {
    ...(name !== '' && { name }),
    telescopes,
    telIds,
    ...(site !== undefined && { site }),
    ...(version !== '' && { software: `ctapipe ${version}` }),
  };
}
