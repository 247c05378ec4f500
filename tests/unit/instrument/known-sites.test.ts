import { describe, expect, it } from 'vitest';
import { knownSite, knownSiteAt } from '../../../core/instrument/known-sites.ts';

describe('knownSite', () => {
  it.each([
    ['MAGIC', 'Roque de los Muchachos'],
    ['MAGIC-I', 'Roque de los Muchachos'],
    ['LST-1', 'Roque de los Muchachos'],
    ['FACT', 'Roque de los Muchachos'],
    ['CTAO-N', 'Roque de los Muchachos'],
    ['CTAO Northern Array', 'Roque de los Muchachos'],
    ['CTA-S', 'Paranal'],
    ['Southern Array', 'Paranal'],
    ['HESS', 'Khomas'],
    ['H.E.S.S. Phase I', 'Khomas'],
    ['VERITAS', 'Mount Hopkins'],
    ['HAWC', 'Sierra Negra'],
    ['SST-1M', 'Ondřejov'],
  ])('knows where %s stands', (instrument, site) => {
    expect(knownSite(instrument)?.name).toBe(site);
  });

  it.each(['CTA', '', 'Fermi', 'LSTCam', 'MST'])('does not guess for %j', (instrument) => {
    expect(knownSite(instrument)).toBeUndefined();
  });

  it('knows that SST-1M stood in Kraków before 2022', () => {
    expect(knownSite('SST-1M', Date.UTC(2018, 7, 23))?.name).toBe('Kraków');
    expect(knownSite('SST-1M', Date.UTC(2023, 7, 23))?.name).toBe('Ondřejov');
  });

  it('counts longitudes east', () => {
    // GEOLON and GEOLAT of a MAGIC event list (gammapy-data, magic/rad_max).
    const site = knownSite('MAGIC');
    expect(site?.longitudeDeg).toBeCloseTo(-17.89, 2);
    expect(site?.latitudeDeg).toBeCloseTo(28.7619, 2);
    // GEOLON and GEOLAT of H.E.S.S. DL3 DR1.
    expect(knownSite('HESS')?.longitudeDeg).toBeCloseTo(16.5002222, 6);
    expect(knownSite('HESS')?.latitudeDeg).toBeCloseTo(-23.2717778, 6);
  });
});

describe('knownSiteAt', () => {
  it.each([
    // As event lists of MAGIC and FACT, simulations of CTAO North and of H.E.S.S. state them.
    [-17.89, 28.761944, 'Roque de los Muchachos'],
    [-17.890701, 28.761795, 'Roque de los Muchachos'],
    [-17.8920302, 28.7621661, 'Roque de los Muchachos'],
    [-110.9528, 31.67473, 'Mount Hopkins'],
    [16.3, -23.6, 'Khomas'],
  ])('calls the site at %d°, %d° %s', (longitudeDeg, latitudeDeg, name) => {
    expect(knownSiteAt(longitudeDeg, latitudeDeg)?.name).toBe(name);
  });

  it('does not guess elsewhere', () => {
    // Teide is on the next island, 1.5° away.
    expect(knownSiteAt(-16.51, 28.3)).toBeUndefined();
    expect(knownSiteAt(17.89, 28.76)).toBeUndefined();
  });
});
