/**
 * Name of the cookie of the server on a port. Cookies do not know ports: two servers on this host would
 * take each other's away if theirs had one name.
 */
function cookieName(port: number): string {
  return `photoelectron-${port}`;
}

/** The header that gives a browser its session; it ends with the browser. */
export function sessionCookie(port: number, session: string): string {
  return `${cookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`;
}

/**
 * The sessions that a request names; more than one when somebody else set a cookie of this name.
 *
 * @param header the header `Cookie`, if there is one
 */
export function sessionsOf(header: string | undefined, port: number): string[] {
  const prefix = `${cookieName(port)}=`;
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length));
}
