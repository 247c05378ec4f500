/**
 * Time stamps of events as ctapipe writes them: whole TAI seconds since 1970-01-01T00:00:00 TAI and
 * quarter nanoseconds within the second. They are made with the very arithmetic of astropy (two
 * float64 of days) and ERFA, because a time between two quarter nanoseconds would otherwise be
 * rounded to the other one now and then.
 */
export interface TaiTimestamp {
  /** 0 to 2³² − 1; earlier and later times are clipped. */
  readonly seconds: number;
  /** 0 to 4·10⁹ − 1. */
  readonly quarterNanoseconds: number;
}

/** A Julian date in two parts: a whole day and the rest of it, from −0.5 to 0.5. */
export interface JulianDate {
  readonly day: number;
  readonly fraction: number;
}

const SECONDS_PER_DAY = 86400;
/** 1970-01-01T00:00 as two parts. */
const EPOCH: JulianDate = { day: 2440588, fraction: -0.5 };
const EPOCH_MJD = 40587;

/** Days (since 1970) at which TAI − UTC took a new value [s]. */
const LEAP_SECONDS: readonly (readonly [day: number, offset: number])[] = (
  [
    [1972, 1, 10],
    [1972, 7, 11],
    [1973, 1, 12],
    [1974, 1, 13],
    [1975, 1, 14],
    [1976, 1, 15],
    [1977, 1, 16],
    [1978, 1, 17],
    [1979, 1, 18],
    [1980, 1, 19],
    [1981, 7, 20],
    [1982, 7, 21],
    [1983, 7, 22],
    [1985, 7, 23],
    [1988, 1, 24],
    [1990, 1, 25],
    [1991, 1, 26],
    [1992, 7, 27],
    [1993, 7, 28],
    [1994, 7, 29],
    [1996, 1, 30],
    [1997, 7, 31],
    [1999, 1, 32],
    [2006, 1, 33],
    [2009, 1, 34],
    [2012, 7, 35],
    [2015, 7, 36],
    [2017, 1, 37],
  ] as const
).map(([year, month, offset]) => [Date.UTC(year, month - 1) / 86_400_000, offset] as const);

/** Rounds halves to the even number, as numpy does. */
function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest < 0.5) return down;
  return rest > 0.5 || down % 2 !== 0 ? down + 1 : down;
}

/** a + b as a float64 and its exact rounding error (Shewchuk 1997). */
function twoSum(a: number, b: number): [sum: number, error: number] {
  const sum = a + b;
  const fromB = sum - a;
  return [sum, a - (sum - fromB) + (b - fromB)];
}

/** A float64 as two halves of 26 bits (Dekker 1971). */
function split(a: number): [high: number, low: number] {
  const c = 134217729 * a;
  const high = c - (c - a);
  return [high, a - high];
}

/** a × b as a float64 and its exact rounding error (Shewchuk 1997). */
function twoProduct(a: number, b: number): [product: number, error: number] {
  const product = a * b;
  const [aHigh, aLow] = split(a);
  const [bHigh, bLow] = split(b);
  const error = product - aHigh * bHigh - aLow * bHigh - aHigh * bLow;
  return [product, aLow * bLow - error];
}

/** Whole days and the rest of (value1 + value2) ÷ divisor, without loss; `day_frac` of astropy. */
function dayAndFraction(value1: number, value2: number, divisor?: number): JulianDate {
  let [sum, error] = twoSum(value1, value2);
  if (divisor !== undefined) {
    const quotient = sum / divisor;
    const [product, productError] = twoProduct(quotient, divisor);
    const [rest, restError] = twoSum(sum, -product);
    [sum, error] = twoSum(quotient, (rest + (restError + error - productError)) / divisor);
  }
  const rounded = roundHalfEven(sum);
  const [fraction, check] = twoSum(sum - rounded, error);
  const excess = roundHalfEven(
    fraction * Math.sign(check) === 0.5 ? fraction + 2 * check : fraction,
  );
  const day = rounded + excess;
  return { day, fraction: sum - day + error };
}

