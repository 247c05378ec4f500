import { EventType } from './event-type.ts';
import type { ColumnModel } from './table-model.ts';

/** Kind of an event. */
export const eventTypeColumn: ColumnModel = {
  name: 'event_type',
  dtype: 'int64',
  description: 'Kind of event',
  enumNames: EventType,
  enumClass: 'EventType',
};

/** What identifies an array event. */
export const arrayEventIndex: readonly ColumnModel[] = [
  { name: 'obs_id', dtype: 'int32', description: 'Observation (run)' },
  { name: 'event_id', dtype: 'int64', description: 'Array event within the observation' },
];

/** What identifies a telescope event. */
export const telescopeEventIndex: readonly ColumnModel[] = [
  ...arrayEventIndex,
  { name: 'tel_id', dtype: 'int16', description: 'Telescope' },
];

/** A time stamp. */
export function timeColumn(name: string, description: string): ColumnModel {
  return { name, dtype: 'uint32', shape: [2], kind: 'time', description };
}

/** Trigger of an array event. */
export const arrayTriggerColumns: readonly ColumnModel[] = [
  timeColumn('time', 'Time of the array event'),
  {
    name: 'tels_with_trigger',
    dtype: 'bool',
    kind: 'telescopes',
    description: 'Telescopes that took part in the event',
  },
  eventTypeColumn,
];

/** Trigger of a telescope event. */
export const telescopeTriggerColumns: readonly ColumnModel[] = [
  timeColumn('time', 'Time of the trigger of the telescope'),
  eventTypeColumn,
  {
    name: 'n_trigger_pixels',
    dtype: 'int64',
    description: 'Number of pixels or sectors that triggered, -1 where unknown',
  },
];

/** Waveforms as the camera sent them; shape of a row (n_channels, n_pixels, n_samples). */
export const r0Columns: readonly ColumnModel[] = [
  {
    name: 'waveform',
    dtype: 'uint16',
    description: 'Samples of every channel and pixel in ADC counts',
  },
];

/** Calibrated waveforms. */
export const r1Columns: readonly ColumnModel[] = [
  eventTypeColumn,
  timeColumn('event_time', 'Time of the trigger of the telescope'),
  {
    name: 'waveform',
    dtype: 'float32',
    description: 'Calibrated samples (channel, pixel, sample) in p.e. per sample',
  },
  { name: 'pixel_status', dtype: 'uint8', description: 'Bits of the state of each pixel' },
  {
    name: 'selected_gain_channel',
    dtype: 'int8',
    description: 'Gain channel that was kept for each pixel',
  },
  {
    name: 'pixel_time_shift',
    dtype: 'float32',
    description: 'Time to subtract from the peak time of each pixel (channel, pixel) in ns',
  },
];

/** Images; shape of a row (n_pixels). */
export const imageColumns: readonly ColumnModel[] = [
  { name: 'image', dtype: 'float32', description: 'Charge of each pixel in p.e.' },
  { name: 'peak_time', dtype: 'float32', description: 'Time of the pulse of each pixel in ns' },
  { name: 'image_mask', dtype: 'bool', description: 'Pixels that survived the cleaning' },
  { name: 'is_valid', dtype: 'bool', description: 'Whether the extraction of the image succeeded' },
];

/** Images of the photo-electrons that the simulation made of Cherenkov light. */
export const trueImageColumns: readonly ColumnModel[] = [
  {
    name: 'true_image_sum',
    dtype: 'int32',
    description: 'Cherenkov photo-electrons of the whole camera, -1 where unknown',
  },
  { name: 'true_image', dtype: 'int32', description: 'Cherenkov photo-electrons of each pixel' },
];

/** Pointing of a telescope that does not change during an observation. */
export const fixedPointingColumns: readonly ColumnModel[] = [
  { name: 'obs_id', dtype: 'int32', description: 'Observation (run)' },
  { name: 'tel_id', dtype: 'int64', description: 'Telescope' },
  {
    name: 'telescope_pointing_azimuth',
    field: 'azimuth',
    dtype: 'float32',
    unit: 'rad',
    description: 'Azimuth of the pointing, from north over east',
  },
  {
    name: 'telescope_pointing_altitude',
    field: 'altitude',
    dtype: 'float32',
    unit: 'rad',
    description: 'Altitude of the pointing',
  },
];

