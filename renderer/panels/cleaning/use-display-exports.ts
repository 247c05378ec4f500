import type { CameraDisplayTools } from '../../camera/camera-display-tools.ts';
import type { MenuItem } from '../../controls/menu-item.ts';
import { useFileChooser } from '../../files/use-file-chooser.ts';
import { useMessages } from '../../messages/message-store.ts';

/** Ways to take away what a camera display shows. */
export function useDisplayExports() {
  const { saveFile } = useFileChooser();
  const messages = useMessages();

  async function save(
    name: string,
    make: () => string | undefined | Promise<Blob | undefined>,
  ): Promise<void> {
    try {
      const made = await make();
      if (made === undefined) return;
      await saveFile(
        name,
        typeof made === 'string' ? made : new Uint8Array(await made.arrayBuffer()),
      );
    } catch (thrown) {
      messages.report(thrown);
    }
  }

  /**
   * Entries of a menu.
   *
   * @param tools of the display; undefined as long as it is not there
   * @param name of the files, without extension
   */
  return (tools: () => CameraDisplayTools | null | undefined, name: () => string): MenuItem[] => [
    {
      label: 'Save as PNG…',
      run: () => save(`${name()}.png`, () => tools()?.toPng() ?? Promise.resolve(undefined)),
    },
    { label: 'Save as SVG…', run: () => save(`${name()}.svg`, () => tools()?.toSvg()) },
    { label: 'Save numbers as CSV…', run: () => save(`${name()}.csv`, () => tools()?.toCsv()) },
    {
      label: 'Save as Python program…',
      run: () => save(`${name()}.py`, () => tools()?.toPython()),
    },
  ];
}
