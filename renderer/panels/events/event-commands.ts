import type { Command, CommandCategory } from '../../commands/command.ts';
import { type EventChoices, useEventChoices } from './event-choices.ts';
import { useEventStepper } from './event-stepper-store.ts';
import { useOverlayChoice } from './use-overlay-choice.ts';
import { useCameraWall } from './wall-store.ts';

/** What the panel itself does for the commands. */
export interface PanelActions {
  readonly chooseFile: () => void;
  readonly readAgain: () => void;
  readonly goTo: () => void;
  readonly togglePlaying: () => void;
  readonly isPlaying: () => boolean;
  readonly focusFilter: () => void;
}

const ZOOM_STEP = 1.25;

/** The commands of Events, for menu, palette, keys and help. */
export function eventCommands(panel: PanelActions): Command[] {
  const choices = useEventChoices();
  const { state } = choices;
  const stepper = useEventStepper();
  const wall = useCameraWall();
  const overlays = useOverlayChoice();
  const isOpen = () => stepper.session !== undefined;
  const isShown = () => stepper.event !== undefined;

  const command = (
    category: CommandCategory,
    id: string,
    title: string,
    keys: readonly string[],
    run: () => unknown,
    more: Partial<Command> = {},
  ): Command => ({
    id: `events.${id}`,
    title,
    category,
    keys,
    panel: 'events',
    isEnabled: category === 'Event' ? isOpen : isShown,
    run,
    ...more,
  });
  const step = (by: number) => () => {
    stepper.ask({ base: 'shown', step: by });
  };
  const details = (name: EventChoices['details'], title: string) =>
    command('View', `details-${name}`, title, [], () => {
      state.details = name;
    });

  return [
    command('Event', 'next', 'Next event', ['ArrowRight'], step(1)),
    command('Event', 'previous', 'Previous event', ['ArrowLeft'], step(-1)),
    command('Event', 'next-ten', 'Ten events on', ['Shift+ArrowRight'], step(10)),
    command('Event', 'previous-ten', 'Ten events back', ['Shift+ArrowLeft'], step(-10)),
    command('Event', 'first', 'First event', ['Home'], () => {
      stepper.ask({ base: 'first', step: 0 });
    }),
    command('Event', 'last', 'Last event', ['End'], () => {
      stepper.ask({ base: 'last', step: 0 });
    }),
    command('Event', 'go-to', 'Go to event…', ['g'], panel.goTo, { aliases: ['seek', 'number'] }),
    command('Event', 'play', 'Play events', [' '], panel.togglePlaying, {
      isChecked: panel.isPlaying,
      aliases: ['pause', 'animate'],
    }),
    command('Event', 'filter', 'Filter events…', ['/'], panel.focusFilter, {
      aliases: ['expression', 'select', 'cut'],
    }),
    command('File', 'open', 'Open file in Events…', [], panel.chooseFile, {
      isEnabled: () => true,
    }),
    command('File', 'read-again', 'Read the file again', [], panel.readAgain, {
      isEnabled: () => state.path !== '',
      aliases: ['reload', 'refresh'],
    }),
    command('Camera', 'next-telescope', 'Next telescope', ['ArrowDown'], () => {
      wall.selectNext(1);
    }),
    command('Camera', 'previous-telescope', 'Previous telescope', ['ArrowUp'], () => {
      wall.selectNext(-1);
    }),
    command('Camera', 'next-page', 'Next page of cameras', ['PageDown'], () => {
      wall.turnPage(1);
    }),
    command('Camera', 'previous-page', 'Previous page of cameras', ['PageUp'], () => {
      wall.turnPage(-1);
    }),
    command(
      'Camera',
      'enlarge',
      'Enlarge the selected camera',
      ['f'],
      () => {
        state.enlarged = !state.enlarged;
      },
      { isChecked: () => state.enlarged },
    ),
    command('Camera', 'fit', 'Show the whole camera', ['0'], () => wall.selectedTools()?.fit()),
    command('Camera', 'zoom-in', 'Magnify', ['+', '='], () =>
      wall.selectedTools()?.zoom(ZOOM_STEP),
    ),
    command('Camera', 'zoom-out', 'Make smaller', ['-'], () =>
      wall.selectedTools()?.zoom(1 / ZOOM_STEP),
    ),
    command('Camera', 'pin', 'Hold the pixel', ['p'], () => wall.selectedTools()?.hold(), {
      aliases: ['pin'],
    }),
    command('Camera', 'unpin', 'Let all pixels go', ['Shift+P'], () => {
      if (wall.selected !== undefined) wall.setPins(wall.selected.telId, []);
    }),
    command(
      'Camera',
      'hillas',
      'Hillas ellipse',
      ['h'],
      () => {
        overlays.toggle('hillas');
      },
      { isChecked: () => overlays.has('hillas') },
    ),
    command(
      'Camera',
      'mask',
      'Cleaning mask',
      ['m'],
      () => {
        overlays.toggle('mask');
      },
      { isChecked: () => overlays.has('mask') },
    ),
    command(
      'Camera',
      'axis',
      'Image axis',
      ['a'],
      () => {
        overlays.toggle('axis');
      },
      { isChecked: () => overlays.has('axis') },
    ),
    command(
      'Camera',
      'time',
      'Charge or peak time',
      ['t'],
      () => {
        const next = state.quantity === 'peak_time' ? 'charge' : 'peak_time';
        choices.change('quantity', next, 'Change quantity');
      },
      { isChecked: () => state.quantity === 'peak_time' },
    ),
    command(
      'Camera',
      'scale',
      'Next scale of the colours',
      ['l'],
      () => {
        const { scales, scale } = wall;
        // Of a quantity with one scale only that of the others stays as it is.
        if (scales.length === 1) return;
        const next = scales.at((scales.indexOf(scale) + 1) % scales.length);
        choices.change('scale', next ?? 'linear', 'Change scale');
      },
      { aliases: ['logarithmic', 'linear', 'symlog'] },
    ),
    command(
      'Camera',
      'lock',
      'Keep limits of the colours',
      ['k'],
      () => {
        wall.lockLimits(!state.locksLimits);
      },
      { isChecked: () => state.locksLimits },
    ),
    details('pixels', 'Pixels and waveforms'),
    details('array', 'Array view'),
    details('sky', 'Sky view'),
    details('values', 'Values of the event'),
  ];
}
