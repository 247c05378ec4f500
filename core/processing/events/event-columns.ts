import type { ParameterFrame } from '../../datamodel/image-parameter-columns.ts';
import { productTable } from '../../datamodel/product-tables.ts';
import type { ColumnMeta } from '../../foundation/table.ts';
import { imageParameterNames } from '../../native/image-parameter-names.ts';

/** A column by which events are told apart. */
export interface EventColumn {
  readonly name: string;
  /** In astropy's spelling, empty for plain numbers. */
  readonly unit: string;
  readonly description: string;
  /** Whether it belongs to an array event or to the image of one telescope. */
  readonly of: 'event' | 'image';
  /** Whether its values are truth values (0 and 1). */
  readonly isTruth: boolean;
}

/** What decides which columns there are. */
export interface EventColumnChoice {
  readonly isSimulation: boolean;
  /** Frame of the image parameters. */
  readonly frame: ParameterFrame;
  /** Names of the reconstructors. */
  readonly algorithms: readonly string[];
  readonly hasMuons: boolean;
  /** Columns of steps written in TypeScript. */
  readonly custom: readonly Omit<ColumnMeta, 'dtype'>[];
}

const eventColumn = (name: string, description: string, unit = ''): EventColumn => ({
  ...{ name, unit, description, of: 'event', isTruth: false },
});

/**
 * The columns of an opened file: those of the tables that `processFile` writes, by the same names, and
 * a few counts.
 */
export function eventColumns(choice: EventColumnChoice): EventColumn[] {
  const { isSimulation, frame, algorithms, hasMuons, custom } = choice;
  const ofEvent = (path: string) => columnsOf(path, 'event');
  const ofImage = (path: string) => columnsOf(path, 'image');
  const parameters = ofImage('/dl1/event/telescope/parameters/tel_001');
  const named = (columns: readonly EventColumn[], names: readonly string[]) =>
    columns.filter(({ name }) => names.includes(name));
  return [
    ...arrayColumns(),
    ...(isSimulation ? ofEvent('/simulation/event/subarray/shower') : []),
    ...algorithms.flatMap((name) => ofEvent(`/dl2/event/subarray/geometry/${name}`)),
    ...imageColumns(),
    ...named(parameters, [...imageParameterNames(frame, false).table, 'core_psi']),
    ...custom.map((meta) => fromMeta(meta, 'image')),
    ...algorithms.flatMap((name) =>
      ofImage(`/dl2/event/telescope/impact/${name}/tel_001`).filter(isNoUncertainty),
    ),
    ...(hasMuons ? ofImage('/dl1/event/telescope/muon/tel_001') : []),
    ...(isSimulation ? trueColumns(frame) : []),
  ];
}

function arrayColumns(): EventColumn[] {
  return [
    ...productColumns('/dl1/event/subarray/trigger', 'event').filter(({ name }) =>
      ['obs_id', 'event_id', 'event_type'].includes(name),
    ),
    eventColumn('time', 'Time of the array event, TAI since 1970-01-01T00:00:00 TAI', 's'),
    eventColumn('n_telescopes', 'Telescopes with an image'),
    eventColumn('n_triggered', 'Telescopes that took part in the event'),
  ];
}

function imageColumns(): EventColumn[] {
  return productColumns('/dl1/event/telescope/trigger', 'image').filter(({ name }) =>
    ['tel_id', 'n_trigger_pixels'].includes(name),
  );
}

function trueColumns(frame: ParameterFrame): EventColumn[] {
  const { table } = imageParameterNames(frame, true);
  return [
    ...columnsOf('/simulation/event/telescope/impact/tel_001', 'image').filter(isNoUncertainty),
    ...columnsOf('/simulation/event/telescope/images/tel_001', 'image').filter(
      ({ name }) => name === 'true_image_sum',
    ),
    ...columnsOf('/simulation/event/telescope/parameters/tel_001', 'image').filter(({ name }) =>
      table.includes(name),
    ),
  ];
}

/** Uncertainties of impact distances are never known. */
function isNoUncertainty({ name }: EventColumn): boolean {
  return !name.endsWith('_uncert');
}

/** Plain columns of a table but those that say which event it is. */
function columnsOf(path: string, of: EventColumn['of']): EventColumn[] {
  return productColumns(path, of).filter(
    ({ name }) => !['obs_id', 'event_id', 'tel_id'].includes(name),
  );
}

function productColumns(path: string, of: EventColumn['of']): EventColumn[] {
  return productTable(path).columns.flatMap((column) =>
    column.dtype === 'text' || 'kind' in column ? [] : [fromMeta(column, of)],
  );
}

function fromMeta(
  { name, unit = '', description = '', ...meta }: Partial<ColumnMeta> & { readonly name: string },
  of: EventColumn['of'],
): EventColumn {
  return { name, unit, description, of, isTruth: meta.dtype === 'bool' };
}
