/** Names of keys in Electron where they are not those of `KeyboardEvent.key`. */
const names: Readonly<Record<string, string | undefined>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  ' ': 'Space',
  '+': 'Plus',
};

/**
 * Keys of a command as Electron writes them: `Mod+Shift+P` is `CmdOrCtrl+Shift+P`.
 *
 * @returns undefined for keys that Electron has no name for, such as letters beyond ASCII
 */
export function accelerator(keys: string): string | undefined {
  const key = keys.endsWith('+') ? '+' : (keys.split('+').at(-1) ?? '');
  const modifiers = keys
    .slice(0, keys.length - key.length)
    .split('+')
    .filter((part) => part !== '');
  const text = [...modifiers, key]
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
  return /^[\x21-\x7e]+$/.test(text) ? text : undefined;
}
