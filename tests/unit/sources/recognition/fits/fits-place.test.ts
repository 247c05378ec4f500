import { describe, expect, it } from 'vitest';
import { parseFitsHeader } from '../../../../../core/formats/fits/fits-header.ts';
import { instrumentOf, placeOf } from '../../../../../core/sources/recognition/fits/fits-place.ts';
import { card } from '../../../../fits-bytes.ts';

const header = (values: Readonly<Record<string, string>>) =>
  parseFitsHeader(
    Buffer.from(
      Object.entries(values)
        .map(([keyword, value]) => card(keyword, value))
        .join(''),
      'latin1',
    ),
  );

describe('instrumentOf', () => {
  it.each([
    [{ TELESCOP: "'CTA-N'", INSTRUME: "'LST-1'" }, 'LST-1'],
    [{ TELESCOP: "'LST1'" }, 'LST-1'],
    [{ TELESCOP: "'CTA'", INSTRUME: "'Southern Array'" }, 'CTAO South'],
    [{ TELESCOP: "'CTA (MC prod5, v0.1)'", INSTRUME: "'CTAO Northern Array'" }, 'CTAO North'],
    [{ TELESCOP: "'CTAO'" }, 'CTAO'],
    [{ TELESCOP: "'HESS'", INSTRUME: "'H.E.S.S. Phase I'" }, 'H.E.S.S.'],
    [{ TELESCOP: "'SST1M'" }, 'SST-1M'],
    [{ TELESCOP: "'MAGIC'", INSTRUME: "'MAGIC stereo'" }, 'MAGIC'],
    [{ INSTRUME: "'VERITAS'" }, 'VERITAS'],
    [{}, undefined],
  ])('of %j is %s', (values, name) => {
    expect(instrumentOf([header(values)])).toBe(name);
  });
});

describe('placeOf', () => {
  it('takes what the header says, with the name of the site', () => {
    const stated = header({ GEOLON: '-17.8907', GEOLAT: '28.7618', ALTITUDE: '2199.4' });
    expect(placeOf(stated, 'MAGIC', undefined)).toEqual({
      site: {
        name: 'Roque de los Muchachos',
        longitudeDeg: -17.8907,
        latitudeDeg: 28.7618,
        heightM: 2199.4,
      },
    });
  });

  it('goes by the instrument where the header says nothing', () => {
    expect(placeOf(header({}), 'VERITAS', undefined).site?.name).toBe('Mount Hopkins');
    expect(placeOf(header({}), 'unknown', undefined)).toEqual({});
  });

  it('puts exchanged coordinates right', () => {
    const place = placeOf(header({ GEOLON: '31.6747', GEOLAT: '-110.9528' }), 'VERITAS', undefined);
    expect(place.site).toMatchObject({ longitudeDeg: -110.9528, latitudeDeg: 31.6747 });
    expect(place.remark).toBe('GEOLON and GEOLAT are exchanged');
  });

  it('does not believe a longitude far from the instrument', () => {
    // So it is in the event lists of CTA 1DC.
    const place = placeOf(header({ GEOLON: '79.4041', GEOLAT: '-24.6272' }), 'CTA', undefined);
    expect(place.site?.name).toBe('Paranal');
    expect(place.remark).toBe('GEOLON and GEOLAT are not where CTA stands');
  });

  it('takes any place of an instrument that is not known, if it is on Earth', () => {
    const stated = { GEOLON: '10', GEOLAT: '20' };
    expect(placeOf(header(stated), undefined, undefined)).toEqual({
      site: { longitudeDeg: 10, latitudeDeg: 20 },
    });
    expect(placeOf(header({ GEOLON: '400', GEOLAT: '91' }), undefined, undefined)).toEqual({
      remark: 'GEOLON or GEOLAT is impossible',
    });
  });
});
