import type { FileQuestion } from '../desktop/desktop-bridge.ts';

/** What a person is asked for in the page's own file dialog. */
export type OwnFileQuestion = FileQuestion &
  (
    | { readonly kind: 'folder'; readonly forWriting: boolean }
    | { readonly kind: 'files'; readonly several: boolean }
    | { readonly kind: 'target'; readonly defaultName: string }
  );
