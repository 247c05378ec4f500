/** Scheme of the window's own protocol. */
export const PAGE_SCHEME = 'photoelectron';
const PAGE_HOST = 'workbench';

/** Origin of the page, as frames and messages name it. */
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;

/** Address of the page. */
export const PAGE_URL = `${PAGE_ORIGIN}/`;

/** Whether an address is one of the page's own: scheme and host, nothing before or behind the host. */
export function isPageUrl(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === `${PAGE_SCHEME}:` &&
    url.host === PAGE_HOST &&
    url.username === '' &&
    url.password === ''
  );
}
