import { expect, it } from 'vitest';
import type { CameraDisplayTools } from '../../../../../renderer/camera/camera-display-tools.ts';
import { ShownDisplays } from '../../../../../renderer/panels/events/shown-displays.ts';

function display(): CameraDisplayTools {
  const nothing = () => undefined;
  return {
    ...{ fit: nothing, turn: nothing, zoom: nothing, hold: nothing },
    ...{ toSvg: nothing, toCsv: nothing, toPython: nothing },
    toPng: () => Promise.resolve(undefined),
  };
}

it('displays that move on to other telescopes leave what others have taken over', () => {
  const displays = new ShownDisplays();
  const [first, second] = [display(), display()];
  displays.show(1, first);
  displays.show(2, second);
  // The next event has telescopes 2 and 3.
  displays.show(2, first);
  displays.show(3, second);
  expect([displays.of(1), displays.of(2), displays.of(3)]).toEqual([undefined, first, second]);
  displays.giveUp(second);
  expect([displays.of(2), displays.of(3)]).toEqual([first, undefined]);
});