/** Simulated showers. */
export const showerColumns: readonly ColumnModel[] = [
  { name: 'energy', dtype: 'float64', unit: 'TeV', description: 'Energy of the primary particle' },
  { name: 'alt', dtype: 'float64', unit: 'deg', description: 'Altitude of the direction' },
  { name: 'az', dtype: 'float64', unit: 'deg', description: 'Azimuth of the direction' },
  { name: 'core_x', dtype: 'float64', unit: 'm', description: 'Core, x of the ground frame' },
  { name: 'core_y', dtype: 'float64', unit: 'm', description: 'Core, y of the ground frame' },
  {
    name: 'h_first_int',
    dtype: 'float64',
    unit: 'm',
    description: 'Height of the first interaction above sea level',
  },
  { name: 'x_max', dtype: 'float64', unit: 'g / cm2', description: 'Depth of the shower maximum' },
  {
    name: 'starting_grammage',
    dtype: 'float64',
    unit: 'g / cm2',
    description: 'Depth at which the primary particle started',
  },
  {
    name: 'shower_primary_id',
    dtype: 'int64',
    description:
      'Primary particle: 0 gamma, 1 electron, 2 muon, 100 A + Z for nuclei, negative for antimatter',
  },
];

/** Distance of a telescope from the axis of a shower. */
export const impactColumns: readonly ColumnModel[] = [
  {
    name: 'distance',
    dtype: 'float64',
    unit: 'm',
    description: 'Distance of the telescope from the shower axis',
  },
  {
    name: 'distance_uncert',
    dtype: 'float64',
    unit: 'm',
    description: 'Uncertainty of the distance',
  },
];

/** Stereo reconstruction of an array event. */
export const geometryColumns: readonly ColumnModel[] = [
  { name: 'alt', dtype: 'float64', unit: 'deg', description: 'Altitude of the direction' },
  { name: 'alt_uncert', dtype: 'float64', unit: 'deg', description: 'Uncertainty of alt' },
  { name: 'az', dtype: 'float64', unit: 'deg', description: 'Azimuth of the direction' },
  { name: 'az_uncert', dtype: 'float64', unit: 'deg', description: 'Uncertainty of az' },
  {
    name: 'ang_distance_uncert',
    dtype: 'float64',
    unit: 'deg',
    description: 'Radius of the uncertainty of the direction',
  },
  { name: 'core_x', dtype: 'float64', unit: 'm', description: 'Core, x of the ground frame' },
  { name: 'core_y', dtype: 'float64', unit: 'm', description: 'Core, y of the ground frame' },
  { name: 'core_uncert_x', dtype: 'float64', unit: 'm', description: 'Uncertainty of core_x' },
  { name: 'core_uncert_y', dtype: 'float64', unit: 'm', description: 'Uncertainty of core_y' },
  {
    name: 'core_tilted_x',
    dtype: 'float64',
    unit: 'm',
    description: 'Core, x of the tilted frame',
  },
  {
    name: 'core_tilted_y',
    dtype: 'float64',
    unit: 'm',
    description: 'Core, y of the tilted frame',
  },
  {
    name: 'core_tilted_uncert_x',
    dtype: 'float64',
    unit: 'm',
    description: 'Uncertainty of core_tilted_x',
  },
  {
    name: 'core_tilted_uncert_y',
    dtype: 'float64',
    unit: 'm',
    description: 'Uncertainty of core_tilted_y',
  },
  {
    name: 'h_max',
    dtype: 'float64',
    unit: 'm',
    description: 'Height of the shower maximum above sea level',
  },
  { name: 'h_max_uncert', dtype: 'float64', unit: 'm', description: 'Uncertainty of h_max' },
  { name: 'is_valid', dtype: 'bool', description: 'Whether the reconstruction succeeded' },
  {
    name: 'average_intensity',
    dtype: 'float64',
    description: 'Mean intensity of the images used in p.e.',
  },
  {
    name: 'goodness_of_fit',
    dtype: 'float64',
    description: 'Quality of the fit, NaN without a fit',
  },
  {
    name: 'telescopes',
    dtype: 'bool',
    kind: 'telescopes',
    description: 'Telescopes whose images were used',
  },
];
