import { onScopeDispose, type Ref, shallowRef } from 'vue';
import { EngineError } from '../../../core/contract/engine-error.ts';
import type { RootRecord } from '../../../core/contract/records/root.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { useConfirm } from '../../files/use-confirm.ts';
import { useFileChooser } from '../../files/use-file-chooser.ts';
import { useMessages } from '../../messages/message-store.ts';

/** Folders of the catalogue and what can be done with them. */
export interface Folders {
  /** undefined until they have come. */
  readonly roots: Readonly<Ref<readonly RootRecord[] | undefined>>;
  readonly error: Readonly<Ref<EngineError | undefined>>;
  readonly refresh: () => Promise<void>;
  /** Asks for a folder, adds it and looks through it. */
  readonly add: () => Promise<void>;
  /** Adds a folder and looks through it. */
  readonly addPath: (path: string) => Promise<void>;
  /** Adds the data that come with the program. */
  readonly addSample: () => Promise<void>;
  /** Looks through a folder, or through all. */
  readonly scan: (rootId?: number, full?: boolean) => Promise<void>;
  readonly rebuild: () => Promise<void>;
  readonly remove: (root: RootRecord) => Promise<void>;
}

/** The folders of the catalogue. What goes wrong is told as a message. */
export function useFolders(): Folders {
  const engine = useEngine();
  const messages = useMessages();
  const files = useFileChooser();
  const { confirm } = useConfirm();
  const roots = shallowRef<readonly RootRecord[]>();
  const error = shallowRef<EngineError>();

  const refresh = async () => {
    try {
      roots.value = await engine.request('roots.list', {});
      error.value = undefined;
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      if (thrown.code !== 'connection-closed') error.value = thrown;
    }
  };
  const reporting =
    <A extends unknown[]>(action: (...args: A) => Promise<void>) =>
    async (...args: A): Promise<void> => {
      try {
        await action(...args);
      } catch (thrown) {
        messages.report(thrown);
      }
    };
  const addPath = async (path: string) => {
    const { id } = await engine.request('roots.add', { path });
    await engine.request('jobs.submit', { request: { kind: 'scan', rootId: id } });
    await refresh();
  };

  onScopeDispose(engine.onReady(() => void refresh()));
  onScopeDispose(
    engine.subscribe('catalogue.changed', {}, ({ areas }) => {
      if (areas.includes('roots') || areas.includes('files')) void refresh();
    }),
  );
  return {
    roots,
    error,
    refresh,
    add: reporting(async () => {
      const folder = await files.chooseFolder({ title: 'Folder with data' });
      if (folder !== undefined) await addPath(folder);
    }),
    addPath: reporting(addPath),
    addSample: reporting(async () => {
      const samples = await engine.request('samples.list', {});
      for (const folder of new Set(samples.map((sample) => sample.folder))) await addPath(folder);
    }),
    scan: reporting(async (rootId?: number, full = false) => {
      const request = { kind: 'scan' as const, full, ...(rootId === undefined ? {} : { rootId }) };
      await engine.request('jobs.submit', { request });
    }),
    rebuild: reporting(async () => {
      const isSure = await confirm({
        title: 'Make the catalogue anew?',
        text: 'Everything that is known of files and runs is forgotten and read again from all folders. Flags and notes stay. Nothing on disk is touched.',
        confirmLabel: 'Make anew',
      });
      if (isSure) await engine.request('jobs.submit', { request: { kind: 'scan', rebuild: true } });
    }),
    remove: reporting(async ({ id, path }: RootRecord) => {
      const isSure = await confirm({
        title: 'Remove the folder from the catalogue?',
        text: `${path} and its runs are no longer listed. Nothing on disk is touched; flags and notes stay.`,
        confirmLabel: 'Remove',
        danger: true,
      });
      if (isSure) await engine.request('roots.remove', { id });
    }),
  };
}
