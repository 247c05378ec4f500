/** Hosts of the documentation that the program and its guide refer to. */
const documentationHosts: ReadonlySet<string> = new Set([
  'arxiv.org',
  'ctapipe.readthedocs.io',
  'ctao.org',
  'docs.astropy.org',
  'docs.gammapy.org',
  'doi.org',
  'fits.gsfc.nasa.gov',
  'gamma-astro-data-formats.readthedocs.io',
  'github.com',
  'www.ctao.org',
  'www.electronjs.org',
  'www.ivoa.net',
  'zenodo.org',
]);

/** Longest address that is passed on. */
const MAX_LENGTH = 2000;

/**
 * The address as it may be given to the user's browser: documentation only, by https, without user
 * name, password or port.
 *
 * @returns undefined for everything else
 */
export function externalAddress(address: string): string | undefined {
  if (address.length > MAX_LENGTH) return undefined;
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:') return undefined;
  if (url.username !== '' || url.password !== '' || url.port !== '') return undefined;
  return documentationHosts.has(url.hostname) ? url.href : undefined;
}
