import type { SelectedEvents } from './effective-area.ts';
import { histogram } from './histogram.ts';

/** Selected events with what was reconstructed of them. */
export interface ReconstructedEvents extends SelectedEvents {
  /** [TeV], shape (n_events). */
  readonly recoEnergy: ArrayLike<number>;
}

/**
 * Energy dispersion (pyirf `energy_dispersion`): density of reconstructed / true energy, of which the
 * integral over the migration is 1; 0 where there are no events.
 *
 * @param energyEdges true energy [TeV], shape (n_energy + 1)
 * @param migrationEdges reconstructed / true energy, shape (n_migration + 1)
 * @param offsetEdges [deg], shape (n_offset + 1)
 * @returns shape (n_energy, n_migration, n_offset)
 */
export function energyDispersion(
  { trueEnergy, recoEnergy, trueOffset }: ReconstructedEvents,
  energyEdges: ArrayLike<number>,
  migrationEdges: ArrayLike<number>,
  offsetEdges: ArrayLike<number>,
): Float64Array {
  const migration = Float64Array.from(trueEnergy, (energy, i) => recoEnergy[i] / energy);
  const counts = histogram([
    { values: trueEnergy, edges: energyEdges },
    { values: migration, edges: migrationEdges },
    { values: trueOffset, edges: offsetEdges },
  ]);
  const nMigrations = migrationEdges.length - 1;
  const nOffsets = offsetEdges.length - 1;
  const density = new Float64Array(counts.length);
  for (let energy = 0; energy < energyEdges.length - 1; energy++) {
    for (let offset = 0; offset < nOffsets; offset++) {
      const place = (bin: number) => (energy * nMigrations + bin) * nOffsets + offset;
      let norm = 0;
      for (let bin = 0; bin < nMigrations; bin++) norm += counts[place(bin)];
      if (norm === 0) continue;
      for (let bin = 0; bin < nMigrations; bin++) {
        const width = migrationEdges[bin + 1] - migrationEdges[bin];
        density[place(bin)] = counts[place(bin)] / norm / width;
      }
    }
  }
  return density;
}
