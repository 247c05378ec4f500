import { PhotoelectronError } from '../foundation/errors.ts';
import {
  arrayEventIndex,
  arrayTriggerColumns,
  fixedPointingColumns,
  geometryColumns,
  imageColumns,
  impactColumns,
  r0Columns,
  r1Columns,
  showerColumns,
  telescopeEventIndex,
  telescopeTriggerColumns,
  trueImageColumns,
} from './event-columns.ts';
import {
  type ParameterFrame,
  concentrationColumns,
  coreColumns,
  hillasColumns,
  leakageColumns,
  morphologyColumns,
  statisticsColumns,
  timingColumns,
} from './image-parameter-columns.ts';
import { muonEfficiencyColumns, muonParameterColumns, muonRingColumns } from './muon-columns.ts';
import {
  observationBlockColumns,
  producerIdColumn,
  schedulingBlockColumns,
} from './observation-columns.ts';
import { showerDistributionColumns } from './shower-distribution-columns.ts';
import { simulationRunColumns } from './simulation-run-columns.ts';
import {
  type ColumnModel,
  type EnumClass,
  type TableModel,
  type TextModel,
  withPrefix,
} from './table-model.ts';

const producerId: TextModel = { ...producerIdColumn, dtype: 'text' };

const enumClasses: Readonly<Partial<Record<string, EnumClass>>> = {
  sb_type: 'SchedulingBlockType',
  observing_mode: 'ObservingMode',
  pointing_mode: 'PointingMode',
  state: 'ObservationBlockState',
  subarray_pointing_frame: 'CoordinateFrameType',
};

/** Columns of blocks with what ctapipe makes of them. */
function blockColumns(columns: readonly ColumnModel[]): ColumnModel[] {
  return columns.map((column) => {
    const enumClass = enumClasses[column.name];
    return {
      ...column,
      ...(enumClass !== undefined && { enumClass }),
      ...(column.name.endsWith('_start_time') && { kind: 'mjd' as const }),
    };
  });
}

/** Image parameters of a frame. */
function imageParameters(frame: ParameterFrame): ColumnModel[] {
  const prefix = frame === 'TelescopeFrame' ? '' : 'camera_frame_';
  return [
    ...withPrefix(`${prefix}hillas`, hillasColumns(frame)),
    ...withPrefix(`${prefix}timing`, timingColumns(frame)),
  ];
}

/** Columns of images parameters that are the same in both frames. */
const frameless: readonly ColumnModel[] = [
  ...withPrefix('leakage', leakageColumns),
  ...withPrefix('concentration', concentrationColumns),
  ...withPrefix('morphology', morphologyColumns),
  ...withPrefix('intensity', statisticsColumns('charge', 'float32', 'float32')),
  ...withPrefix('peak_time', statisticsColumns('peak time', 'float32', 'float32')),
  ...withPrefix('core', coreColumns),
];

const trueParameters: readonly ColumnModel[] = [
  ...withPrefix('true_hillas', hillasColumns('TelescopeFrame')),
  ...withPrefix('true_camera_frame_hillas', hillasColumns('CameraFrame')),
  ...withPrefix(
    'true_leakage',
    leakageColumns.map((c) => ({ ...c, dtype: 'float64' }) as const),
  ),
  ...withPrefix('true_concentration', concentrationColumns),
  ...withPrefix('true_morphology', morphologyColumns),
  ...withPrefix(
    'true_intensity',
    statisticsColumns('number of photo-electrons', 'int32', 'float64'),
  ),
];

/** Counts of a quality query: `criteria` and `func` are text. */
const qualityColumns: readonly (ColumnModel | TextModel)[] = [
  { name: 'criteria', dtype: 'text', description: 'Name of the criterion' },
  { name: 'counts', dtype: 'int64', description: 'Rows that pass this criterion' },
  {
    name: 'cumulative_counts',
    dtype: 'int64',
    description: 'Rows that pass this criterion and all before it',
  },
  { name: 'func', dtype: 'text', description: 'Expression of the criterion' },
];

/**
 * Every table of the products that we write: paths and columns of ctapipe's data model v7.6.0
 * (ctapipe 0.32, `DATA_MODEL_CHANGE_HISTORY`); the descriptions are our own.
 */