/** TAI − UTC [s] on a (UTC) day since 1970, at a fraction of it. */
export function taiMinusUtc(day: number, fraction: number): number {
  for (let i = LEAP_SECONDS.length - 1; i >= 0; --i) {
    if (LEAP_SECONDS[i][0] <= day) return LEAP_SECONDS[i][1];
  }
  // Before 1972 UTC ran at another rate than TAI; the rule in force since February 1968.
  return 4.21317 + (day + EPOCH_MJD + fraction - 39126) * 0.002592;
}

/**
 * UTC as a Julian date, from UNIX time.
 *
 * @param seconds since 1970-01-01T00:00 UTC, leap seconds not counted
 * @param nanoseconds within the second
 */
export function julianDateFromUnix(seconds: number, nanoseconds: number): JulianDate {
  const { day, fraction } = dayAndFraction(seconds, nanoseconds * 1e-9, SECONDS_PER_DAY);
  const sinceNoon = EPOCH.fraction + fraction;
  const carried = roundHalfEven(sinceNoon);
  return { day: EPOCH.day + day + carried, fraction: sinceNoon - carried };
}

/** A Julian date some nanoseconds later. */
export function addNanoseconds(date: JulianDate, nanoseconds: number): JulianDate {
  return dayAndFraction(date.day, date.fraction + nanoseconds / 86400e9);
}

/** TAI from UTC, both as Julian dates; the algorithm of `eraUtctai` (ERFA). */
function taiFromUtc(utc: JulianDate): JulianDate {
  let day = utc.day;
  let fraction = 0.5 + utc.fraction;
  if (fraction >= 1) {
    day += 1;
    fraction -= 1;
  }
  const today = day - EPOCH.day;
  const offset = taiMinusUtc(today, 0);
  const drift = 2 * (taiMinusUtc(today, 0.5) - offset);
  const leap = taiMinusUtc(today + 1, 0) - (offset + drift);
  fraction *= (SECONDS_PER_DAY + leap) / SECONDS_PER_DAY;
  fraction *= (SECONDS_PER_DAY + drift) / SECONDS_PER_DAY;
  const midnight = day - 0.5 - utc.day;
  return dayAndFraction(utc.day, midnight + (fraction + offset / SECONDS_PER_DAY));
}

/**
 * The time stamp of a UTC instant. As `time_to_ctao_high_res` of ctapipe, but a time that rounds up
 * to the next whole second is carried over (there it becomes 4·10⁹ quarter nanoseconds).
 */
export function taiTimestamp(utc: JulianDate): TaiTimestamp {
  const tai = taiFromUtc(utc);
  const inDay = (tai.fraction - EPOCH.fraction) * SECONDS_PER_DAY;
  const whole = Math.floor(inDay);
  let seconds = (tai.day - EPOCH.day) * SECONDS_PER_DAY + whole;
  let quarterNanoseconds = roundHalfEven((inDay - whole) * 4e9);
  if (quarterNanoseconds >= 4e9) {
    quarterNanoseconds -= 4e9;
    seconds += 1;
  }
  if (seconds < 0) return { seconds: 0, quarterNanoseconds: 0 };
  return { seconds: Math.min(seconds, 2 ** 32 - 1), quarterNanoseconds };
}

/** A UTC instant as a modified Julian day in TAI, as astropy's `Time.tai.mjd` gives it. */
export function taiModifiedJulianDay(utc: JulianDate): number {
  const { day, fraction } = taiFromUtc(utc);
  return day - 2400000.5 + fraction;
}

/**
 * UTC of a TAI instant, in milliseconds since 1970-01-01T00:00 UTC (leap seconds not counted); good to
 * the 0.2 µs that a float64 resolves today, and to seconds before 1972.
 *
 * @param taiSeconds since 1970-01-01T00:00:00 TAI
 */
export function utcMillisecondsFromTai(taiSeconds: number): number {
  const leap = LEAP_SECONDS.findLast(
    ([day, offset]) => taiSeconds - offset >= day * SECONDS_PER_DAY,
  );
  return (taiSeconds - (leap?.[1] ?? LEAP_SECONDS[0][1])) * 1000;
}
