import type { WebContents } from 'electron';
import { isPageUrl } from '../page/page-address.ts';

/** The parts of a page's contents that are guarded. */
export type GuardedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/** Keeps contents on the page's own address: no other page, no window beside it, nothing embedded. */
export function guardContents(contents: GuardedContents): void {
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isPageUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
