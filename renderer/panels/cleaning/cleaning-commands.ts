import type { Command } from '../../commands/command.ts';
import type { CleaningState } from './cleaning-session.ts';
import type { CleanerSides } from './use-cleaner-sides.ts';
import type { ImageSelection } from './use-image-selection.ts';

/** What the commands of the panel act on. */
export interface CleaningActions {
  readonly state: CleaningState;
  readonly cleaners: CleanerSides;
  readonly selection: ImageSelection;
  readonly hasImages: () => boolean;
  readonly isLoading: () => boolean;
  readonly choose: () => void;
  readonly suggest: () => void;
  readonly save: () => void;
  /** Has a night processed. */
  readonly apply: () => void;
  /** Stops loading. */
  readonly cancel: () => void;
  readonly openInEvents: () => void;
  /** Shows the whole camera. */
  readonly fit: () => void;
  /** Puts the keyboard on the first slider of a side. */
  readonly focusSide: (name: 'a' | 'b') => void;
}

/** The commands of Cleaning, with their keys. */
export function cleaningCommands(actions: CleaningActions): readonly Command[] {
  const { state, cleaners, selection, hasImages } = actions;
  const hasB = () => hasImages() && state.b.isOn;
  const own = (command: Omit<Command, 'category' | 'panel'>): Command => ({
    category: 'Cleaning',
    panel: 'cleaning',
    isEnabled: hasImages,
    ...command,
  });
  return [
    own({
      id: 'cleaning.choose-images',
      title: 'Choose images to clean…',
      keys: ['i'],
      isEnabled: () => true,
      aliases: ['population', 'files'],
      run: actions.choose,
    }),
    own({
      id: 'cleaning.stop-loading',
      title: 'Stop reading images',
      isEnabled: actions.isLoading,
      run: actions.cancel,
    }),
    own({
      id: 'cleaning.next-image',
      title: 'Next image of the selection',
      keys: ['ArrowRight'],
      run: () => {
        selection.step(1);
      },
    }),
    own({
      id: 'cleaning.previous-image',
      title: 'Previous image of the selection',
      keys: ['ArrowLeft'],
      run: () => {
        selection.step(-1);
      },
    }),
    own({
      id: 'cleaning.first-image',
      title: 'First image of the selection',
      keys: ['Home'],
      run: () => {
        selection.goTo(0);
      },
    }),
    own({
      id: 'cleaning.last-image',
      title: 'Last image of the selection',
      keys: ['End'],
      run: () => {
        selection.goTo(selection.list.rowCount.value - 1);
      },
    }),
    own({
      id: 'cleaning.clear-brush',
      title: 'Clear the range of the histogram',
      keys: ['Escape'],
      isEnabled: () => selection.brush.value !== undefined,
      run: () => (selection.brush.value = undefined),
    }),
    own({
      id: 'cleaning.sliders-a',
      title: 'Go to the sliders of A',
      keys: ['a'],
      run: () => {
        actions.focusSide('a');
      },
    }),
    own({
      id: 'cleaning.sliders-b',
      title: 'Go to the sliders of B',
      keys: ['b'],
      isEnabled: hasB,
      run: () => {
        actions.focusSide('b');
      },
    }),
    own({
      id: 'cleaning.compare',
      title: 'Compare with a second cleaner',
      keys: ['c'],
      isChecked: () => state.b.isOn,
      run: () => {
        cleaners.setOn('b', !state.b.isOn);
      },
    }),
    own({
      id: 'cleaning.copy-a-to-b',
      title: 'Copy A to B',
      run: () => {
        cleaners.copy('a', 'b');
      },
    }),
    own({
      id: 'cleaning.copy-b-to-a',
      title: 'Copy B to A',
      isEnabled: hasB,
      run: () => {
        cleaners.copy('b', 'a');
      },
    }),
    own({
      id: 'cleaning.swap',
      title: 'Swap A and B',
      keys: ['x'],
      isEnabled: hasB,
      run: () => {
        cleaners.swap();
      },
    }),
    own({
      id: 'cleaning.reset-a',
      title: 'Reset A to its configuration',
      run: () => {
        cleaners.reset('a');
      },
    }),
    own({
      id: 'cleaning.reset-b',
      title: 'Reset B to its configuration',
      isEnabled: hasB,
      run: () => {
        cleaners.reset('b');
      },
    }),
    own({
      id: 'cleaning.suggest',
      title: 'Suggest thresholds…',
      keys: ['t'],
      aliases: ['pedestal'],
      run: actions.suggest,
    }),
    own({
      id: 'cleaning.save',
      title: 'Save as configuration…',
      keys: ['s'],
      run: actions.save,
    }),
    own({
      id: 'cleaning.apply',
      title: 'Apply a configuration to a night…',
      isEnabled: () => true,
      run: actions.apply,
    }),
    own({
      id: 'cleaning.open-in-events',
      title: 'Open the image in Events',
      keys: ['e'],
      isEnabled: () => selection.current.value !== undefined,
      run: actions.openInEvents,
    }),
    own({ id: 'cleaning.fit', title: 'Show the whole camera', keys: ['0'], run: actions.fit }),
    own({
      id: 'cleaning.list',
      title: 'List of images',
      keys: ['l'],
      isChecked: () => state.showsImages,
      run: () => (state.showsImages = !state.showsImages),
    }),
    own({
      id: 'cleaning.explain',
      title: 'Explain the parameters',
      isChecked: () => state.showsHelp,
      run: () => (state.showsHelp = !state.showsHelp),
    }),
  ];
}
