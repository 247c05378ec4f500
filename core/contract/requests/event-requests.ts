import { z } from 'zod';
import { defineRequest } from '../definition.ts';
import { typedArraySchema } from '../typed-array.ts';
import { configurationReferenceSchema, pathSchema } from '../records/path.ts';

/** Requests about single events of a file. */
export const eventRequests = {
  'events.image': defineRequest({
    summary: 'The calibrated, cleaned and parametrised image of one telescope event.',
    params: z.strictObject({
      path: pathSchema,
      eventId: z.int(),
      telId: z.int().min(0),
      /** Run, where a file holds several. Default: the first with such an event. */
      obsId: z.int().optional(),
      /** Name, hash or path of a configuration. */
      config: configurationReferenceSchema.default('default'),
      focalLengthChoice: z.enum(['EFFECTIVE', 'EQUIVALENT']).optional(),
    }),
    result: z.object({
      obsId: z.int(),
      eventId: z.int(),
      telId: z.int(),
      telescopeType: z.string(),
      isSimulation: z.boolean(),
      /** TAI, ISO 8601. */
      time: z.string(),
      pixX: typedArraySchema('float64', {
        description: 'Position of the pixels, shape (n_pixels), telescope frame.',
        unit: 'deg',
      }),
      pixY: typedArraySchema('float64', {
        description: 'Position of the pixels, shape (n_pixels), telescope frame.',
        unit: 'deg',
      }),
      image: typedArraySchema('float32', {
        description: 'Charge, shape (n_pixels).',
        unit: 'p.e.',
      }),
      peakTime: typedArraySchema('float32', {
        description: 'Peak time, shape (n_pixels).',
        unit: 'ns',
      }),
      mask: typedArraySchema('uint8', {
        description: '1 where a pixel survived cleaning, shape (n_pixels).',
      }),
      /** Image parameters by column name; null where they are undefined. */
      parameters: z.record(z.string(), z.number().nullable()),
    }),
  }),
};
