import type { AttemptLimit } from './attempt-limit.ts';
import { newSecret, sameSecret } from './secret.ts';

/** What became of an attempt to come in. */
export type KeyVerdict = 'accepted' | 'refused' | 'too-many-attempts';

/** Browsers that are remembered; the one that came first is forgotten for one more. */
const MAX_SESSIONS = 64;

/**
 * The secrets of one launch of the server. The token stands in the address that the user opens and is
 * good for one exchange against a session, which the browser keeps as a cookie. The bearer is for
 * programs of the same user, who find it in a file that only that user can read.
 */
export class ServerKeys {
  readonly bearer = newSecret();
  readonly #sessions: string[] = [];
  readonly #attempts: AttemptLimit;
  #token: string | undefined;

  constructor(attempts: AttemptLimit) {
    this.#attempts = attempts;
  }

  /** Makes a token; one that was made before and not used is no longer good. */
  newToken(): string {
    this.#token = newSecret();
    return this.#token;
  }

  /** Exchanges a token for a session; works once. */
  redeem(given: string): { readonly verdict: KeyVerdict; readonly session?: string } {
    const isRight = this.#token !== undefined && sameSecret(given, this.#token);
    const verdict = this.#judge(isRight);
    if (verdict !== 'accepted') return { verdict };
    this.#token = undefined;
    const session = newSecret();
    this.#sessions.push(session);
    if (this.#sessions.length > MAX_SESSIONS) this.#sessions.shift();
    return { verdict, session };
  }

  /**
   * Judges the session cookies of a request. Another program on this host may have set one of the same
   * name, so that one of them has to be right, not all.
   */
  checkSession(given: readonly string[]): boolean {
    return given.some((value) => this.#sessions.some((session) => sameSecret(value, session)));
  }

  /** Judges a bearer token. */
  checkBearer(given: string): KeyVerdict {
    return this.#judge(sameSecret(given, this.bearer));
  }

  #judge(isRight: boolean): KeyVerdict {
    if (!this.#attempts.isOpen()) return 'too-many-attempts';
    if (isRight) return 'accepted';
    this.#attempts.fail();
    return 'refused';
  }
}
