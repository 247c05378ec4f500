/** Paths that are remembered at most. */
const MAX_RECENT = 20;

/** The list of recent paths after one was opened: it comes first, and no path stands twice. */
export function withRecent(path: string, recent: readonly string[]): string[] {
  return [path, ...recent.filter((other) => other !== path)].slice(0, MAX_RECENT);
}
