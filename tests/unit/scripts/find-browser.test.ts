import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../../scripts/find-browser.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

describe('findBrowser', () => {
  const folder = temporaryFolder();
  const chrome = path.join(folder, 'google-chrome');
  writeFileSync(chrome, '');

  it('takes the one that is named, and no other in its place', () => {
    expect(findBrowser({ CHROMIUM: chrome, PATH: '' })).toBe(chrome);
    expect(findBrowser({ CHROMIUM: path.join(folder, 'gone'), PATH: folder })).toBeUndefined();
  });

  it('looks along the path', () => {
    const PATH = [path.join(folder, 'nowhere'), folder].join(path.delimiter);
    expect(findBrowser({ PATH })).toBe(chrome);
    expect(findBrowser({ CHROMIUM: '', PATH })).toBe(chrome);
    const chromium = path.join(folder, 'chromium');
    writeFileSync(chromium, '');
    expect(findBrowser({ PATH })).toBe(chromium);
    expect(findBrowser({ PATH: '' })).toBeUndefined();
    expect(findBrowser({})).toBeUndefined();
  });
});