export const productTables: readonly TableModel[] = [
  {
    path: '/configuration/observation/scheduling_block',
    title: 'Scheduling blocks',
    columns: [...blockColumns(schedulingBlockColumns), producerId],
  },
  {
    path: '/configuration/observation/observation_block',
    title: 'Observation blocks (runs)',
    columns: [...blockColumns(observationBlockColumns), producerId],
  },
  {
    path: '/configuration/simulation/run',
    title: 'Configuration of simulated runs',
    columns: simulationRunColumns,
  },
  {
    path: '/configuration/telescope/pointing/{tel}',
    title: 'Pointing that does not change during an observation',
    columns: fixedPointingColumns,
  },
  {
    path: '/simulation/service/shower_distribution',
    title: 'Simulated showers by energy and core distance',
    // How many bins there are comes with the data.
    columns: showerDistributionColumns(1, 1),
  },
  {
    path: '/simulation/service/atmosphere_density_profile',
    title: 'Density of the atmosphere',
    // Which columns there are depends on the model of the atmosphere.
    columns: [],
  },
  {
    path: '/simulation/event/subarray/shower',
    title: 'Simulated showers',
    columns: [...arrayEventIndex, ...withPrefix('true', showerColumns)],
  },
  {
    path: '/simulation/event/telescope/impact/{tel}',
    title: 'True impact distances',
    columns: [...telescopeEventIndex, ...withPrefix('true_impact', impactColumns)],
  },
  {
    path: '/simulation/event/telescope/images/{tel}',
    title: 'True images',
    columns: [...telescopeEventIndex, ...trueImageColumns],
  },
  {
    path: '/simulation/event/telescope/parameters/{tel}',
    title: 'Image parameters of the true images',
    columns: [...telescopeEventIndex, ...trueParameters],
  },
  {
    path: '/r0/event/telescope/{tel}',
    title: 'Raw waveforms',
    columns: [...telescopeEventIndex, ...r0Columns],
  },
  {
    path: '/r1/event/telescope/{tel}',
    title: 'Calibrated waveforms',
    columns: [...telescopeEventIndex, ...r1Columns],
  },
  {
    path: '/dl1/event/subarray/trigger',
    title: 'Array events',
    columns: [...arrayEventIndex, ...arrayTriggerColumns],
  },
  {
    path: '/dl1/event/telescope/trigger',
    title: 'Telescope events',
    columns: [...telescopeEventIndex, ...telescopeTriggerColumns],
  },
  {
    path: '/dl1/event/telescope/images/{tel}',
    title: 'Images',
    columns: [...telescopeEventIndex, ...imageColumns],
  },
  {
    path: '/dl1/event/telescope/parameters/{tel}',
    title: 'Image parameters',
    columns: [
      ...telescopeEventIndex,
      ...imageParameters('TelescopeFrame'),
      ...imageParameters('CameraFrame'),
      ...frameless,
    ],
  },
  {
    path: '/dl1/event/telescope/muon/{tel}',
    title: 'Muon rings',
    columns: [
      ...telescopeEventIndex,
      ...withPrefix('muonring', muonRingColumns),
      ...withPrefix('muonparameters', muonParameterColumns),
      ...withPrefix('muonefficiency', muonEfficiencyColumns),
    ],
  },
  {
    path: '/dl1/service/image_statistics',
    title: 'Counts of the image quality query',
    columns: qualityColumns,
  },
  {
    path: '/dl2/event/subarray/geometry/{algorithm}',
    title: 'Stereo reconstruction',
    columns: [...arrayEventIndex, ...withPrefix('{algorithm}', geometryColumns)],
  },
  {
    path: '/dl2/event/telescope/impact/{algorithm}/{tel}',
    title: 'Distances of the telescope from the reconstructed showers',
    columns: [...telescopeEventIndex, ...withPrefix('{algorithm}_tel_impact', impactColumns)],
  },
  {
    path: '/dl2/service/tel_event_statistics/{algorithm}',
    title: 'Counts of the quality query of the reconstruction',
    columns: qualityColumns,
  },
];

/** A table model with the place holders of its path filled in. */
function fill(model: TableModel, path: string, algorithm: string): TableModel {
  return {
    path,
    title: model.title,
    columns: model.columns.map((column) => ({
      ...column,
      name: column.name.replace('{algorithm}', algorithm),
    })),
  };
}

/**
 * The declaration of the table at a path of a product.
 *
 * @param path such as `/dl1/event/telescope/images/tel_001`
 * @throws PhotoelectronError `argument-invalid` when there is no such table in the data model
 */
export function productTable(path: string): TableModel {
  const parts = path.split('/');
  for (const model of productTables) {
    const pattern = model.path.split('/');
    const fits =
      pattern.length === parts.length &&
      pattern.every(
        (part, i) =>
          part === parts[i] ||
          (part === '{tel}' && /^tel_\d{3,}$/.test(parts[i])) ||
          (part === '{algorithm}' && parts[i] !== ''),
      );
    if (fits) return fill(model, path, parts[pattern.indexOf('{algorithm}')] ?? '');
  }
  throw new PhotoelectronError(
    'argument-invalid',
    `There is no table ${path} in the data model; declare it in core/datamodel/product-tables.ts.`,
    { item: path },
  );
}
