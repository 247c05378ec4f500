/** A place on Earth [deg], longitude east positive. */
export interface Place {
  readonly longitudeDeg: number;
  readonly latitudeDeg: number;
}

const RAD = Math.PI / 180;
const ARCSEC = RAD / 3600;
const MS_PER_DAY = 86_400_000;
/** Julian day of 1970-01-01T00:00. */
const JD_1970 = 2_440_587.5;
const JD_2000 = 2_451_545;

/**
 * Zenith distance of a direction on the sky [deg]: precession of Lieske et al. (1977) from J2000 to the
 * date, mean sidereal time of the IAU (1982) with UTC for UT1. Without nutation, aberration and
 * refraction, which together are below 0.02° at zenith distances up to 70°.
 *
 * @param raDeg right ascension, ICRS
 * @param decDeg declination, ICRS
 * @param utcMs UTC [ms since 1970]
 */
export function pointingZenith(raDeg: number, decDeg: number, utcMs: number, place: Place): number {
  const days = utcMs / MS_PER_DAY + JD_1970 - JD_2000;
  const { ra, dec } = ofDate(raDeg * RAD, decDeg * RAD, days / 36_525);
  const hourAngle = siderealTime(days) + place.longitudeDeg * RAD - ra;
  const latitude = place.latitudeDeg * RAD;
  const [x, y, z] = [
    Math.sin(latitude) * Math.cos(dec) * Math.cos(hourAngle) - Math.cos(latitude) * Math.sin(dec),
    Math.cos(dec) * Math.sin(hourAngle),
    Math.sin(latitude) * Math.sin(dec) + Math.cos(latitude) * Math.cos(dec) * Math.cos(hourAngle),
  ];
  return Math.atan2(Math.hypot(x, y), z) / RAD;
}

/** Mean equinox of the date; t in Julian centuries since J2000. */
function ofDate(ra: number, dec: number, t: number): { ra: number; dec: number } {
  const zeta = (2306.2181 * t + 0.30188 * t ** 2 + 0.017998 * t ** 3) * ARCSEC;
  const z = (2306.2181 * t + 1.09468 * t ** 2 + 0.018203 * t ** 3) * ARCSEC;
  const theta = (2004.3109 * t - 0.42665 * t ** 2 - 0.041833 * t ** 3) * ARCSEC;
  const a = Math.cos(dec) * Math.sin(ra + zeta);
  const b = Math.cos(theta) * Math.cos(dec) * Math.cos(ra + zeta) - Math.sin(theta) * Math.sin(dec);
  const c = Math.sin(theta) * Math.cos(dec) * Math.cos(ra + zeta) + Math.cos(theta) * Math.sin(dec);
  return { ra: Math.atan2(a, b) + z, dec: Math.asin(Math.max(-1, Math.min(1, c))) };
}

/** Greenwich mean sidereal time [rad]; days since J2000. */
function siderealTime(days: number): number {
  const t = days / 36_525;
  const degrees =
    280.46061837 + 360.98564736629 * days + 0.000387933 * t ** 2 - t ** 3 / 38_710_000;
  return (degrees % 360) * RAD;
}
