import type { CleaningState } from './cleaning-session.ts';

/** Which images to load. */
export type PopulationChoice = Pick<CleaningState, 'paths' | 'config' | 'events' | 'maxImages'>;
