const WORD_START = 4;
const NEXT_LETTER = 3;
const AS_IT_STANDS = 20;

/**
 * How well a text fits what was typed: all its letters must be there in this order, best at the
 * beginnings of words and next to each other; blanks do not count.
 *
 * @returns undefined when it does not fit; larger is better
 */
export function fuzzyScore(typed: string, text: string): number | undefined {
  const wanted = typed.toLowerCase().replaceAll(' ', '');
  const lower = text.toLowerCase();
  // Best score with the letters so far of which the last stands at each place of the text.
  let ending = Array.from(lower, () => -Infinity);
  let isFirst = true;
  for (const letter of wanted) {
    let before = isFirst ? 0 : -Infinity;
    const next = Array.from(lower, (other, at) => {
      const direct = at > 0 ? ending[at - 1] + NEXT_LETTER : -Infinity;
      const reached = Math.max(before, isFirst ? -Infinity : direct);
      if (!isFirst) before = Math.max(before, ending[at]);
      return other === letter ? reached + 1 + (isWordStart(lower, at) ? WORD_START : 0) : -Infinity;
    });
    ending = next;
    isFirst = false;
  }
  const best = isFirst ? 0 : Math.max(...ending);
  if (best === -Infinity) return undefined;
  const place = lower.indexOf(typed.toLowerCase().trim());
  const whole = place < 0 ? 0 : isWordStart(lower, place) ? 2 * AS_IT_STANDS : AS_IT_STANDS;
  // Of equals the shorter text is the closer one.
  return best + whole - lower.length / 100;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /[^a-z0-9]/.test(text.charAt(at - 1));
}
