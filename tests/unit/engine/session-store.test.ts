import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { SessionStore } from '../../../core/engine/session-store.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = temporaryFolder();
let home: string;
let count = 0;

beforeEach(() => {
  count++;
  home = path.join(folder, `home-${count}`);
});

describe('SessionStore', () => {
  it('has nothing in a home that is not there yet, and makes it', async () => {
    const store = new SessionStore(home);
    expect(await store.load()).toEqual({ settings: null, session: null, problems: [] });
    await store.save('session', '{"version":1}');
    expect((await store.load()).session).toBe('{"version":1}');
    expect(readdirSync(home)).toEqual(['session.json']);
  });

  it.each(['', '{"version":1', 'null', '[1,2]', '"text"', '\0\0\0'])(
    'puts a session aside that is %j, and says so',
    async (content) => {
      mkdirSync(home);
      writeFileSync(path.join(home, 'session.json'), content);
      writeFileSync(path.join(home, 'settings.json'), '{"version":1}');
      const { session, settings, problems } = await new SessionStore(home).load();
      const aside = path.join(home, 'session.broken.json');
      expect([session, settings]).toEqual([null, '{"version":1}']);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(aside);
      expect(readFileSync(aside, 'utf8')).toBe(content);
      expect(existsSync(path.join(home, 'session.json'))).toBe(false);
    },
  );

  it('does not read a file that it cannot have written', async () => {
    mkdirSync(home);
    writeFileSync(path.join(home, 'session.json'), `{"a":"${'x'.repeat(5_000_000)}"}`);
    const { session, problems } = await new SessionStore(home).load();
    expect(session).toBeNull();
    expect(problems).toHaveLength(1);
  });

  it('ends with what was saved last, however quickly', async () => {
    const store = new SessionStore(home);
    const documents = Array.from({ length: 20 }, (_, i) => `{"i":${i}}`);
    await Promise.all(documents.map((document) => store.save('session', document)));
    expect((await store.load()).session).toBe('{"i":19}');
    expect(readdirSync(home)).toEqual(['session.json']);
  });

  it('names, lists, gives and forgets sessions', async () => {
    const store = new SessionStore(home);
    await store.keep('Crab 2020', '{"a":1}', false);
    await store.keep('Another', '{"b":1}', false);
    expect((await store.list()).map(({ name }) => name)).toEqual(['Another', 'Crab 2020']);
    await expect(store.keep('Another', '{}', false)).rejects.toMatchObject({
      code: 'record-exists',
    });
    expect(await store.get('Another')).toBe('{"b":1}');
    await store.remove('Another');
    await expect(store.get('Another')).rejects.toMatchObject({ code: 'record-not-found' });
    await expect(store.remove('Another')).rejects.toMatchObject({ code: 'record-not-found' });
  });

  it('says of a named session that is damaged which it is', async () => {
    const store = new SessionStore(home);
    await store.keep('Crab', '{}', false);
    writeFileSync(path.join(home, 'sessions/Crab.json'), '{');
    await expect(store.get('Crab')).rejects.toMatchObject({ code: 'format-damaged' });
  });
});
