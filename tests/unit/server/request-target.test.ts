import fc from 'fast-check';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRequestTarget } from '../../../core/server/request-target.ts';

describe('parseRequestTarget', () => {
  it.each([
    ['/', '/', ''],
    ['/?token=a%20b&x', '/', 'token=a+b&x='],
    ['/assets/page.js?', '/assets/page.js', ''],
    ['/caf%C3%A9.js', '/café.js', ''],
    ['/a%20b..c/d', '/a b..c/d', ''],
  ])('%s is %s', (target, expected, query) => {
    const parsed = parseRequestTarget(target);
    expect([parsed?.path, parsed?.query.toString()]).toEqual([expected, query]);
  });

  it.each([
    '',
    '*',
    'x',
    'http://a/',
    '//a',
    '/a/',
    '/a//b',
    '/.',
    '/..',
    '/a/../b',
    '/a/.b',
    '/%2e',
    '/a%2f..%2fb',
    '/a\\b',
    '/a%5cb',
    '/a%00b',
    '/a%0ab',
    '/a%7fb',
    '/c:/a',
    '/a%3ab',
    '/%',
    '/%zz',
    '/%c0%ae',
    '/%ed%a0%80',
  ])('%j is no path of a page', (target) => {
    expect(parseRequestTarget(target)).toBeUndefined();
  });

  it('never lets a path lead out of the folder of the page', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '%25',
      '%00',
      ':',
      'a',
      '?',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const parsed = parseRequestTarget(pieces.join(''));
        if (parsed === undefined) return;
        for (const flavour of [path.posix, path.win32]) {
          const root = flavour.resolve('/page');
          const file = flavour.join(root, parsed.path);
          expect(file === root + flavour.sep || file.startsWith(root + flavour.sep)).toBe(true);
        }
      }),
    );
  });
});
