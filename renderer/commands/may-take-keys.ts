/** Keys by which fields, lists and sliders are worked, and which are theirs while they have the focus. */
const WIDGET_KEYS = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Enter',
  ' ',
]);

/** What is done with text everywhere, and must stay so in a field. */
const TEXT_CHORDS = new Set(['A', 'C', 'V', 'X', 'Z', 'Shift+Z', 'Y', 'Backspace', 'Delete']);

const BUTTONS = 'button, a[href], summary, [role=button], [role=tab], [role=link]';
const WIDGETS =
  'input, select, [role=slider], [role=radio], [role=separator], [role=listbox], [role=option], ' +
  '[role=grid], [role=treegrid], [role=tree], [role=menu], [role=menubar], [role=tablist]';
const TEXT_FIELDS =
  'textarea, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=range], ' +
  '[type=button], [type=color], [type=file])';
/** Where letters choose entries. */
const TYPED_LISTS = 'select, [role=listbox], [role=menu], [role=menubar]';

/** What is asked of the element that has the focus. */
export interface FocusedElement {
  readonly closest: (selector: string) => unknown;
}

/**
 * Whether keys may mean a command while something has the focus: text fields keep what is typed, and
 * sliders, lists and buttons the keys by which they are worked.
 *
 * @param keys in canonical form
 * @param focused element that has the focus
 */
export function mayTakeKeys(keys: string, focused: FocusedElement | null): boolean {
  if (focused === null) return true;
  // What is behind a dialog is out of reach.
  if (focused.closest('[role=dialog], [role=alertdialog]') !== null) return false;
  const isChord = /^(Mod|Ctrl|Alt)\+/.test(keys);
  const isFunctionKey = /^(Shift\+)?F\d+$/.test(keys);
  const bare = keys.replace(/^Shift\+/, '');
  if (focused.closest(TEXT_FIELDS) !== null) {
    if (keys.startsWith('Mod+')) {
      const rest = keys.slice('Mod+'.length);
      return !TEXT_CHORDS.has(rest) && !WIDGET_KEYS.has(rest.replace(/^Shift\+/, ''));
    }
    return isFunctionKey || (isChord && !WIDGET_KEYS.has(bare.replace(/^Alt\+/, '')));
  }
  if (isChord || isFunctionKey) return true;
  if (WIDGET_KEYS.has(bare) && focused.closest(WIDGETS) !== null) return false;
  if ((bare === 'Enter' || bare === ' ') && focused.closest(BUTTONS) !== null) return false;
  return !(bare.length === 1 && focused.closest(TYPED_LISTS) !== null);
}
