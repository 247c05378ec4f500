import { describe, expect, it } from 'vitest';
import { type FocusedElement, mayTakeKeys } from '../../../../renderer/commands/may-take-keys.ts';

/**
 * An element as the rules look at it: what it is called in their selectors. The selectors with `:not`
 * are of text fields.
 */
function focused(...names: readonly string[]): FocusedElement {
  const closest = (selector: string) => {
    const parts = selector.split(', ').map((part) => part.replace(/:not\(.*$/, ''));
    return names.some((name) => parts.includes(name)) ? {} : null;
  };
  return { closest };
}

const textField = focused('input', 'textarea');
const button = focused('button');
const slider = focused('[role=slider]');
const list = focused('[role=listbox]');
const grid = focused('[role=grid]');

describe('mayTakeKeys', () => {
  it('takes everything where nothing has the focus', () => {
    for (const keys of ['G', '?', 'ArrowRight', ' ', 'Mod+Z']) {
      expect(mayTakeKeys(keys, null)).toBe(true);
      expect(mayTakeKeys(keys, focused())).toBe(true);
    }
  });

  it('leaves a text field what is typed and what is done with text', () => {
    for (const keys of [
      'G',
      'Shift+G',
      '?',
      ' ',
      'ArrowLeft',
      'Enter',
      'Mod+Z',
      'Mod+A',
      'Mod+V',
    ]) {
      expect(mayTakeKeys(keys, textField), keys).toBe(false);
    }
    for (const keys of ['Mod+K', 'Mod+Shift+P', 'Alt+1', 'F6', 'Shift+F6', 'Mod+O']) {
      expect(mayTakeKeys(keys, textField), keys).toBe(true);
    }
  });

  it('leaves sliders and tables the keys by which they are worked, and takes letters', () => {
    for (const widget of [slider, grid]) {
      for (const keys of ['ArrowLeft', 'Shift+ArrowRight', 'Home', 'PageDown', ' ', 'Enter']) {
        expect(mayTakeKeys(keys, widget), keys).toBe(false);
      }
      expect(mayTakeKeys('G', widget)).toBe(true);
      expect(mayTakeKeys('Alt+PageDown', widget)).toBe(true);
    }
  });

  it('leaves lists their letters too, which choose entries', () => {
    expect(mayTakeKeys('G', list)).toBe(false);
    expect(mayTakeKeys('Mod+K', list)).toBe(true);
  });

  it('takes arrows from a button, but not what presses it', () => {
    expect(mayTakeKeys('ArrowRight', button)).toBe(true);
    expect(mayTakeKeys(' ', button)).toBe(false);
    expect(mayTakeKeys('Enter', button)).toBe(false);
  });

  it('takes nothing from behind a dialog', () => {
    for (const keys of ['G', 'Mod+K', 'F6']) {
      expect(mayTakeKeys(keys, focused('[role=dialog]'))).toBe(false);
    }
  });
});
