import type { ColumnMeta } from '../foundation/table.ts';

/** Name of the text column that says where the ids of blocks come from. */
export const producerIdColumn = {
  name: 'producer_id',
  description: 'Who gave the ids: the name of a site or "simulation"',
} as const;

/**
 * Scheduling blocks, one row each (with `producer_id`); names, types and values of ctapipe's
 * `SchedulingBlockContainer`.
 */
export const schedulingBlockColumns = [
  { name: 'sb_id', dtype: 'uint64', description: 'Scheduling block' },
  {
    name: 'sb_type',
    dtype: 'int64',
    description: 'Kind of scheduling block',
    enumNames: { UNKNOWN: -1, OBSERVATION: 0, CALIBRATION: 1, ENGINEERING: 2 },
  },
  {
    name: 'observing_mode',
    dtype: 'int64',
    description: 'How the observations of the block are spread over the sky',
    enumNames: { UNKNOWN: -1, WOBBLE: 0, ON_OFF: 1, GRID: 2, CUSTOM: 3 },
  },
  {
    name: 'pointing_mode',
    dtype: 'int64',
    description: 'How the telescopes move during the block',
    enumNames: { UNKNOWN: -1, TRACK: 0, DRIFT: 1 },
  },
] as const satisfies readonly ColumnMeta[];

/**
 * Observation blocks (runs), one row each (with `producer_id`); names, types and values of
 * ctapipe's `ObservationBlockContainer`. Times are modified Julian days in TAI.
 */
export const observationBlockColumns = [
  { name: 'obs_id', dtype: 'uint64', description: 'Observation block' },
  { name: 'sb_id', dtype: 'uint64', description: 'Scheduling block that it belongs to' },
  {
    name: 'state',
    dtype: 'int64',
    description: 'How the observation ended',
    enumNames: {
      UNKNOWN: -1,
      FAILED: 0,
      COMPLETED_SUCCEDED: 1,
      COMPLETED_CANCELED: 2,
      COMPLETED_TRUNCATED: 3,
      ARCHIVED: 4,
    },
  },
  {
    name: 'subarray_pointing_lat',
    dtype: 'float32',
    unit: 'deg',
    description: 'Latitude of the nominal pointing in its frame',
  },
  {
    name: 'subarray_pointing_lon',
    dtype: 'float32',
    unit: 'deg',
    description: 'Longitude of the nominal pointing in its frame',
  },
  {
    name: 'subarray_pointing_frame',
    dtype: 'int64',
    description: 'Frame in which the nominal pointing does not move',
    enumNames: { UNKNOWN: -1, ALTAZ: 0, ICRS: 1, GALACTIC: 2 },
  },
  {
    name: 'scheduled_duration',
    dtype: 'float64',
    unit: 'min',
    description: 'Duration that was planned',
  },
  {
    name: 'scheduled_start_time',
    dtype: 'float64',
    unit: 'd',
    description: 'Start that was planned (modified Julian day, TAI)',
  },
  {
    name: 'actual_start_time',
    dtype: 'float64',
    unit: 'd',
    description: 'Start (modified Julian day, TAI)',
  },
  { name: 'actual_duration', dtype: 'float64', unit: 'min', description: 'Duration' },
] as const satisfies readonly ColumnMeta[];
