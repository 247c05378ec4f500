import type { CleaningSummary } from './cleaning-summary.ts';

/** A line of the table of what cleanings keep. */
export interface SurvivalRow {
  readonly label: string;
  readonly unit: string;
  /** One sentence. */
  readonly description: string;
  readonly a: string;
  readonly b: string;
  readonly difference: string;
  /** Whether it is set apart from what is above. */
  readonly startsGroup: boolean;
}

interface Quantity {
  readonly label: string;
  readonly unit?: string;
  readonly description: string;
  readonly value: (summary: CleaningSummary) => number | null | undefined;
  readonly text: (value: number) => string;
}

const NONE = '–';

const count = (value: number) => value.toLocaleString('en').replaceAll(',', '\u202f');
const percent = (value: number) => (100 * value).toFixed(2);
const charge = (value: number) => value.toFixed(2);

const images: readonly Quantity[] = [
  {
    label: 'Images',
    description: 'Images of the telescope type in memory.',
    value: ({ nImages }) => nImages,
    text: count,
  },
  {
    label: 'Surviving',
    description: 'Images of which at least one pixel was kept.',
    value: ({ nSurviving }) => nSurviving,
    text: count,
  },
  {
    label: 'Parametrised',
    description: 'Images that passed the image quality query, and so have parameters.',
    value: ({ nParametrised }) => nParametrised,
    text: count,
  },
  {
    label: 'Pixels',
    description: 'Kept pixels of all images.',
    value: ({ nPixels }) => nPixels,
    text: count,
  },
  {
    label: 'Islands',
    description: 'Groups of kept pixels of all images.',
    value: ({ nIslands }) => nIslands,
    text: count,
  },
];
const pedestals: readonly Quantity[] = [
  {
    label: 'Pedestals surviving',
    unit: '%',
    description: 'Pedestal images of which at least one pixel was kept / pedestal images.',
    value: (summary) => summary.pedestals?.survivingFraction,
    text: percent,
  },
  {
    label: 'Pedestal pixels kept',
    unit: '%',
    description: 'Kept pixels / all pixels of the pedestal images.',
    value: (summary) => summary.pedestals?.pixelFraction,
    text: percent,
  },
  {
    label: 'Noise per pedestal',
    unit: 'p.e.',
    description: 'Charge of the kept pixels of the pedestal images / pedestal images.',
    value: (summary) => summary.pedestals?.chargePerImage,
    text: charge,
  },
];
const truth: readonly Quantity[] = [
  {
    label: 'Efficiency',
    unit: '%',
    description: 'True photo-electrons in kept pixels / all true photo-electrons.',
    value: (summary) => summary.truth?.efficiency,
    text: percent,
  },
  {
    label: 'Noise fraction',
    unit: '%',
    description:
      'Charge of kept pixels without true light / charge of all kept pixels: 1 − purity.',
    value: (summary) => summary.truth?.noiseFraction,
    text: percent,
  },
];

/** Lines of the table; those of pedestals and of the truth only where there are some. */
export function survivalRows(
  a: CleaningSummary | undefined,
  b: CleaningSummary | undefined,
): readonly SurvivalRow[] {
  return [
    ...images.map((quantity) => survivalRow(quantity, a, b, false)),
    ...(a?.pedestals ? pedestals.map((each, i) => survivalRow(each, a, b, i === 0)) : []),
    ...(a?.truth ? truth.map((each, i) => survivalRow(each, a, b, i === 0)) : []),
  ];
}

function survivalRow(
  { label, unit = '', description, value, text }: Quantity,
  a: CleaningSummary | undefined,
  b: CleaningSummary | undefined,
  startsGroup: boolean,
): SurvivalRow {
  const ofA = a === undefined ? undefined : value(a);
  const ofB = b === undefined ? undefined : value(b);
  return {
    label,
    unit,
    description,
    a: ofA === null || ofA === undefined ? NONE : text(ofA),
    b: ofB === null || ofB === undefined ? NONE : text(ofB),
    difference:
      ofA === null || ofA === undefined || ofB === null || ofB === undefined
        ? NONE
        : signed(ofB - ofA, text),
    startsGroup,
  };
}

function signed(value: number, text: (value: number) => string): string {
  const size = text(Math.abs(value));
  if (Number(size.replaceAll('\u202f', '')) === 0) return size;
  return `${value < 0 ? '−' : '+'}${size}`;
}
