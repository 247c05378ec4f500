import type { Session } from 'electron';
import { isPageUrl } from '../page/page-address.ts';

/** What the page may do beside showing itself: put text on the clipboard, and fill the screen. */
const allowedPermissions: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'fullscreen',
]);

/** Schemes of what a page of ours loads; `devtools:` is the tools' own page. */
const allowedSchemes: ReadonlySet<string> = new Set([
  'photoelectron:',
  'blob:',
  'data:',
  'devtools:',
]);

/** The parts of a session that are guarded. */
export type GuardedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'webRequest'
>;

/** Denies a session every permission, device and address but what the page needs. */
export function guardSession(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(isAllowed(permission, details.requestingUrl) && details.isMainFrame);
  });
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowed(permission, origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => {
    answer({});
  });
  // Dictionaries would be fetched from the network.
  session.setSpellCheckerEnabled(false);
  // Nothing is loaded but the page's own files: the window works without any network.
  session.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !allowedSchemes.has(URL.parse(request.url)?.protocol ?? '') });
  });
}

function isAllowed(permission: string, address: string): boolean {
  return allowedPermissions.has(permission) && isPageUrl(address);
}
