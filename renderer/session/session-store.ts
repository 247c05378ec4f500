import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { z } from 'zod';
import { DocumentParts } from './document-parts.ts';

/** What is kept in a file of its own. */
export type DocumentKind = 'settings' | 'session';

/**
 * What comes back when the window is opened again: settings, which hold for all sessions, and the
 * session, which says what is shown. Saved by `SessionKeeper`; panels are mounted when it is loaded.
 */
export const useSession = defineStore('session', () => {
  const isLoaded = ref(false);
  /** Called when a document is not as it was; set by who saves. */
  const onChange = shallowRef<(kind: DocumentKind) => void>(() => undefined);
  const session = new DocumentParts(() => {
    onChange.value('session');
  });
  const settings = new DocumentParts(() => {
    onChange.value('settings');
  });

  /**
   * State of a part of the session, made from what was saved; what no longer fits its schema is left out
   * rather than refused, key by key.
   *
   * @param name of the part, such as `events`
   * @param schema of an object of which every key has a default
   */
  function part<S extends z.ZodObject>(name: string, schema: S): z.output<S> {
    return session.part(name, schema);
  }

  /** As `part`, of the settings. */
  function setting<S extends z.ZodObject>(name: string, schema: S): z.output<S> {
    return settings.part(name, schema);
  }

  /** Takes what was saved. */
  function fill(saved: Readonly<Record<DocumentKind, string | null>>): void {
    settings.fill(saved.settings);
    session.fill(saved.session);
    isLoaded.value = true;
  }

  /** A document as JSON text. */
  function toText(kind: DocumentKind): string {
    return (kind === 'session' ? session : settings).toText();
  }

  return { isLoaded, onChange, part, setting, fill, toText };
});
