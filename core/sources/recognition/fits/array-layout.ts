import { fitsColumns } from '../../../formats/fits/fits-columns.ts';
import { readFitsColumns } from '../../../formats/fits/read-fits-columns.ts';
import type { ReadFitsData } from '../../../formats/fits/walk-fits.ts';
import type { TelescopeFacts } from '../file-facts.ts';
import { compact } from './event-list.ts';
import type { KnownHdu } from './hdu-role.ts';
import { numberAt } from './index-table.ts';

/** Arrays of more telescopes than this are not listed one by one. */
const MAX_TELESCOPES = 10_000;

/** Names under which tables of telescopes keep what is wanted. */
const NAMES = {
  telId: ['TELID', 'TEL_ID'],
  x: ['POSX', 'POS_X', 'X'],
  y: ['POSY', 'POS_Y', 'Y'],
  z: ['POSZ', 'POS_Z', 'Z'],
  nPixels: ['N_PIX', 'NUM_PIXELS'],
  focalLength: ['FOCLEN', 'EQUIVALENT_FOCAL_LENGTH'],
  mirrorArea: ['MIRAREA', 'MIRROR_AREA'],
  name: ['NAME', 'TELESCOPE_NAME'],
} as const;

type Item = keyof typeof NAMES;

/**
 * Telescopes of a table of an array (such as TELARRAY of GADF).
 *
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export async function readArrayLayout(
  { hdu }: KnownHdu,
  path: string,
  readData: ReadFitsData,
): Promise<TelescopeFacts[]> {
  if (hdu.nRows > MAX_TELESCOPES) return [];
  const scalars = fitsColumns(hdu, path).filter(
    ({ element, repeat }) => element === 'A' || repeat === 1,
  );
  const columnOf = (item: Item) =>
    scalars.find(({ name }) => (NAMES[item] as readonly string[]).includes(name.toUpperCase()))
      ?.name;
  const items = Object.keys(NAMES) as Item[];
  const names = items.map(columnOf).filter((name) => name !== undefined);
  const columns = await readFitsColumns(hdu, path, readData, names);
  const data = (item: Item) => columns[columnOf(item) ?? ''];
  return Array.from({ length: hdu.nRows }, (_, row) => {
    const [telId, x, y, z] = (['telId', 'x', 'y', 'z'] as const).map((item) =>
      numberAt(data(item), row),
    );
    if (telId === undefined || !Number.isSafeInteger(telId)) return undefined;
    const name = data('name')?.[row];
    const isPlaced = x !== undefined && y !== undefined && z !== undefined;
    return {
      telId,
      ...compact<Omit<TelescopeFacts, 'telId'>>({
        name: typeof name === 'string' && name !== '' ? name : undefined,
        nPixels: positive(numberAt(data('nPixels'), row)),
        equivalentFocalLengthM: positive(numberAt(data('focalLength'), row)),
        mirrorAreaM2: positive(numberAt(data('mirrorArea'), row)),
        positionM: isPlaced ? [x, y, z] : undefined,
      }),
    };
  }).filter((telescope) => telescope !== undefined);
}

/** Columns that nobody filled in hold zeros. */
function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
