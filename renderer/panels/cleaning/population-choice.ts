import type { CleaningState } from './cleaning-session.ts';

/** Which images to load. */
export type PopulationChoice = Pick<
  CleaningState,
  'paths' | 'config' | 'events' | 'maxImages' | 'focalLength'
>;

/** The focal length as requests have it: nothing where the configuration decides. */
export function focalLengthParams({ focalLength }: Pick<PopulationChoice, 'focalLength'>) {
  return focalLength === 'configured' ? {} : { focalLengthChoice: focalLength };
}
