import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { externalAddress } from '../../../../electron/security/external-address.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

describe('addresses that are given to the system', () => {
  it.each([
    'https://ctapipe.readthedocs.io/en/stable/user-guide/',
    'https://docs.gammapy.org/',
    'https://doi.org/10.1016/j.astropartphys.2013.01.008',
  ])('are documentation: %s', (address) => {
    expect(externalAddress(address)).toBe(address);
  });

  it.each([
    'http://docs.gammapy.org/',
    'https://docs.gammapy.org:8443/',
    'https://name@docs.gammapy.org/',
    'https://name:word@docs.gammapy.org/',
    'https://docs.gammapy.org.evil.example/',
    'https://evil.example/docs.gammapy.org',
    'https://evil.example\\docs.gammapy.org/',
    'file:///etc/hostname',
    'file://docs.gammapy.org/share',
    'javascript:alert(1)',
    'data:text/html,hello',
    'smb://docs.gammapy.org/share',
    'ms-msdt:/id PCWDiagnostic',
    '//docs.gammapy.org/',
    'docs.gammapy.org',
    '',
    `https://docs.gammapy.org/${'a'.repeat(3000)}`,
  ])('are nothing else: %s', (address) => {
    expect(externalAddress(address)).toBeUndefined();
  });

  it('include all that the guide refers to', () => {
    const pages = globSync('resources/guide/*.md', { cwd: root });
    const links = pages.flatMap((page) => [
      ...readFileSync(path.join(root, page), 'utf8').matchAll(/\]\((https?:[^)\s]+)\)/g),
    ]);
    const refused = links
      .map(([, link]) => link)
      .filter((link) => externalAddress(link) === undefined);
    expect(refused).toEqual([]);
  });
});
