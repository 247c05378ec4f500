import { type Confirmation, useConfirmations } from './confirm-store.ts';

/** Asks the user before something is done that cannot be taken back; true when they agree. */
export function useConfirm(): { confirm: (confirmation: Confirmation) => Promise<boolean> } {
  const { ask } = useConfirmations();
  return { confirm: ask };
}
