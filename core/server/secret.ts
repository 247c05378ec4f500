import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of 256 random bits, in characters that may stand in an address, a cookie and a header. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether what was given is the secret; takes the same time wherever they begin to differ. */
export function sameSecret(given: string, secret: string): boolean {
  // Digests have one length, so that not even the length of the secret shows.
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
