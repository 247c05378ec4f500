/**
 * What a page of ours may load: its own files and nothing else, no inline script or style, no frame. The
 * window's own protocol sends the same policy.
 *
 * @param connect where the page may connect to, beside its own origin
 */
export function contentSecurityPolicy(connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ['connect-src', "'self'", ...connect].join(' '),
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** Abilities of the browser that no page of ours needs. */
const deniedFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/**
 * Headers of every answer, whatever it says. There are none that let other origins in.
 *
 * @param host Host of the request once it has been checked. Older browsers do not count a WebSocket to
 *   the page's own host as its own origin, so that it is named.
 */
export function securityHeaders(host?: string): Readonly<Record<string, string>> {
  // The grammar of a policy knows no IPv6 addresses.
  const isNameable = host !== undefined && !host.startsWith('[');
  return {
    'Content-Security-Policy': contentSecurityPolicy(isNameable ? [`ws://${host}`] : []),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cache-Control': 'no-store',
  };
}
