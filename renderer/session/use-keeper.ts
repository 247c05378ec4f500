import { inject, type InjectionKey } from 'vue';
import type { SessionKeeper } from './session-keeper.ts';

export const keeperKey: InjectionKey<SessionKeeper> = Symbol('session keeper');

/** Who saves the session of the page, within a component. */
export function useKeeper(): SessionKeeper {
  const keeper = inject(keeperKey);
  if (keeper === undefined) throw new Error('The page has nobody who saves its session.');
  return keeper;
}
