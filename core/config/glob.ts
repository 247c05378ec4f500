/**
 * Whether a text matches a shell pattern: `*` any text, `?` one character, `[abc]`, `[a-c]`,
 * `[!a]`; a bracket that is not closed stands for itself. Same rules as Python's `fnmatch`.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const source = pattern.replace(/\*+|\?|\[!?\]?[^\]]*\]|[^*?[]+|\[/g, (part) => {
    if (part.startsWith('*')) return '.*';
    if (part === '?') return '.';
    if (part.length > 2 && part.startsWith('[') && part.endsWith(']')) {
      const negated = part.startsWith('[!');
      const set = part.slice(negated ? 2 : 1, -1).replace(/[\\\]^[]/g, '\\$&');
      return `[${negated ? '^' : ''}${set}]`;
    }
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 's').test(text);
}
