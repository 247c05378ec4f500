import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { EngineError } from '../../../core/contract/engine-error.ts';
import type {
  DraftConfiguration,
  FullConfiguration,
} from '../../../core/contract/records/configuration.ts';
import type { DocumentChange } from '../../../core/contract/requests/configuration-requests.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { useHistory } from '../../history/history-store.ts';
import { useMessages } from '../../messages/message-store.ts';
import { type ConfigurationsSession, withoutDraft } from './configurations-session.ts';
import { refusedDraft } from './refused-draft.ts';

/** After this pause in typing the text is checked [ms]. */
const PAUSE_MS = 200;

interface PendingChange {
  readonly changes: readonly DocumentChange[];
  readonly label: string;
}

/**
 * The configuration that is open: its text as it is being changed, by hand or by the form, and what the
 * engine says of it. Texts that are not saved are kept in the session.
 */
export function useConfigurationDraft(session: ConfigurationsSession) {
  const engine = useEngine();
  const history = useHistory();
  const messages = useMessages();
  const saved = shallowRef<FullConfiguration>();
  const parent = shallowRef<FullConfiguration>();
  const draft = shallowRef<DraftConfiguration>();
  const error = shallowRef<EngineError>();
  const text = ref('');
  const isDirty = computed(() => saved.value !== undefined && text.value !== saved.value.text);

  let pending: PendingChange[] = [];
  let isStale = false;
  let isBusy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keepText(name: string, next: string): void {
    const others = withoutDraft(session.drafts, [name]);
    const isSame = saved.value?.name === name && saved.value.text === next;
    session.drafts = isSame ? others : { ...others, [name]: next };
  }

  function setText(next: string): void {
    if (session.open === null || next === text.value) return;
    text.value = next;
    keepText(session.open, next);
  }

  /** Gives a configuration a text, whichever is open now. */
  function restore(name: string, next: string): void {
    if (session.open !== name) {
      keepText(name, next);
      session.open = name;
      return;
    }
    setText(next);
    check();
  }

  function record(label: string, before: string, after: string): void {
    const name = session.open;
    if (name === null || before === after) return;
    history.record({
      label,
      undo: () => {
        restore(name, before);
      },
      redo: () => {
        restore(name, after);
      },
      key: `configurations:${name}:${label}`,
    });
  }

  /** Checks the text, and makes the changes that wait: one request at a time, always of the newest text. */
  async function work(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    try {
      while (pending.length > 0 || isStale) {
        const asked = pending;
        pending = [];
        isStale = false;
        await askOnce(asked);
      }
    } catch (thrown) {
      messages.report(thrown);
      // What was said of an older text does not hold for this one.
      if (thrown instanceof EngineError && thrown.code !== 'connection-closed') {
        draft.value = refusedDraft(text.value, thrown);
      }
    } finally {
      isBusy = false;
    }
  }

  async function askOnce(asked: readonly PendingChange[]): Promise<void> {
    const name = session.open;
    const before = text.value;
    const answer = await engine.request('configurations.edit', {
      text: before,
      changes: asked.flatMap(({ changes }) => changes),
      ...(session.telescopeType === '' ? {} : { telescope: { type: session.telescopeType } }),
    });
    if (session.open !== name) return;
    if (text.value !== before) {
      // Somebody typed meanwhile: what waits is done to the newer text.
      pending = [...asked, ...pending];
      isStale = true;
      return;
    }
    draft.value = answer;
    setText(answer.text);
    const last = asked.at(-1);
    if (last !== undefined) record(last.label, before, answer.text);
  }

  function check(): void {
    clearTimeout(timer);
    isStale = true;
    void work();
  }

  async function load(): Promise<void> {
    const name = session.open;
    if (name === null) return;
    try {
      const found = await engine.request('configurations.get', { name });
      const origin =
        found.parentHash === null
          ? undefined
          : await engine
              .request('configurations.get', { hash: found.parentHash })
              .catch(() => undefined);
      if (session.open !== name) return;
      const wasDirty = saved.value?.name === name && isDirty.value;
      saved.value = found;
      parent.value = origin;
      error.value = undefined;
      if (!wasDirty) text.value = session.drafts[name] ?? found.text;
      keepText(name, text.value);
      check();
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      if (session.open === name && thrown.code !== 'connection-closed') error.value = thrown;
    }
  }

  watch(
    () => session.open,
    () => {
      saved.value = undefined;
      parent.value = undefined;
      draft.value = undefined;
      error.value = undefined;
      text.value = '';
      pending = [];
      void load();
    },
  );
  watch(() => session.telescopeType, check);
  onScopeDispose(engine.onReady(() => void load()));
  onScopeDispose(
    engine.subscribe('catalogue.changed', {}, ({ areas }) => {
      if (areas.includes('configurations')) void load();
    }),
  );
  onScopeDispose(() => {
    clearTimeout(timer);
  });

  return {
    saved,
    parent,
    draft,
    error,
    text,
    isDirty,
    load,
    /** Changes values in the text. */
    change: (changes: readonly DocumentChange[], label: string) => {
      pending.push({ changes, label });
      void work();
    },
    /** Takes what was typed; it is checked after a pause. */
    type: (next: string) => {
      const before = text.value;
      setText(next);
      record('Edit text', before, next);
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE_MS);
    },
    /** Puts another text in the place of the present one. */
    replace: (next: string, label: string) => {
      const before = text.value;
      setText(next);
      record(label, before, next);
      check();
    },
  };
}

export type ConfigurationDraft = ReturnType<typeof useConfigurationDraft>;
