/** A site where Cherenkov telescopes stand. */
export interface KnownSite {
  readonly name: string;
  /** East positive [deg]. */
  readonly longitudeDeg: number;
  readonly latitudeDeg: number;
  /** Above sea level [m]. */
  readonly heightM: number;
}

/** LST-1 as lstchain has it (`lstchain.reco.utils`); MAGIC, FACT and CTAO North stand within 400 m. */
const roqueDeLosMuchachos: KnownSite = {
  name: 'Roque de los Muchachos',
  longitudeDeg: -17.89139,
  latitudeDeg: 28.76139,
  heightM: 2184,
};

/** `cta_south` of gammapy's `observatory_locations`: 24°41′0.34″ S, 70°18′58.84″ W, 2150 m. */
const paranal: KnownSite = {
  name: 'Paranal',
  longitudeDeg: -(70 + 18 / 60 + 58.84 / 3600),
  latitudeDeg: -(24 + 41 / 60 + 0.34 / 3600),
  heightM: 2150,
};

/** `hess` of gammapy's `observatory_locations`: 23°16′18.4″ S, 16°30′0.8″ E, 1835 m. */
const khomas: KnownSite = {
  name: 'Khomas',
  longitudeDeg: 16 + 30 / 60 + 0.8 / 3600,
  latitudeDeg: -(23 + 16 / 60 + 18.4 / 3600),
  heightM: 1835,
};

/** `veritas` of gammapy's `observatory_locations`: 31°40′30.21″ N, 110°57′7.77″ W, 1268 m. */
const mountHopkins: KnownSite = {
  name: 'Mount Hopkins',
  longitudeDeg: -(110 + 57 / 60 + 7.77 / 3600),
  latitudeDeg: 31 + 40 / 60 + 30.21 / 3600,
  heightM: 1268,
};

/** `hawc` of gammapy's `observatory_locations` (arXiv:1108.6034): 18°59′48″ N, 97°18′34″ W, 4100 m. */
const sierraNegra: KnownSite = {
  name: 'Sierra Negra',
  longitudeDeg: -(97 + 18 / 60 + 34 / 3600),
  latitudeDeg: 18 + 59 / 60 + 48 / 3600,
  heightM: 4100,
};

/** `array_center_coords` of sst1mpipe's configuration for data. */
const ondrejov: KnownSite = {
  name: 'Ondřejov',
  longitudeDeg: 14.782501,
  latitudeDeg: 49.912442,
  heightM: 511.195,
};

/** Institute of Nuclear Physics PAN, where the first SST-1M was tried; rounded to a hundredth of a degree. */
const krakow: KnownSite = {
  name: 'Kraków',
  longitudeDeg: 19.89,
  latitudeDeg: 50.09,
  heightM: 220,
};

const sites: readonly KnownSite[] = [
  roqueDeLosMuchachos,
  paranal,
  khomas,
  mountHopkins,
  sierraNegra,
  ondrejov,
  krakow,
];

/** The SST-1M telescopes stand in Ondřejov since their first light there in February 2022. */
const SST1M_IN_ONDREJOV_SINCE = Date.UTC(2022, 0);

/** In order: instruments of one site that name a site too come first. */
const instruments: readonly (readonly [pattern: RegExp, site: KnownSite])[] = [
  [/^(CTAO?|LST|MST)?(NORTH|N|LAPALMA)$|NORTHERN ?ARRAY/, roqueDeLosMuchachos],
  [/^(CTAO?|MST|SST)?(SOUTH|S|PARANAL)$|SOUTHERN ?ARRAY/, paranal],
  [/^LST([1-4]|$)|^LSTN?0[1-4]|^CTAOLST1|^MAGIC|^FACT/, roqueDeLosMuchachos],
  [/^HESS/, khomas],
  [/^VERITAS/, mountHopkins],
  [/^HAWC/, sierraNegra],
  [/^SST1M/, ondrejov],
];

/**
 * Site of an instrument by its name, as headers give it: `MAGIC`, `H.E.S.S.`, `LST-1`, `CTAO-N`, …
 *
 * @param instrument name; capitals, dots, dashes and blanks do not count
 * @param utcMs when, for instruments that have moved [ms since 1970]; absent: where they stand now
 * @returns undefined for instruments that are not known, among them `CTA` without a hemisphere
 */
export function knownSite(instrument: string, utcMs?: number): KnownSite | undefined {
  const name = instrument.toUpperCase().replace(/[\s._-]/g, '');
  const site = instruments.find(([pattern]) => pattern.test(name))?.[1];
  if (site === ondrejov && utcMs !== undefined && utcMs < SST1M_IN_ONDREJOV_SINCE) return krakow;
  return site;
}

/** Files round the position of their array, and arrays are large; the sites are much farther apart. */
const SAME_SITE_DEG = 0.5;

/**
 * The known site at a position, so that every file of a site calls it alike.
 *
 * @param longitudeDeg east positive
 * @returns undefined where none of the known sites is within half a degree
 */
export function knownSiteAt(longitudeDeg: number, latitudeDeg: number): KnownSite | undefined {
  return sites.find(
    (site) =>
      Math.abs(site.longitudeDeg - longitudeDeg) < SAME_SITE_DEG &&
      Math.abs(site.latitudeDeg - latitudeDeg) < SAME_SITE_DEG,
  );
}
