import type { ColorMapName } from '../../core/colors/color-map.ts';
import type { CameraFrame } from './camera-pixels.ts';
import type { ColorLimits, ScaleKind } from './color-scale.ts';

/** Where an image comes from: enough to find it again. */
export interface ImageOrigin {
  /** File on disk that ctapipe can read. */
  readonly path: string;
  readonly obsId: number;
  readonly eventId: number;
  readonly telId: number;
  /** Quantity as ctapipe's DL1 container names it; peak times are drawn after that of the brightest pixel. */
  readonly quantity: 'image' | 'peak_time' | 'image_mask';
  readonly focalLengthChoice?: 'EFFECTIVE' | 'EQUIVALENT';
}

/** How it is shown. */
export interface SnippetLook extends ColorLimits {
  readonly scale: ScaleKind;
  readonly colorMap: ColorMapName;
  readonly frame: CameraFrame;
  /** Label of the colour bar, with unit. */
  readonly label: string;
  readonly title: string;
}

/** Names of matplotlib. */
const mapNames: Readonly<Record<ColorMapName, string>> = {
  inferno: 'inferno',
  viridis: 'viridis',
  cividis: 'cividis',
  greys: 'gray',
  'blue-red': 'RdBu_r',
};

const frames: Readonly<Record<CameraFrame, string | undefined>> = {
  camera: undefined,
  engineering: 'EngineeringCameraFrame',
  sky: 'TelescopeFrame',
};

/** A Python program that draws the same image with ctapipe and matplotlib from the file on disk. */
export function pythonSnippet(origin: ImageOrigin, look: SnippetLook): string {
  const frame = frames[look.frame];
  const norm = { linear: 'lin', log: 'log', symlog: 'symlog' }[look.scale];
  const focal =
    origin.focalLengthChoice === undefined
      ? ''
      : `, focal_length_choice=${text(origin.focalLengthChoice)}`;
  const isMask = origin.quantity === 'image_mask';
  return [
    'import matplotlib.pyplot as plt',
    'from ctapipe.calib import CameraCalibrator',
    ...(frame === undefined ? [] : [`from ctapipe.coordinates import ${frame}`]),
    ...(isMask ? ['from ctapipe.image import ImageProcessor'] : []),
    'from ctapipe.io import EventSource',
    'from ctapipe.visualization import CameraDisplay',
    '',
    `with EventSource(${text(origin.path)}${focal}) as source:`,
    '    calibrate = CameraCalibrator(subarray=source.subarray)',
    `    wanted = (${origin.obsId}, ${origin.eventId})`,
    '    event = next(e for e in source if (e.index.obs_id, e.index.event_id) == wanted)',
    '    calibrate(event)',
    ...(isMask ? ['    ImageProcessor(subarray=source.subarray)(event)'] : []),
    `    geometry = source.subarray.tel[${origin.telId}].camera.geometry`,
    ...(frame === undefined ? [] : [`    geometry = geometry.transform_to(${frame}())`]),
    `    image = event.dl1.tel[${origin.telId}].${origin.quantity}`,
    ...(origin.quantity === 'peak_time'
      ? [`    image = image - image[event.dl1.tel[${origin.telId}].image.argmax()]`]
      : []),
    '',
    `display = CameraDisplay(geometry, image=image, norm=${text(norm)}, cmap=${text(mapNames[look.colorMap])}, title=${text(look.title)})`,
    `display.set_limits_minmax(${look.low}, ${look.high})`,
    `display.add_colorbar(label=${text(look.label)})`,
    'plt.show()',
    '',
  ].join('\n');
}

/** A Python string: JSON's escapes are Python's. */
function text(value: string): string {
  return JSON.stringify(value);
}
