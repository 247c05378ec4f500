import { defineStore } from 'pinia';
import { useSession } from '../../session/session-store.ts';
import { type NightsSession, nightsSessionSchema } from './nights-session.ts';

const useNightsStore = defineStore('nights', () => ({
  state: useSession().part('nights', nightsSessionSchema),
}));

/** State of the panel that comes back with the session; one for all its parts. */
export function useNightsSession(): NightsSession {
  return useNightsStore().state;
}
