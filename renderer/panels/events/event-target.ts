/** An event that is wanted. */
export interface EventTarget {
  /** Where the steps begin: at the event that is shown, at an end of the list, at an event by its number or its place in the file. */
  readonly base:
    | 'shown'
    | 'first'
    | 'last'
    | { readonly eventId: number; readonly obsId?: number }
    | { readonly index: number };
  /** Places to go from there within the list; negative goes back. */
  readonly step: number;
}

/**
 * What is wanted after another wish came before the first was fulfilled: steps add up, everything else
 * replaces it. So a key that is held goes as far as it was pressed, and only the last place is drawn.
 */
export function mergeTargets(waiting: EventTarget | undefined, next: EventTarget): EventTarget {
  if (waiting === undefined || next.base !== 'shown') return next;
  return { base: waiting.base, step: waiting.step + next.step };
}
