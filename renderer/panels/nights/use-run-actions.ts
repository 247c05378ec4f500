import { type Ref, ref } from 'vue';
import type { RequestResult } from '../../../core/contract/contract.ts';
import type { RunSheet } from '../../../core/contract/records/run.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { useMessages } from '../../messages/message-store.ts';
import { useWorkbench } from '../workbench-store.ts';
import { furthestProduct } from './product-kinds.ts';

/** Runs that are flagged with one request. */
const MAX_FLAGGED = 1000;
/** Runs that a filter can name. */
const MAX_RUNS = 10_000;
/** Files that a population can be made of. */
const MAX_FILES = 100;

/** What can be done with runs. */
export interface RunActions {
  readonly openEvents: () => Promise<void>;
  readonly openCleaning: () => Promise<void>;
  readonly showProvenance: () => Promise<void>;
  readonly copyPaths: () => Promise<void>;
  readonly setFlag: (flag: string, isSet: boolean) => Promise<void>;
  readonly addNote: (text: string) => Promise<void>;
  readonly removeNote: (noteId: number) => Promise<void>;
  /** Whether something is being asked of the engine for them. */
  readonly isBusy: Readonly<Ref<boolean>>;
}

/** Actions on the chosen runs. What goes wrong is told as a message. */
export function useRunActions(targets: () => readonly number[]): RunActions {
  const engine = useEngine();
  const messages = useMessages();
  const workbench = useWorkbench();
  const isBusy = ref(false);

  const trying =
    <A extends unknown[]>(action: (...args: A) => Promise<void>) =>
    async (...args: A): Promise<void> => {
      if (targets().length === 0) return;
      isBusy.value = true;
      try {
        await action(...args);
      } catch (error) {
        messages.report(error);
      } finally {
        isBusy.value = false;
      }
    };
  const plan = (ids: readonly number[]): Promise<RequestResult<'runs.plan'>> =>
    engine.request('runs.plan', { filter: { ids: ids.slice(0, MAX_RUNS) } });
  const sheets = (ids: readonly number[]): Promise<RunSheet[]> =>
    Promise.all(ids.slice(0, MAX_FILES).map((id) => engine.request('runs.get', { id })));
  const tellNoFile = (n: number): void => {
    messages.show({
      level: 'warning',
      text: `${n === 1 ? 'This run has' : 'These runs have'} no file with images that is where it was; sim_telarray and ctapipe HDF5 with images or waveforms can be looked at.`,
    });
  };

  return {
    isBusy,
    openEvents: trying(async () => {
      const [first] = targets();
      const { files } = await plan([first]);
      const file = files.at(0);
      if (file === undefined) tellNoFile(1);
      else workbench.openEvent({ path: file.input, obsId: file.runs[0].obsId });
    }),
    openCleaning: trying(async () => {
      const { files } = await plan(targets());
      if (files.length === 0) tellNoFile(targets().length);
      else workbench.openPopulation(files.slice(0, MAX_FILES).map(({ input }) => input));
      if (files.length > MAX_FILES) {
        messages.show({
          level: 'info',
          text: `A population is made of ${MAX_FILES} files at most; the first ${MAX_FILES} of ${files.length} were taken.`,
        });
      }
    }),
    showProvenance: trying(async () => {
      const [run] = await sheets(targets().slice(0, 1));
      const product = furthestProduct(run.products);
      if (product !== undefined) workbench.openProvenance(product.path);
    }),
    copyPaths: trying(async () => {
      const paths = (await sheets(targets())).flatMap(({ products }) =>
        products.filter(({ presence }) => presence === 'present').map(({ path }) => path),
      );
      const unique = [...new Set(paths)];
      await navigator.clipboard.writeText(unique.join('\n'));
      messages.show({
        level: 'success',
        text: unique.length === 1 ? 'The path was copied.' : `${unique.length} paths were copied.`,
      });
    }),
    setFlag: trying(async (flag: string, isSet: boolean) => {
      const ids = targets();
      let nChanged = 0;
      for (let first = 0; first < ids.length; first += MAX_FLAGGED) {
        const part = ids.slice(first, first + MAX_FLAGGED);
        const answer = await engine.request('runs.set-flags', { ids: part, flag, isSet });
        nChanged += answer.nChanged;
      }
      if (ids.length > 1) {
        messages.show({
          level: 'success',
          text: `Flag ${flag} was ${isSet ? 'set for' : 'taken from'} ${nChanged} ${nChanged === 1 ? 'run' : 'runs'}.`,
        });
      }
    }),
    addNote: trying(async (text: string) => {
      for (const id of targets()) await engine.request('runs.add-note', { id, text });
    }),
    removeNote: trying(async (noteId: number) => {
      const [id] = targets();
      await engine.request('runs.remove-note', { id, noteId });
    }),
  };
}
