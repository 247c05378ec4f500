import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerPageRequest, pageScheme } from '../../../../electron/page/page-protocol.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

describe('the protocol of the page', () => {
  const top = temporaryFolder();
  const folder = path.join(top, 'page');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(path.join(folder, 'assets/main.js'), 'export {};');
  writeFileSync(path.join(folder, 'assets/notes.txt'), 'not of the page');
  writeFileSync(path.join(folder, '.secret.js'), 'secret');
  writeFileSync(path.join(top, 'outside.js'), 'secret');
  symlinkSync(path.join(top, 'outside.js'), path.join(folder, 'link.js'));
  symlinkSync(top, path.join(folder, 'up'));
  const ask = (url: string, method = 'GET') =>
    answerPageRequest(new Request(url, { method }), folder);

  it.each([
    [
      'photoelectron://workbench/',
      'text/html; charset=utf-8',
      '<!doctype html><title>page</title>',
    ],
    [
      'photoelectron://workbench/assets/main.js?v=1',
      'text/javascript; charset=utf-8',
      'export {};',
    ],
  ])('serves %s', async (url, type, content) => {
    const answer = await ask(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(await answer.text()).toBe(content);
    expect(await (await ask(url, 'HEAD')).text()).toBe('');
  });

  it.each([
    '/missing.js',
    '/link.js',
    '/up/outside.js',
    '/..%2foutside.js',
    '/%2e%2e%2foutside.js',
    '/assets/..%2f..%2foutside.js',
    '/..%5coutside.js',
    '/C:%5coutside.js',
    '/%00.js',
    '/%zz.js',
    '/.secret.js',
    '/assets/notes.txt',
    '/assets',
    '/assets/',
    '//index.html',
  ])('does not serve %s', async (at) => {
    const answer = await ask(`photoelectron://workbench${at}`);
    expect([answer.status, await answer.text()]).toEqual([404, 'There is no such page.\n']);
  });

  it.each(['photoelectron://other/', 'https://workbench/', 'photoelectron://workbench:8/'])(
    'does not answer for %s',
    async (url) => {
      expect((await ask(url)).status).toBe(404);
    },
  );

  it('takes nothing', async () => {
    expect((await ask('photoelectron://workbench/', 'POST')).status).toBe(405);
    expect((await ask('photoelectron://workbench/', 'PUT')).status).toBe(405);
  });

  it('sends the same policy with every answer', async () => {
    const policies = await Promise.all(
      ['/', '/missing.js', '/..%2foutside.js'].map(
        async (at) => (await ask(`photoelectron://workbench${at}`)).headers,
      ),
    );
    for (const headers of policies) {
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'/,
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    }
  });

  it('is a standard, secure scheme and nothing more', () => {
    expect(pageScheme).toEqual({
      scheme: 'photoelectron',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    });
  });
});
