import { describe, expect, it } from 'vitest';
import { AttemptLimit } from '../../../core/server/attempt-limit.ts';
import { newSecret, sameSecret } from '../../../core/server/secret.ts';
import { ServerKeys } from '../../../core/server/server-keys.ts';
import { sessionCookie, sessionsOf } from '../../../core/server/session-cookie.ts';

describe('secrets', () => {
  it('have 256 bits and differ', () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  });

  it('are the same or not, whatever is given', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    for (const given of ['', 'ab', 'abcd', 'abd', 'ABC', 'äbc']) {
      expect(sameSecret(given, 'abc')).toBe(false);
    }
  });
});

describe('AttemptLimit', () => {
  it('closes after too many failures and opens when the window is over', () => {
    let now = 1000;
    const limit = new AttemptLimit(2, 100, () => now);
    expect(limit.isOpen()).toBe(true);
    limit.fail();
    now += 60;
    limit.fail();
    expect(limit.isOpen()).toBe(false);
    now += 39;
    expect(limit.isOpen()).toBe(false);
    now += 1;
    expect(limit.isOpen()).toBe(true);
    limit.fail();
    now += 99;
    expect(limit.isOpen()).toBe(true);
    limit.fail();
    expect(limit.isOpen()).toBe(false);
  });
});

describe('ServerKeys', () => {
  const keys = () => new ServerKeys(new AttemptLimit(3, 1000, () => 0));

  it('exchanges a token once', () => {
    const some = keys();
    const token = some.newToken();
    const { verdict, session = '' } = some.redeem(token);
    expect(verdict).toBe('accepted');
    expect(some.redeem(token)).toEqual({ verdict: 'refused' });
    expect(some.checkSession([session])).toBe(true);
    expect(some.checkSession(['forged', session])).toBe(true);
    expect(some.checkSession([])).toBe(false);
    expect(some.checkSession([token, some.bearer, ''])).toBe(false);
  });

  it('takes the newest token only, and keeps the sessions of the former ones', () => {
    const some = keys();
    const { session: first = '' } = some.redeem(some.newToken());
    const unused = some.newToken();
    const newest = some.newToken();
    expect(some.redeem(unused).verdict).toBe('refused');
    const { session: second = '' } = some.redeem(newest);
    expect(second).not.toBe(first);
    expect([some.checkSession([first]), some.checkSession([second])]).toEqual([true, true]);
    for (let i = 0; i < 63; i++) some.redeem(some.newToken());
    expect([some.checkSession([first]), some.checkSession([second])]).toEqual([false, true]);
  });

  it('has no token before one is made', () => {
    for (const given of ['', 'undefined']) {
      expect(keys().redeem(given).verdict).toBe('refused');
    }
  });

  it('does not take one secret for another', () => {
    const some = keys();
    const token = some.newToken();
    expect(some.redeem(some.bearer).verdict).toBe('refused');
    expect(some.checkBearer(token)).toBe('refused');
    expect(some.checkBearer(some.bearer)).toBe('accepted');
  });

  it('hears nobody after too many wrong attempts', () => {
    const some = keys();
    for (const wrong of ['a', 'b', 'c']) expect(some.checkBearer(wrong)).toBe('refused');
    expect(some.checkBearer(some.bearer)).toBe('too-many-attempts');
    expect(some.redeem(some.newToken())).toEqual({ verdict: 'too-many-attempts' });
  });
});

describe('session cookies', () => {
  it('are found among others by the port', () => {
    expect(
      sessionsOf('a=b; photoelectron-80=x;photoelectron-8=y; photoelectron-80=z=', 80),
    ).toEqual(['x', 'z=']);
    expect(sessionsOf(undefined, 80)).toEqual([]);
    expect(sessionsOf('xphotoelectron-80=x; photoelectron-80', 80)).toEqual([]);
  });

  it('are read back as they were given', () => {
    const [pair] = sessionCookie(8000, 'secret').split(';');
    expect(sessionsOf(pair, 8000)).toEqual(['secret']);
  });
});
