import type { AttemptLimit } from './attempt-limit.ts';
import { newSecret, sameSecret } from './secret.ts';

/** What became of an attempt to come in. */
export type KeyVerdict = 'accepted' | 'refused' | 'too-many-attempts';

/**
 * The secrets of one launch of the server. The token stands in the address that the user opens and is
 * good for one exchange against the session, which the browser keeps as a cookie. The bearer is for
 * programs of the same user, who find it in a file that only that user can read.
 */
export class ServerKeys {
  readonly token = newSecret();
  readonly bearer = newSecret();
  readonly #session = newSecret();
  readonly #attempts: AttemptLimit;
  #tokenIsUsed = false;

  constructor(attempts: AttemptLimit) {
    this.#attempts = attempts;
  }

  /** Exchanges the token for the session; works once. */
  redeem(given: string): { readonly verdict: KeyVerdict; readonly session?: string } {
    const isRight = sameSecret(given, this.token);
    const verdict = this.#judge(isRight && !this.#tokenIsUsed);
    if (verdict !== 'accepted') return { verdict };
    this.#tokenIsUsed = true;
    return { verdict, session: this.#session };
  }

  /**
   * Judges the session cookies of a request. Another program on this host may have set one of the same
   * name, so that one of them has to be right, not all.
   */
  checkSession(given: readonly string[]): boolean {
    // Nobody has the session before the token was exchanged.
    return this.#tokenIsUsed && given.some((value) => sameSecret(value, this.#session));
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
