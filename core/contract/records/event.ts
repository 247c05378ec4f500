import { z } from 'zod';
import { typedArraySchema } from '../typed-array.ts';

/** The pixels of a camera in the frame in which image parameters are given. */
export const cameraSchema = z.object({
  /** Such as `LSTCam`. */
  name: z.string(),
  nPixels: z.int(),
  /** `sky` is the telescope frame [deg], `camera` the camera frame [m]. */
  frame: z.enum(['camera', 'sky']),
  unit: z.enum(['m', 'deg']),
  pixelId: typedArraySchema('int32', { description: 'Numbers of the pixels, shape (n_pixels).' }),
  pixX: typedArraySchema('float64', {
    description: 'Centres, shape (n_pixels), in the unit above.',
  }),
  pixY: typedArraySchema('float64', {
    description: 'Centres, shape (n_pixels), in the unit above.',
  }),
  pixArea: typedArraySchema('float64', {
    description: 'Areas, shape (n_pixels), in the square of the unit above.',
  }),
  shape: z.enum(['circle', 'hexagon', 'square']),
  /** Rotation of each pixel about its centre [deg]. */
  pixRotationDeg: z.number(),
  /** Mirrors of the telescope, which decide about the engineering frame. */
  mirrors: z.union([z.literal(1), z.literal(2)]),
  /** 1 where a pixel belongs to the border that leakage counts (outermost row). */
  border: typedArraySchema('uint8', { description: '1 in the outermost row, shape (n_pixels).' }),
  /** Samples of a waveform and their rate; null where the file has no waveforms. */
  nSamples: z.int().nullable(),
  samplingRateGHz: z.number().nullable(),
});

/** A telescope of an opened file. */
export const sessionTelescopeSchema = z.object({
  telId: z.int(),
  name: z.string(),
  /** Such as `LST_LST_LSTCam`, as in configurations. */
  type: z.string(),
  /** Index among the cameras. */
  camera: z.int(),
  /** Position on the ground: x to north, y to west, z up [m]. */
  x: z.number(),
  y: z.number(),
  z: z.number(),
  mirrorAreaM2: z.number().nullable(),
  focalLengthM: z.number(),
});

/** A column by which events can be filtered and sorted, and which a list can show. */
export const eventColumnSchema = z.object({
  name: z.string(),
  unit: z.string(),
  description: z.string(),
  /** Whether it belongs to an array event or to the image of one telescope. */
  of: z.enum(['event', 'image']),
});

/** A file that is open in the engine, for one connection. */
export const eventSessionSchema = z.object({
  id: z.int(),
  path: z.string(),
  /** Format in a few words, such as `sim_telarray`. */
  format: z.string(),
  isSimulation: z.boolean(),
  obsIds: z.array(z.int()),
  telescopes: z.array(sessionTelescopeSchema),
  cameras: z.array(cameraSchema),
  hasWaveforms: z.boolean(),
  columns: z.array(eventColumnSchema),
  configurationName: z.string(),
  configurationHash: z.string(),
  /** Focal length that was taken, for programs that draw the same. */
  focalLengthChoice: z.enum(['EFFECTIVE', 'EQUIVALENT']),
});

/** How far the engine has looked through an opened file. */
export const eventIndexSchema = z.object({
  id: z.int(),
  /** Array events found so far. */
  nEvents: z.int(),
  nImages: z.int(),
  /** Part of the file that was read, 0–1. */
  fraction: z.number(),
  /** Whether the end was reached: all events are known. */
  isComplete: z.boolean(),
  /** What is wrong with the file, each one sentence. */
  warnings: z.array(z.string()),
});

/** Values by name; null where they are undefined. */
const values = z.record(z.string(), z.number().nullable());

