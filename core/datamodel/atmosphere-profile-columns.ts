import type { ColumnMeta } from '../foundation/table.ts';

/** Density of the atmosphere at given heights; ctapipe's `TableAtmosphereDensityProfile`. */
export const atmosphereTableColumns = [
  { name: 'height', dtype: 'float64', unit: 'km', description: 'Height above the sea' },
  { name: 'density', dtype: 'float64', unit: 'g / cm3', description: 'Density of the air' },
  {
    name: 'column_density',
    dtype: 'float64',
    unit: 'g / cm2',
    description: 'Density integrated from the height to infinity',
  },
] as const satisfies readonly ColumnMeta[];

/**
 * The five layers of the atmosphere of CORSIKA (user's guide, appendix on atmospheres): up to layer
 * four T(h) = a + b·exp(−h/c), above a − b·h/c; ctapipe's `FiveLayerAtmosphereDensityProfile`.
 */
export const fiveLayerAtmosphereColumns = [
  { name: 'height', dtype: 'float64', unit: 'cm', description: 'Lower boundary of the layer' },
  { name: 'a', dtype: 'float64', unit: 'g / cm2', description: 'Parameter a of the layer' },
  { name: 'b', dtype: 'float64', unit: 'g / cm2', description: 'Parameter b of the layer' },
  { name: 'c', dtype: 'float64', unit: 'cm', description: 'Parameter c of the layer' },
  { name: '1/c', dtype: 'float64', unit: '1 / cm', description: 'Inverse of parameter c' },
] as const satisfies readonly ColumnMeta[];
