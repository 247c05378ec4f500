import type { AttributeRead } from '../../formats/hdf5/reader-protocol.ts';

/** What the attributes of a table say about one column. */
export interface StoredColumn {
  /** Unit in astropy's spelling, such as `g / cm2`. */
  readonly unit: string;
  /** `mjd` or `ctao_high_res` for times. */
  readonly timeFormat?: string;
  readonly description?: string;
  /** Integers that stand for value = (stored − offset) / scale, with three of them kept apart. */
  readonly fixedPoint?: {
    readonly scale: number;
    readonly offset: number;
    readonly nan: number;
    readonly positiveInfinity: number;
    readonly negativeInfinity: number;
  };
}

/** From the VOUnit spelling (`g.cm**-2`) to astropy's (`g / cm2`). */
export function astropyUnit(voUnit: string): string {
  const above: string[] = [];
  const below: string[] = [];
  for (const part of voUnit.split('.').filter((text) => text !== '')) {
    const [name, power = '1'] = part.split('**');
    const exponent = Math.abs(Number(power));
    const text = exponent === 1 ? name : `${name}${String(exponent)}`;
    (power.startsWith('-') ? below : above).push(text);
  }
  if (below.length === 0) return above.join(' ');
  const divisor = below.length === 1 ? below[0] : `(${below.join(' ')})`;
  return `${above.length === 0 ? '1' : above.join(' ')} / ${divisor}`;
}

function numeric(value: AttributeRead | undefined): number | undefined {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

/** Reads ctapipe's attributes (`CTAFIELD_n_…`) of the column at a position. */
export function storedColumn(
  attributes: Readonly<Record<string, AttributeRead>>,
  position: number,
): StoredColumn {
  const get = (key: string) => attributes[`CTAFIELD_${String(position)}_${key}`];
  const text = (key: string) => {
    const value = get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const timeFormat = text('TIME_FORMAT') ?? (text('TIME_SCALE') === undefined ? undefined : 'mjd');
  const description = text('DESC');
  const scale = numeric(get('TRANSFORM_SCALE'));
  return {
    unit: astropyUnit(text('UNIT') ?? ''),
    ...(timeFormat !== undefined && { timeFormat }),
    ...(description !== undefined && { description }),
    ...(scale !== undefined && {
      fixedPoint: {
        scale,
        offset: numeric(get('TRANSFORM_OFFSET')) ?? 0,
        nan: numeric(get('NAN_VALUE')) ?? NaN,
        positiveInfinity: numeric(get('POSINF_VALUE')) ?? NaN,
        negativeInfinity: numeric(get('NEGINF_VALUE')) ?? NaN,
      },
    }),
  };
}
