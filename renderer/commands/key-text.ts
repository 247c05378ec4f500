/** Names of keys as they are printed on keyboards. */
const printed: Readonly<Record<string, string | undefined>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  Delete: 'Del',
  ' ': 'Space',
};

const printedOnMac: Readonly<Record<string, string | undefined>> = {
  Mod: '⌘',
  Alt: '⌥',
  Shift: '⇧',
  Ctrl: '⌃',
  Enter: '↩',
  Backspace: '⌫',
};

/**
 * Keys of a command as the user reads them, one text per key to press together.
 *
 * @param keys such as `Mod+Shift+P`
 * @param isMac whether the keyboard is that of a Mac
 */
export function keyTexts(keys: string, isMac: boolean): readonly string[] {
  // The key itself may be a plus.
  const parts = keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+');
  return (keys === '+' ? ['+'] : parts).map((part) => {
    const special = (isMac ? printedOnMac[part] : undefined) ?? printed[part];
    if (special !== undefined) return special;
    if (part === 'Mod') return 'Ctrl';
    return part.length === 1 ? part.toUpperCase() : part;
  });
}
