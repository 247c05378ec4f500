import type { FitsHeader } from '../../../formats/fits/fits-header.ts';
import { type KnownSite, knownSite } from '../../../instrument/known-sites.ts';
import type { SiteFacts } from '../file-facts.ts';

/**
 * Name of the instrument by TELESCOP and INSTRUME: that of the telescope where INSTRUME names one of
 * several of an observatory, with one spelling for each.
 */
export function instrumentOf(headers: readonly FitsHeader[]): string | undefined {
  const telescope = first(headers, 'TELESCOP');
  const instrument = first(headers, 'INSTRUME');
  const lst = /^LST[- _]?0?([1-4])/i.exec(instrument ?? telescope ?? '');
  if (lst !== null) return `LST-${lst[1]}`;
  if (telescope !== undefined && /^CTA/i.test(telescope)) {
    const hemisphere = `${telescope} ${instrument ?? ''}`;
    if (/north|-N\b/i.test(hemisphere)) return 'CTAO North';
    if (/south|-S\b/i.test(hemisphere)) return 'CTAO South';
  }
  const name = telescope ?? instrument;
  if (name === undefined) return undefined;
  if (/^H\.?E\.?S\.?S/i.test(name)) return 'H.E.S.S.';
  if (/^SST-?1M/i.test(name)) return 'SST-1M';
  return name;
}

function first(headers: readonly FitsHeader[], keyword: string): string | undefined {
  for (const header of headers) {
    const text = header.text(keyword);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A site and what had to be put right. */
export interface PlaceOfFile {
  readonly site?: SiteFacts;
  /** Clause on what is wrong in the header. */
  readonly remark?: string;
}

/**
 * Where a file was taken, by GEOLON, GEOLAT and ALTITUDE (or GEOALT). Latitude and longitude that are
 * exchanged (V2DL3 did so at first) are put right; a longitude that contradicts the latitude of a
 * known instrument (CTA 1DC has 79° east for 70° west) gives way to that of the instrument.
 *
 * @param instrument as {@link instrumentOf} gives it
 * @param utcMs when it was taken
 */
export function placeOf(
  header: FitsHeader,
  instrument: string | undefined,
  utcMs: number | undefined,
): PlaceOfFile {
  const known = instrument === undefined ? undefined : knownSite(instrument, utcMs);
  let longitudeDeg = header.number('GEOLON');
  let latitudeDeg = header.number('GEOLAT');
  if (longitudeDeg === undefined || latitudeDeg === undefined) {
    return known === undefined ? {} : { site: known };
  }
  let remark: string | undefined;
  if (Math.abs(latitudeDeg) > 90 && Math.abs(longitudeDeg) <= 90) {
    [longitudeDeg, latitudeDeg] = [latitudeDeg, longitudeDeg];
    remark = 'GEOLON and GEOLAT are exchanged';
  }
  if (Math.abs(latitudeDeg) > 90 || Math.abs(longitudeDeg) > 360) {
    return {
      ...(known !== undefined && { site: known }),
      remark: 'GEOLON or GEOLAT is impossible',
    };
  }
  const stated = { longitudeDeg, latitudeDeg };
  const near = known ?? knownSiteNear(stated, instrument);
  if (near !== undefined && !isNear(near, stated)) {
    return { site: near, remark: `GEOLON and GEOLAT are not where ${instrument ?? ''} stands` };
  }
  const heightM = header.number('ALTITUDE') ?? header.number('GEOALT');
  return {
    site: {
      ...(near !== undefined && { name: near.name }),
      ...stated,
      ...(heightM !== undefined && { heightM }),
    },
    ...(remark !== undefined && { remark }),
  };
}

/** `CTA` alone may be either array; the latitude tells which. */
function knownSiteNear(
  place: { latitudeDeg: number },
  instrument: string | undefined,
): KnownSite | undefined {
  if (instrument === undefined || !/^CTA/.test(instrument)) return undefined;
  return ['CTAO North', 'CTAO South']
    .map((name) => knownSite(name))
    .find((site) => site !== undefined && Math.abs(site.latitudeDeg - place.latitudeDeg) < 0.5);
}

function isNear(site: KnownSite, place: { longitudeDeg: number; latitudeDeg: number }): boolean {
  const apart = Math.abs(site.longitudeDeg - place.longitudeDeg) % 360;
  return Math.abs(site.latitudeDeg - place.latitudeDeg) < 1 && Math.min(apart, 360 - apart) < 1;
}
