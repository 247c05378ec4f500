import { onScopeDispose } from 'vue';
import { useWorkbench } from '../panels/workbench-store.ts';
import { useCommands } from './command-registry.ts';
import { isMac } from './is-mac.ts';
import { useKeyBindings } from './key-bindings.ts';
import { pressedKeys } from './key-chord.ts';
import { mayTakeKeys } from './may-take-keys.ts';

/** Lets keys do commands, for as long as the component is there. What handled a key itself prevents that. */
export function useCommandKeys(): void {
  const commands = useCommands();
  const bindings = useKeyBindings();
  const workbench = useWorkbench();
  const handle = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const keys = pressedKeys(event, isMac);
    if (keys === undefined || !mayTakeKeys(keys, document.activeElement)) return;
    const command = bindings.commandFor(keys, workbench.activePanel);
    if (command === undefined) return;
    // Also when it cannot be done now: the browser's own meaning of the keys would surprise.
    event.preventDefault();
    commands.run(command.id);
  };
  window.addEventListener('keydown', handle);
  onScopeDispose(() => {
    window.removeEventListener('keydown', handle);
  });
}
