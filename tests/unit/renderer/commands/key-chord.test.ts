import { describe, expect, it } from 'vitest';
import {
  canonicalKeys,
  type KeyInput,
  pressedKeys,
} from '../../../../renderer/commands/key-chord.ts';

/** A press of keys; `held` are the modifiers. */
function press(key: string, code: string, ...held: readonly string[]): KeyInput {
  return {
    key,
    code,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
  };
}

describe('canonicalKeys', () => {
  it.each([
    ['g', 'G'],
    ['Shift+Mod+p', 'Mod+Shift+P'],
    ['Alt+Ctrl+1', 'Ctrl+Alt+1'],
    ['Shift+?', '?'],
    ['Mod++', 'Mod++'],
    ['+', '+'],
    ['Shift+ArrowRight', 'Shift+ArrowRight'],
    ['Space', ' '],
    ['Shift+Space', 'Shift+ '],
  ])('writes %s as %s', (keys, canonical) => {
    expect(canonicalKeys(keys)).toBe(canonical);
  });

  it('leaves what it made as it is', () => {
    for (const keys of ['Mod+Shift+P', '?', 'Mod++', 'Shift+ArrowRight', 'Alt+1', 'F6', ' ']) {
      expect(canonicalKeys(keys)).toBe(keys);
    }
  });
});

describe('pressedKeys', () => {
  it.each([
    [press('k', 'KeyK', 'ctrl'), 'Mod+K'],
    [press('P', 'KeyP', 'ctrl', 'shift'), 'Mod+Shift+P'],
    [press('g', 'KeyG'), 'G'],
    [press('G', 'KeyG', 'shift'), 'Shift+G'],
    [press('?', 'Slash', 'shift'), '?'],
    // A German keyboard has the sign elsewhere.
    [press('?', 'Minus', 'shift'), '?'],
    [press('ArrowRight', 'ArrowRight', 'shift'), 'Shift+ArrowRight'],
    [press('1', 'Digit1', 'alt'), 'Alt+1'],
    // Letters of other scripts mean the key that they are on.
    [press('л', 'KeyK', 'ctrl'), 'Mod+K'],
    [press('п', 'KeyG'), 'G'],
    // With AZERTY the letter counts and not its place.
    [press('a', 'KeyQ', 'ctrl'), 'Mod+A'],
    [press('w', 'KeyZ', 'alt'), 'Alt+W'],
    [press('z', 'KeyW', 'alt'), 'Alt+Z'],
    // There digits are typed with Shift, and signs without.
    [press('0', 'Digit0', 'shift'), '0'],
    [press('&', 'Digit1', 'alt'), 'Alt+1'],
  ])('reads %j as %s', (input, keys) => {
    expect(pressedKeys(input, false)).toBe(keys);
  });

  it('takes the command key for Mod on a Mac, where Alt changes letters', () => {
    expect(pressedKeys(press('k', 'KeyK', 'meta'), true)).toBe('Mod+K');
    expect(pressedKeys(press('k', 'KeyK', 'ctrl'), true)).toBe('Ctrl+K');
    expect(pressedKeys(press('¡', 'Digit1', 'alt'), true)).toBe('Alt+1');
  });

  it('is nothing while only modifiers are pressed, and leaves the system its key', () => {
    expect(pressedKeys(press('Shift', 'ShiftLeft', 'shift'), false)).toBeUndefined();
    expect(pressedKeys(press('Control', 'ControlLeft', 'ctrl'), false)).toBeUndefined();
    expect(pressedKeys(press('k', 'KeyK', 'meta'), false)).toBeUndefined();
  });

  it('gives what canonicalKeys gives', () => {
    for (const input of [press('k', 'KeyK', 'ctrl'), press('?', 'Slash', 'shift')]) {
      const keys = pressedKeys(input, false) ?? '';
      expect(canonicalKeys(keys)).toBe(keys);
    }
  });
});
