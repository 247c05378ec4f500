import { describe, expect, it } from 'vitest';
import { eventReference } from '../../../../renderer/files/event-reference.ts';
import { fileSizeText } from '../../../../renderer/files/file-size-text.ts';
import { isWithin } from '../../../../renderer/files/is-within.ts';
import { joinPath } from '../../../../renderer/files/join-path.ts';
import { withRecent } from '../../../../renderer/files/recent-paths.ts';

describe('eventReference', () => {
  it.each([
    ['/d/run.h5', { path: '/d/run.h5' }],
    ['/d/run.h5:event=123', { path: '/d/run.h5', eventId: 123 }],
    ['C:\\d\\run.h5:event=7', { path: 'C:\\d\\run.h5', eventId: 7 }],
    ['/d/run.h5:event=', { path: '/d/run.h5:event=' }],
    ['/d/run.h5:event=-1', { path: '/d/run.h5:event=-1' }],
  ])('takes %s apart', (text, reference) => {
    expect(eventReference(text)).toEqual(reference);
  });
});

describe('paths', () => {
  it('are within a folder only from one name on to the next', () => {
    expect(isWithin('/data', '/data')).toBe(true);
    expect(isWithin('/data', '/data/night')).toBe(true);
    expect(isWithin('/data', '/database')).toBe(false);
    expect(isWithin('/', '/data')).toBe(true);
    expect(isWithin('C:\\data', 'C:\\data\\a')).toBe(true);
  });

  it('are joined with the sign of their system', () => {
    expect(joinPath('/data', 'a.h5')).toBe('/data/a.h5');
    expect(joinPath('/', 'a.h5')).toBe('/a.h5');
    expect(joinPath('C:\\data', 'a.h5')).toBe('C:\\data\\a.h5');
  });
});

describe('fileSizeText', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [3_915_844, '3.92 MB'],
    [45_600_000_000, '45.6 GB'],
  ])('says %i bytes as %s', (bytes, text) => {
    expect(fileSizeText(bytes)).toBe(text);
  });
});

describe('withRecent', () => {
  it('puts the last first, none twice, and keeps twenty', () => {
    expect(withRecent('b', ['a', 'b', 'c'])).toEqual(['b', 'a', 'c']);
    const many = Array.from({ length: 30 }, (_, i) => String(i));
    expect(withRecent('new', many)).toHaveLength(20);
  });
});
