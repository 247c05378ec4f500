import { open, realpath } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** A file of the page, open for reading; whoever asked for it closes it. */
export interface PageFile {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
  /** MIME type, with the encoding where it is text. */
  readonly type: string;
}

/** The kinds of files that a page consists of. Others are not served. */
const types: Readonly<Partial<Record<string, string>>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Opens a file of the page: the page's folder itself stands for its `index.html`. Links that lead out of
 * the folder are not followed.
 *
 * @param folder folder of the page
 * @param urlPath decoded path as `parseRequestTarget` lets it through
 * @returns undefined when there is no such file
 */
export async function openPageFile(folder: string, urlPath: string): Promise<PageFile | undefined> {
  const type = types[path.extname(urlPath === '/' ? 'index.html' : urlPath).toLowerCase()];
  if (type === undefined) return undefined;
  const root = await realpath(folder);
  const file = await realpath(path.join(root, urlPath === '/' ? 'index.html' : urlPath)).catch(
    () => undefined,
  );
  if (file === undefined || !file.startsWith(root + path.sep)) return undefined;
  const handle = await open(file, 'r');
  const facts = await handle.stat();
  if (!facts.isFile()) {
    await handle.close();
    return undefined;
  }
  return { handle, sizeBytes: facts.size, type };
}
