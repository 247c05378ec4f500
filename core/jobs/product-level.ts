import type { Configuration } from '../config/configuration.ts';

/** Highest level that a configuration writes, such as `dl2`, for the names of its products. */
export function productLevel({ output }: Configuration['document']): string {
  const { write_showers, write_parameters, write_images, write_muon_parameters } = output;
  if (write_showers) return 'dl2';
  if (write_parameters || write_images || write_muon_parameters) return 'dl1';
  return output.write_r1_waveforms ? 'r1' : 'r0';
}
