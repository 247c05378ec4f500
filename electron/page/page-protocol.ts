import type { CustomScheme } from 'electron';
import { openPageFile } from '../../core/server/page-file.ts';
import { parseRequestTarget } from '../../core/server/request-target.ts';
import { securityHeaders } from '../../core/server/security-headers.ts';
import { isPageUrl, PAGE_SCHEME } from './page-address.ts';

/** The page's protocol as it is registered before the program is ready. */
export const pageScheme: CustomScheme = {
  scheme: PAGE_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/**
 * Answers a request of the page with one of its files, under the same content policy as in a browser.
 *
 * @param folder folder of the built page; nothing outside it is served, whatever links lead out
 */
export async function answerPageRequest(request: Request, folder: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refusal(405, 'Only GET and HEAD are understood.');
  }
  if (!isPageUrl(request.url)) return refusal(404, 'There is no such page.');
  const { pathname, search } = new URL(request.url);
  const target = parseRequestTarget(pathname + search);
  const file = target && (await openPageFile(folder, target.path));
  if (file === undefined) return refusal(404, 'There is no such page.');
  try {
    const content = request.method === 'HEAD' ? null : await file.handle.readFile();
    const headers = { ...securityHeaders(), 'Content-Type': file.type };
    return new Response(content === null ? null : new Uint8Array(content), { headers });
  } finally {
    await file.handle.close();
  }
}

function refusal(status: number, message: string): Response {
  const headers = { ...securityHeaders(), 'Content-Type': 'text/plain; charset=utf-8' };
  return new Response(`${message}\n`, { status, headers });
}
