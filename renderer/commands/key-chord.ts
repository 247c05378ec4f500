/** What of a keyboard event says which keys are pressed. */
export interface KeyInput {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MODIFIERS = ['Mod', 'Ctrl', 'Alt', 'Shift'];
const modifierKeys = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead']);

/**
 * Keys in the one form in which they are compared: modifiers in the order Mod, Ctrl, Alt, Shift, letters
 * large, and no Shift with signs, which keyboards have in different places.
 *
 * @param keys such as `Shift+Mod+p`, `g`, `?`
 */
export function canonicalKeys(keys: string): string {
  const key = keys.endsWith('+') ? '+' : (keys.split('+').at(-1) ?? '');
  const given = keys.slice(0, keys.length - key.length).split('+');
  return joined(
    MODIFIERS.filter((modifier) => given.includes(modifier)),
    key,
  );
}

/**
 * Keys that are pressed, in the form of `canonicalKeys`; undefined while only modifiers are, or with the
 * system's own key.
 *
 * @param isMac whether ⌘ takes the place of Ctrl
 */
export function pressedKeys(input: KeyInput, isMac: boolean): string | undefined {
  if (modifierKeys.has(input.key)) return undefined;
  if (input.metaKey && !isMac) return undefined;
  const key = keyOf(input);
  // Where digits are above signs (AZERTY), Shift belongs to the digit.
  const hasShift = input.shiftKey && !/^\d$/.test(input.key);
  const modifiers = [
    ...((isMac ? input.metaKey : input.ctrlKey) ? ['Mod'] : []),
    ...(isMac && input.ctrlKey ? ['Ctrl'] : []),
    ...(input.altKey ? ['Alt'] : []),
    ...(hasShift ? ['Shift'] : []),
  ];
  return joined(modifiers, key);
}

/**
 * The key itself. With modifiers, and on keyboards of other scripts, letters and digits are those of
 * their place, for `Alt+1` on a Mac makes `¡`, and Ctrl+K on a Greek keyboard `κ`.
 */
function keyOf({ key, code, ctrlKey, metaKey, altKey }: KeyInput): string {
  const place = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code);
  const placed = place?.[1] ?? place?.[2];
  const isForeign = key.length === 1 && key.charCodeAt(0) > 127;
  // With Alt too a letter counts and not its place, unless Alt made something else of it.
  const isChanged = (altKey && !/^[A-Za-z0-9]$/.test(key)) || ((ctrlKey || metaKey) && isForeign);
  return placed !== undefined && (isChanged || (isForeign && place?.[1] !== undefined))
    ? placed
    : key;
}

function joined(modifiers: readonly string[], key: string): string {
  const isLetter = /^[a-z]$/i.test(key);
  const isSign = key.length === 1 && key !== ' ' && !isLetter && !/\d/.test(key);
  const kept = isSign ? modifiers.filter((modifier) => modifier !== 'Shift') : modifiers;
  const name = isLetter ? key.toUpperCase() : key === 'Space' ? ' ' : key;
  return [...kept, name].join('+');
}
