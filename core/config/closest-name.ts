/** Number of single-character changes (insert, delete, replace) between two texts (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}

/**
 * The name that someone probably meant, if any is near enough to be worth naming: at most half of
 * its characters different, or one contained in the other.
 */
export function closestName(name: string, known: readonly string[]): string | undefined {
  const asked = name.toLowerCase().slice(0, 100);
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const lower = candidate.toLowerCase();
    const contained = asked.length >= 4 && (lower.includes(asked) || asked.includes(lower));
    const distance = editDistance(asked, lower) * (contained ? 0.5 : 1);
    if (distance < bestDistance && (contained || distance <= lower.length / 2)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
