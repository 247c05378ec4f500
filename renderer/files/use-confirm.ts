import { useSettings } from '../settings/settings-store.ts';
import { type Confirmation, useConfirmations } from './confirm-store.ts';

/**
 * Asks the user before something is done that cannot be taken back; true when they agree, or do not want
 * to be asked.
 */
export function useConfirm(): { confirm: (confirmation: Confirmation) => Promise<boolean> } {
  const { ask } = useConfirmations();
  const { settings } = useSettings();
  return {
    confirm: (confirmation) => (settings.asksBefore ? ask(confirmation) : Promise.resolve(true)),
  };
}
