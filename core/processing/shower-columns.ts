import type { SimulatedShowers } from '../sources/array-event-batch.ts';

/** Columns of simulated showers by their names in the tables, in the order of these. */
export const showerColumns: readonly (readonly [string, keyof SimulatedShowers])[] = [
  ['true_energy', 'energy'],
  ['true_alt', 'alt'],
  ['true_az', 'az'],
  ['true_core_x', 'coreX'],
  ['true_core_y', 'coreY'],
  ['true_h_first_int', 'hFirstInt'],
  ['true_x_max', 'xMax'],
  ['true_starting_grammage', 'startingGrammage'],
  ['true_shower_primary_id', 'showerPrimaryId'],
];
