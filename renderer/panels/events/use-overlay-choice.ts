import { overlayTitles, type OverlayName } from '../../event-images/event-overlays.ts';
import { useEventChoices } from './event-choices.ts';

/** Which overlays are shown; changes can be taken back. */
export function useOverlayChoice() {
  const choices = useEventChoices();
  const has = (name: OverlayName) => choices.state.overlays.includes(name);
  function set(name: OverlayName, isShown: boolean): void {
    const others = choices.state.overlays.filter((other) => other !== name);
    const title = overlayTitles[name].toLowerCase();
    choices.change(
      'overlays',
      isShown ? [...others, name] : others,
      `${isShown ? 'Show' : 'Hide'} ${title}`,
    );
  }
  return {
    has,
    set,
    toggle: (name: OverlayName) => {
      set(name, !has(name));
    },
  };
}
