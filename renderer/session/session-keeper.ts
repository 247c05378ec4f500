import { MAX_SESSION_CHARACTERS } from '../../core/contract/requests/session-requests.ts';
import type { EngineLink } from '../engine/engine-link.ts';
import { useMessages } from '../messages/message-store.ts';
import { type DocumentKind, useSession } from './session-store.ts';

/** Pause after the last change before it is saved [ms]. */
const PAUSE_MS = 400;

/** Loads settings and session from the engine and saves them when they change. */
export class SessionKeeper {
  readonly #engine: EngineLink;
  readonly #session = useSession();
  readonly #messages = useMessages();
  readonly #changed = new Set<DocumentKind>();
  readonly #saved = new Map<DocumentKind, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isComplained = false;
  #isStopped = false;

  constructor(engine: EngineLink) {
    this.#engine = engine;
  }

  /** Loads what was saved; with an engine that cannot, the session begins anew. */
  async load(): Promise<void> {
    try {
      const { settings, session, problems } = await this.#engine.request('session.load', {});
      for (const text of problems) this.#messages.show({ level: 'warning', text });
      this.#session.fill({ settings, session });
    } catch (error) {
      this.#messages.report(error);
      this.#session.fill({ settings: null, session: null });
    }
    this.#session.onChange = (kind) => {
      this.#note(kind);
    };
    globalThis.addEventListener('pagehide', () => {
      void this.save();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.save();
    });
  }

  /** Saves at once what has changed. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    const kinds = [...this.#changed];
    this.#changed.clear();
    if (!this.#isStopped) await Promise.all(kinds.map((kind) => this.#saveOne(kind)));
  }

  /** Puts another session in the place of the present one and begins anew with it. */
  async replace(document: string): Promise<void> {
    await this.save();
    await this.#engine.request('session.save', { kind: 'session', document });
    // What is shown now must not be saved over it.
    this.#isStopped = true;
    location.reload();
  }

  #note(kind: DocumentKind): void {
    this.#changed.add(kind);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), PAUSE_MS);
  }

  async #saveOne(kind: DocumentKind): Promise<void> {
    const document = this.#session.toText(kind);
    if (document === this.#saved.get(kind)) return;
    try {
      if (document.length > MAX_SESSION_CHARACTERS) throw new Error('It has become too large.');
      await this.#engine.request('session.save', { kind, document });
      this.#saved.set(kind, document);
      this.#isComplained = false;
    } catch (error) {
      // Once is enough; the next change tries again.
      if (this.#isComplained) return;
      this.#isComplained = true;
      const why = error instanceof Error ? error.message : String(error);
      this.#messages.show({ level: 'warning', text: `The ${kind} could not be saved: ${why}` });
    }
  }
}
