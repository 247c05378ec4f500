import { computed } from 'vue';
import { svgPng } from '../../camera/svg-png.ts';
import { useFileChooser } from '../../files/use-file-chooser.ts';
import { useMessages } from '../../messages/message-store.ts';
import type { MenuItem } from '../../controls/menu-item.ts';
import { useEventChoices } from './event-choices.ts';
import { useEventStepper } from './event-stepper-store.ts';
import { pageSvg } from './page-svg.ts';
import { useCameraWall } from './wall-store.ts';

/** Ways to take away what the cameras show. */
export function useCameraExports() {
  const { saveFile } = useFileChooser();
  const messages = useMessages();
  const { state } = useEventChoices();
  const stepper = useEventStepper();
  const wall = useCameraWall();

  const eventName = computed(() => {
    const { event } = stepper;
    return event === undefined ? 'event' : `run${event.obsId}-event${event.eventId}`;
  });
  const cameraName = () =>
    `${eventName.value}-tel${wall.selected?.telId ?? ''}-${state.quantity.replaceAll('_', '-')}`;

  async function save(name: string, content: string | Blob | undefined): Promise<void> {
    if (content === undefined) {
      messages.show({ level: 'info', text: 'There is nothing to save: no camera is shown.' });
      return;
    }
    const data =
      typeof content === 'string' ? content : new Uint8Array(await content.arrayBuffer());
    if (await saveFile(name, data)) messages.show({ level: 'success', text: `Saved ${name}.` });
  }
  /** Does something that may fail, and tells of it. */
  function trying(work: () => Promise<void>): () => void {
    return () => {
      work().catch((error: unknown) => {
        messages.report(error);
      });
    };
  }

  /** The cameras that are in sight on one page. */
  function page(): string | undefined {
    const pictures = wall.images.flatMap(({ telId }) => {
      const svg = wall.displays.of(telId)?.toSvg();
      return svg === undefined ? [] : [{ svg }];
    });
    if (pictures.length === 0) return undefined;
    const style = getComputedStyle(document.documentElement);
    const { event, knownSession } = stepper;
    const simulated = knownSession?.isSimulation === true ? 'Simulation · ' : '';
    const title = `${simulated}Run ${event?.obsId ?? ''}, event ${event?.eventId ?? ''}`;
    const columns = Math.ceil(Math.sqrt(pictures.length));
    return pageSvg(title, pictures, columns, {
      background: style.getPropertyValue('--surface').trim(),
      text: style.getPropertyValue('--text').trim(),
    });
  }
  async function copyPython(): Promise<void> {
    const text = wall.selectedTools()?.toPython();
    if (text === undefined) {
      messages.show({ level: 'info', text: 'ctapipe cannot draw this quantity from the file.' });
      return;
    }
    await navigator.clipboard.writeText(text);
    messages.show({ level: 'success', text: 'Copied the Python program.' });
  }

  const items = computed<readonly MenuItem[]>(() => {
    const disabled = stepper.event === undefined;
    const tools = () => wall.selectedTools();
    return [
      {
        label: 'Save camera as PNG',
        disabled,
        run: trying(async () => save(`${cameraName()}.png`, await tools()?.toPng())),
      },
      {
        label: 'Save camera as SVG',
        disabled,
        run: trying(() => save(`${cameraName()}.svg`, tools()?.toSvg())),
      },
      {
        label: 'Save numbers as CSV',
        disabled,
        run: trying(() => save(`${cameraName()}.csv`, tools()?.toCsv())),
      },
      { label: 'Copy Python program', disabled, run: trying(copyPython) },
      {
        label: 'Save Python program',
        disabled,
        run: trying(() => save(`${cameraName()}.py`, tools()?.toPython())),
      },
      {
        label: 'Save cameras in sight as one SVG',
        disabled,
        startsGroup: true,
        run: trying(() => save(`${eventName.value}.svg`, page())),
      },
      {
        label: 'Save cameras in sight as one PNG',
        disabled,
        run: trying(async () => {
          const svg = page();
          const picture = svg === undefined ? undefined : await svgPng(svg, 2);
          await save(`${eventName.value}.png`, picture);
        }),
      },
    ];
  });
  return { items };
}
