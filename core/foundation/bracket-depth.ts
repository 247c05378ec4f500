/**
 * How deep the brackets of a text stand within each other at most. Parsers of YAML need a time that
 * grows with the square of it and more (100 KB of opening braces take minutes), so that documents of
 * strangers are measured before they are parsed. Brackets within quotes count too.
 */
export function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; ++i) {
    const code = text.charCodeAt(i);
    // { and [ open, } and ] close.
    if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if ((code === 0x7d || code === 0x5d) && depth > 0) {
      depth -= 1;
    }
  }
  return deepest;
}
