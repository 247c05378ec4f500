import type { ColumnMeta } from '../foundation/table.ts';

/** One row per simulated run; names, types and units of ctapipe's `SimulationConfigContainer`. */
export const simulationRunColumns = [
  { name: 'obs_id', dtype: 'int32', description: 'Observation the run is stored as' },
  { name: 'run_number', dtype: 'int32', description: 'Run number in the sim_telarray file' },
  { name: 'corsika_version', dtype: 'int64', description: 'Version of CORSIKA times 1000' },
  { name: 'simtel_version', dtype: 'int64', description: 'Version of sim_telarray times 1000' },
  {
    name: 'energy_range_min',
    dtype: 'float32',
    unit: 'TeV',
    description: 'Lowest energy of the primary particles',
  },
  {
    name: 'energy_range_max',
    dtype: 'float32',
    unit: 'TeV',
    description: 'Highest energy of the primary particles',
  },
  {
    name: 'prod_site_B_total',
    dtype: 'float64',
    unit: 'uT',
    description: 'Strength of the geomagnetic field',
  },
  {
    name: 'prod_site_B_declination',
    dtype: 'float64',
    unit: 'rad',
    description: 'Declination of the geomagnetic field',
  },
  {
    name: 'prod_site_B_inclination',
    dtype: 'float64',
    unit: 'rad',
    description: 'Inclination of the geomagnetic field',
  },
  {
    name: 'prod_site_alt',
    dtype: 'float64',
    unit: 'm',
    description: 'Height of the observation level above the sea',
  },
  {
    name: 'spectral_index',
    dtype: 'float64',
    description: 'Index of the power law of the simulated spectrum',
  },
  {
    name: 'shower_prog_start',
    dtype: 'int64',
    description: 'UNIX time of the start of the shower simulation (CORSIKA: only the day)',
  },
  {
    name: 'shower_prog_id',
    dtype: 'int64',
    description: 'Shower program: 1 CORSIKA, 2 ALTAI, 3 KASCADE, 4 MOCCA',
  },
  {
    name: 'detector_prog_start',
    dtype: 'int64',
    description: 'UNIX time of the start of the detector simulation',
  },
  { name: 'detector_prog_id', dtype: 'int64', description: 'Detector program: 1 sim_telarray' },
  { name: 'n_showers', dtype: 'int64', description: 'Number of simulated showers' },
  { name: 'shower_reuse', dtype: 'int64', description: 'How many times each shower was used' },
  { name: 'max_alt', dtype: 'float32', unit: 'rad', description: 'Highest shower altitude' },
  { name: 'min_alt', dtype: 'float32', unit: 'rad', description: 'Lowest shower altitude' },
  { name: 'max_az', dtype: 'float32', unit: 'rad', description: 'Largest shower azimuth' },
  { name: 'min_az', dtype: 'float32', unit: 'rad', description: 'Smallest shower azimuth' },
  { name: 'diffuse', dtype: 'int64', description: 'Whether the directions are spread over a cone' },
  {
    name: 'max_viewcone_radius',
    dtype: 'float32',
    unit: 'deg',
    description: 'Outer radius of the cone of directions',
  },
  {
    name: 'min_viewcone_radius',
    dtype: 'float32',
    unit: 'deg',
    description: 'Inner radius of the cone of directions',
  },
  {
    name: 'max_scatter_range',
    dtype: 'float32',
    unit: 'm',
    description: 'Largest distance of the cores from the array',
  },
  {
    name: 'min_scatter_range',
    dtype: 'float32',
    unit: 'm',
    description: 'Smallest distance of the cores from the array',
  },
  {
    name: 'core_pos_mode',
    dtype: 'int64',
    description: 'Area over which the cores are spread: 0 circle, 1 rectangle',
  },
  { name: 'atmosphere', dtype: 'int64', description: 'Number of the atmospheric model' },
  { name: 'corsika_iact_options', dtype: 'int64', description: 'IACT options of CORSIKA' },
  {
    name: 'corsika_low_E_model',
    dtype: 'int64',
    description: 'Interaction model of CORSIKA at low energies',
  },
  {
    name: 'corsika_high_E_model',
    dtype: 'int64',
    description:
      'Interaction model of CORSIKA at high energies: 1 VENUS, 2 SIBYLL, 3 QGSJET, 4 DPMJET, 5 NeXus, 6 EPOS',
  },
  { name: 'corsika_bunchsize', dtype: 'float64', description: 'Cherenkov photons per bunch' },
  {
    name: 'corsika_wlen_min',
    dtype: 'float64',
    unit: 'nm',
    description: 'Shortest wavelength of the Cherenkov light',
  },
  {
    name: 'corsika_wlen_max',
    dtype: 'float64',
    unit: 'nm',
    description: 'Longest wavelength of the Cherenkov light',
  },
  {
    name: 'corsika_low_E_detail',
    dtype: 'int64',
    description: 'Details of the low-energy interaction model, such as its version',
  },
  {
    name: 'corsika_high_E_detail',
    dtype: 'int64',
    description: 'Details of the high-energy interaction model, such as its version',
  },
] as const satisfies readonly ColumnMeta[];
