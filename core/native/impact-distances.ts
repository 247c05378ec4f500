import { nativeKernel, type TaskOptions } from './addon.ts';
import { checkLength } from './check-length.ts';
import { checkTelescopeRows, type TelescopeRows } from './telescope-rows.ts';

/** Shower axes: direction [deg] and where they meet the ground (z = 0) [m], shape (n_events) each. */
export interface ShowerAxes {
  readonly alt: Float64Array;
  readonly az: Float64Array;
  readonly coreX: Float64Array;
  readonly coreY: Float64Array;
}

/**
 * Computes how far each telescope is from the shower axis of its event, for simulated and for
 * reconstructed showers alike. As `shower_impact_distance` of ctapipe: |(T − C) × d|.
 *
 * @param positions telescopes in the ground frame [m], shape (n_telescopes, 3)
 * @returns distances [m], shape (n_rows); NaN where the axis is not known
 * @throws PhotoelectronError `argument-invalid` when shapes do not fit
 */
export async function impactDistances(
  rows: TelescopeRows,
  positions: Float64Array,
  { alt, az, coreX, coreY }: ShowerAxes,
  options: TaskOptions = {},
): Promise<Float64Array> {
  const nEvents = alt.length;
  checkLength('az', az, nEvents);
  checkLength('coreX', coreX, nEvents);
  checkLength('coreY', coreY, nEvents);
  const nTelescopes = Math.floor(positions.length / 3);
  checkLength('positions', positions, 3 * nTelescopes);
  checkTelescopeRows(rows, nEvents, nTelescopes);
  const distance = new Float64Array(rows.telescope.length);
  const { offsets, telescope } = rows;
  await nativeKernel('impactDistances')({
    ...options,
    ...{ offsets, telescope, positions, alt, az, coreX, coreY, distance },
  });
  return distance;
}
