import type { IpcMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pageLine } from '../../../../electron/ipc/page-line.ts';

/** The main process's end, with what the page would call. */
function fakeLine() {
  const handlers = new Map<string, (event: unknown, argument: unknown) => unknown>();
  const keep = (channel: string, handler: (event: unknown, argument: unknown) => unknown) => {
    handlers.set(channel, handler);
  };
  const reports: string[] = [];
  const line = pageLine({ handle: keep, on: keep } as unknown as IpcMain, (sentence) =>
    reports.push(sentence),
  );
  const send = (channel: string, event: unknown, argument?: unknown) =>
    handlers.get(channel)?.(event, argument);
  return { line, send, reports };
}

function eventOf(url: string, isMain = true) {
  const frame = { url };
  return { senderFrame: frame, sender: { mainFrame: isMain ? frame : { url } } };
}

const own = 'photoelectron://workbench/';
const strangers: readonly (readonly [string, unknown])[] = [
  ['another page', eventOf('https://evil.example/')],
  ['a host that looks like it', eventOf('photoelectron://workbench.evil.example/')],
  ['a file', eventOf('file:///etc/hostname')],
  ['an empty page', eventOf('about:blank')],
  ['a frame within the page', eventOf(own, false)],
  ['a frame that is gone', { senderFrame: null, sender: { mainFrame: null } }],
];

describe('the line to the page', () => {
  it('answers the page, with an argument that was checked', () => {
    const { line, send } = fakeLine();
    line.handle('double', z.int().max(10), (n) => 2 * n);
    expect(send('double', eventOf(own), 4)).toBe(8);
    for (const wrong of [11, '4', null, undefined, { valueOf: () => 4 }]) {
      expect(() => send('double', eventOf(own), wrong)).toThrow(
        /"double" of the window was refused/,
      );
    }
  });

  it.each(strangers)('refuses %s', (_, event) => {
    const { line, send, reports } = fakeLine();
    const heard: unknown[] = [];
    line.handle('ask', z.unknown(), (value) => heard.push(value));
    line.on('tell', z.unknown(), (value) => heard.push(value));
    expect(() => send('ask', event, 1)).toThrow(/was refused: it came from/);
    send('tell', event, 1);
    expect(heard).toEqual([]);
    expect(reports).toEqual([expect.stringContaining('"tell" of the window was refused')]);
  });

  it('reports what is told in the wrong form, and goes on', () => {
    const { line, send, reports } = fakeLine();
    const heard: string[] = [];
    line.on('tell', z.string(), (text) => heard.push(text));
    send('tell', eventOf(own), 5);
    send('tell', eventOf(own), 'five');
    expect(heard).toEqual(['five']);
    expect(reports).toHaveLength(1);
  });
});