/** What one telescope saw of an event. */
export const telescopeEventSchema = z.object({
  telId: z.int(),
  image: typedArraySchema('float32', { description: 'Charge, shape (n_pixels).', unit: 'p.e.' }),
  peakTime: typedArraySchema('float32', {
    description: 'Peak time, shape (n_pixels).',
    unit: 'ns',
  }),
  mask: typedArraySchema('uint8', {
    description: '1 where a pixel survived cleaning, shape (n_pixels).',
  }),
  island: typedArraySchema('int16', {
    description: 'Number of the island of a pixel from 1 on, 0 outside, shape (n_pixels).',
  }),
  trueImage: typedArraySchema('int32', {
    description: 'True photo-electrons, shape (n_pixels).',
    unit: 'p.e.',
  }).nullable(),
  /** 1 where a pixel is known to be unusable (broken, high voltage off). */
  unusable: typedArraySchema('uint8', {
    description: '1 where a pixel is unusable, shape (n_pixels).',
  }).nullable(),
  /** 0 high, 1 low; null for one gain or where it is not known. */
  gain: typedArraySchema('uint8', {
    description: 'Selected gain channel, shape (n_pixels).',
  }).nullable(),
  /** Image parameters by column name (`hillas_intensity`, …), in the camera's frame. */
  parameters: values,
  pointingAltDeg: z.number().nullable(),
  pointingAzDeg: z.number().nullable(),
  /**
   * Where directions fall in this camera, in the frame and unit of its pixels: the true one of a
   * simulated shower, and one of each reconstructor that has a result. (0, 0) is the pointing.
   */
  directions: z.array(
    z.object({
      kind: z.enum(['true', 'reconstructed']),
      /** Of the reconstructor; empty for the true direction. */
      name: z.string(),
      x: z.number(),
      y: z.number(),
    }),
  ),
  /** The image on the sky around the pointing of the array; null where that is not known. */
  onSky: z
    .object({
      /** Pointing of the telescope [deg]. */
      pointingLonDeg: z.number(),
      pointingLatDeg: z.number(),
      /** Centroid and major axis, from growing longitude to growing latitude; null without parameters. */
      axis: z.object({ lonDeg: z.number(), latDeg: z.number(), psiDeg: z.number() }).nullable(),
    })
    .nullable(),
  /** Line on which the shower fell as this image has it; null without parameters. */
  axisOnGround: z
    .object({
      /** The point nearest to the telescope, x to north, y to west [m]. */
      x: z.number(),
      y: z.number(),
      /** From north to west, -90 to 90. */
      angleDeg: z.number(),
    })
    .nullable(),
});

/** A direction and an impact, reconstructed or true. */
export const showerSchema = z.object({
  altDeg: z.number().nullable(),
  azDeg: z.number().nullable(),
  /** On the sky around the pointing of the array, longitude growing with azimuth; null where it is not known. */
  onSky: z.object({ lonDeg: z.number(), latDeg: z.number() }).nullable(),
  /** Impact on the ground, x to north, y to west [m]. */
  coreX: z.number().nullable(),
  coreY: z.number().nullable(),
  energyTeV: z.number().nullable(),
  /** All values by column name, with those above. */
  values,
});

/** Everything of one array event. */
export const arrayEventSchema = z.object({
  /** Place in the file, from 0 on. */
  index: z.int(),
  obsId: z.int(),
  eventId: z.number(),
  /** TAI, ISO 8601. */
  time: z.string().nullable(),
  /** Such as `SUBARRAY`. */
  eventType: z.string(),
  /** Pointing of the array. */
  pointingAltDeg: z.number().nullable(),
  pointingAzDeg: z.number().nullable(),
  /** Telescopes with an image, by tel_id. */
  telescopes: z.array(telescopeEventSchema),
  /** Telescopes that triggered. */
  triggeredTelIds: z.array(z.int()),
  /** By reconstructor; empty where none is configured or fewer than two images are good. */
  reconstructed: z.record(z.string(), showerSchema),
  /** null for observed data. */
  truth: showerSchema.nullable(),
  /** Values of the event by column name. */
  values,
});

/** Waveforms of some pixels of one telescope event, calibrated as the extractor sees them. */
export const waveformsSchema = z.object({
  index: z.int(),
  telId: z.int(),
  pixels: z.array(z.int()),
  nSamples: z.int(),
  /** Time between samples [ns]. */
  sampleWidthNs: z.number(),
  samples: typedArraySchema('float32', {
    description:
      'Calibrated samples as they are summed: moved and freed from their baseline where the configuration says so, shape (n_asked_pixels, n_samples).',
    unit: 'p.e. / sample',
  }),
  /**
   * Window whose samples make the charge, one each per asked pixel; null where the file holds images
   * beside the waveforms, so that it is not known how they were made.
   */
  windowStart: typedArraySchema('int32', {
    description: 'First sample, shape (n_asked_pixels).',
  }).nullable(),
  windowWidth: typedArraySchema('int32', {
    description:
      'Samples, shape (n_asked_pixels); 0 where no window makes the charge (variances, unusable pixels).',
  }).nullable(),
  windowFactor: typedArraySchema('float64', {
    description:
      'Charge / sum of the samples in the window (integration correction), shape (n_asked_pixels); NaN where the charge is no such sum (FlashCamExtractor sums deconvolved samples).',
  }).nullable(),
  charge: typedArraySchema('float32', {
    description: 'As in the image, shape (n_asked_pixels).',
    unit: 'p.e.',
  }),
  peakTime: typedArraySchema('float32', {
    description: 'As in the image, shape (n_asked_pixels).',
    unit: 'ns',
  }),
  extractor: z.string(),
});

export type CameraRecord = z.infer<typeof cameraSchema>;
export type SessionTelescope = z.infer<typeof sessionTelescopeSchema>;
export type EventColumn = z.infer<typeof eventColumnSchema>;
export type EventSession = z.infer<typeof eventSessionSchema>;
export type EventIndex = z.infer<typeof eventIndexSchema>;
export type TelescopeEvent = z.infer<typeof telescopeEventSchema>;
export type Shower = z.infer<typeof showerSchema>;
export type ArrayEvent = z.infer<typeof arrayEventSchema>;
export type Waveforms = z.infer<typeof waveformsSchema>;
