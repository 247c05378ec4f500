/** Where a request goes. */
export interface RequestTarget {
  /** Decoded path, beginning with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * Reads the target of a request: a path and perhaps a query. Nothing else is understood: absolute
 * addresses are for proxies.
 *
 * @param target as it stands in the request line
 * @returns undefined when it is no path, or one that no page file can have: badly encoded, with
 *   control characters, backslashes, colons, empty segments, or segments that begin with a dot
 */
export function parseRequestTarget(target: string): RequestTarget | undefined {
  const mark = target.indexOf('?');
  const raw = mark < 0 ? target : target.slice(0, mark);
  const path = decoded(raw);
  // The colon opens drives and data streams on Windows, where the backslash parts folders.
  if (path === undefined || !/^\/[^\p{Cc}\\:]*$/u.test(path)) return undefined;
  const segments = path.slice(1).split('/');
  const isRoot = path === '/';
  if (!isRoot && segments.some((segment) => segment === '' || segment.startsWith('.'))) {
    return undefined;
  }
  return { path, query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)) };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
