import type { ColorMapName } from '../../core/colors/color-map.ts';
import type { TelescopeEvent } from '../../core/contract/records/event.ts';
import type { ImageOrigin } from '../camera/python-snippet.ts';
import { brightestPixel } from '../camera/describe-camera.ts';

/** What can be shown of the pixels of a camera. */
export const quantityNames = [
  'charge',
  'peak_time',
  'mask',
  'island',
  'true_charge',
  'residual',
  'unusable',
  'gain',
] as const;

export type QuantityName = (typeof quantityNames)[number];

/** How a quantity is called and drawn. */
export interface QuantityLook {
  readonly title: string;
  /** Empty when there is none. */
  readonly unit: string;
  /** One sentence for hints. */
  readonly description: string;
  /** Whether its colours diverge from zero. */
  readonly diverging: boolean;
  /** Colours that it needs; undefined takes those that the user has chosen. */
  readonly colorMap?: ColorMapName;
  /** Whether its values are steps without anything between, for which only a linear scale makes sense. */
  readonly discrete: boolean;
  /** What ctapipe calls it, for programs. */
  readonly dl1?: ImageOrigin['quantity'];
}

export const quantityLooks: Readonly<Record<QuantityName, QuantityLook>> = {
  charge: {
    title: 'Charge',
    unit: 'p.e.',
    description: 'Charge that the extractor found.',
    diverging: false,
    discrete: false,
    dl1: 'image',
  },
  peak_time: {
    title: 'Relative peak time',
    unit: 'ns',
    description: 'Time of the pulse after that of the brightest pixel.',
    diverging: true,
    colorMap: 'blue-red',
    discrete: false,
    dl1: 'peak_time',
  },
  mask: {
    title: 'Survived cleaning',
    unit: '',
    description: '1 where a pixel survived the cleaning.',
    diverging: false,
    colorMap: 'greys',
    discrete: true,
    dl1: 'image_mask',
  },
  island: {
    title: 'Island',
    unit: '',
    description: 'Number of the island of a surviving pixel; 0 outside.',
    diverging: false,
    colorMap: 'viridis',
    discrete: true,
  },
  true_charge: {
    title: 'True charge',
    unit: 'p.e.',
    description: 'Photo-electrons that the simulation made of Cherenkov light.',
    diverging: false,
    discrete: false,
  },
  residual: {
    title: 'Charge − true charge',
    unit: 'p.e.',
    description: 'What the extractor found beyond the true photo-electrons.',
    diverging: true,
    colorMap: 'blue-red',
    discrete: false,
  },
  unusable: {
    title: 'Unusable',
    unit: '',
    description: '1 where a pixel is known to be unusable.',
    diverging: false,
    colorMap: 'greys',
    discrete: true,
  },
  gain: {
    title: 'Gain channel',
    unit: '',
    description: 'Gain channel that was taken: 0 high, 1 low.',
    diverging: false,
    colorMap: 'cividis',
    discrete: true,
  },
};

/**
 * Values of a quantity, one per pixel.
 *
 * @param cleanedOnly leave out the peak times of pixels that did not survive the cleaning
 * @returns undefined where the file does not have it
 */
export function quantityValues(
  name: QuantityName,
  event: TelescopeEvent,
  cleanedOnly = false,
): ArrayLike<number> | undefined {
  switch (name) {
    case 'charge':
      return event.image;
    case 'peak_time':
      return relativeTimes(event, cleanedOnly);
    case 'mask':
      return event.mask;
    case 'island':
      return event.island;
    case 'true_charge':
      return event.trueImage ?? undefined;
    case 'residual': {
      const { trueImage } = event;
      return trueImage === null ? undefined : event.image.map((value, i) => value - trueImage[i]);
    }
    case 'unusable':
      return event.unusable ?? undefined;
    case 'gain':
      return event.gain ?? undefined;
  }
}

/** Peak times after that of the brightest pixel [ns]; NaN for pixels that are left out. */
function relativeTimes(
  { image, peakTime, mask }: TelescopeEvent,
  cleanedOnly: boolean,
): Float32Array {
  const zero = peakTime.at(brightestPixel(image)) ?? NaN;
  return peakTime.map((time, i) => (cleanedOnly && mask[i] === 0 ? NaN : time - zero));
}
