import { describe, expect, it } from 'vitest';
import { keyTexts } from '../../../../renderer/commands/key-text.ts';
import { accelerator } from '../../../../renderer/desktop/accelerator.ts';

describe('keyTexts', () => {
  it.each([
    ['Mod+Shift+P', ['Ctrl', 'Shift', 'P'], ['⌘', '⇧', 'P']],
    ['g', ['G'], ['G']],
    ['Shift+ArrowRight', ['Shift', '→'], ['⇧', '→']],
    ['+', ['+'], ['+']],
    ['Mod++', ['Ctrl', '+'], ['⌘', '+']],
    [' ', ['Space'], ['Space']],
    ['?', ['?'], ['?']],
  ])('shows %s', (keys, others, mac) => {
    expect(keyTexts(keys, false)).toEqual(others);
    expect(keyTexts(keys, true)).toEqual(mac);
  });
});

describe('accelerator', () => {
  it.each([
    ['Mod+Shift+P', 'CmdOrCtrl+Shift+P'],
    ['Alt+1', 'Alt+1'],
    ['ArrowRight', 'Right'],
    ['Mod++', 'CmdOrCtrl+Plus'],
    ['g', 'G'],
    [' ', 'Space'],
    ['F6', 'F6'],
  ])('writes %s for Electron as %s', (keys, text) => {
    expect(accelerator(keys)).toBe(text);
  });

  it.each(['Mod+Ö', '', 'Mod+κ'])(
    'has none for %j: one of them would cost the whole menu',
    (keys) => {
      expect(accelerator(keys)).toBeUndefined();
    },
  );
});
