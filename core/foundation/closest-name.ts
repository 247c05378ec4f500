/**
 * Number of single-character insertions, deletions, substitutions and swaps of neighbours that turn
 * one word into another (optimal string alignment distance; Levenshtein 1966, Damerau 1964).
 */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(substitution, previous[j] + 1, current[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, beforePrevious[j - 2] + 1);
      }
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length];
}

/**
 * Finds the known name that a mistyped one was probably meant to be; case counts for nothing.
 *
 * @param name what was typed
 * @param known the names there are; of equally close ones the first wins
 * @returns undefined when nothing is close (more than a third of the longer word, and at least two
 *   characters, would have to change)
 */
export function closestName(name: string, known: Iterable<string>): string | undefined {
  const typed = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const longer = Math.max(typed.length, candidate.length);
    const allowed = Math.max(2, Math.floor(longer / 3));
    if (Math.abs(typed.length - candidate.length) > allowed || allowed >= longer) continue;
    const distance = editDistance(typed, candidate.toLowerCase());
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
