import { z } from 'zod';
import { cleanerSchema, tailcutsSchema } from './cleaner-schema.ts';
import { extractorSchema } from './extractor-schema.ts';
import { qualityQuerySchema } from './quality-query-schema.ts';
import { telescopeValueSchema as perTelescope } from './telescope-value.ts';

/** Names of the event types, by ctapipe's `EventType`. */
const eventType = z.enum([
  'FLATFIELD',
  'SINGLE_PE',
  'PEDESTAL',
  'DARK_PEDESTAL',
  'ELECTRONIC_PEDESTAL',
  'SKY_PEDESTAL',
  'OTHER_CALIBRATION',
  'MUON',
  'HARDWARE_STEREO',
  'RANDOM_MONO',
  'DAQ',
  'SUBARRAY',
  'LONG_EVENT',
  'UNKNOWN',
]);

const text = (value: string, description: string) =>
  z.string().max(1000).default(value).meta({ description });

const customStep = z.strictObject({
  name: z.string().min(1).meta({ description: 'Name of the step.' }),
  options: z.record(z.string(), z.json()).default({}).meta({
    description: 'Handed to the step as it is.',
  }),
});

const contact = z
  .strictObject({
    name: text('unknown', 'Person responsible for the products.'),
    email: text('unknown', 'Their address.'),
    organization: text('unknown', 'Their institute.'),
  })
  .prefault({});

const instrument = z
  .strictObject({
    site: text('Other', 'Site of the telescopes.'),
    class: z
      .enum([
        'Array',
        'Subarray',
        'Telescope',
        'Camera',
        'Optics',
        'Mirror',
        'Photo-sensor',
        'Module',
        'Part',
        'Other',
      ])
      .default('Other')
      .meta({ description: 'What kind of instrument took the data.' }),
    type: text('unspecified', 'Type of the instrument.'),
    subtype: text('unspecified', 'Subtype of the instrument.'),
    version: text('unspecified', 'Version of the instrument.'),
    id: text('unspecified', 'Number of the instrument.'),
  })
  .prefault({});

const source = z
  .strictObject({
    focal_length_choice: z.enum(['EFFECTIVE', 'EQUIVALENT']).default('EFFECTIVE').meta({
      description:
        'Focal length that turns metres into degrees: EFFECTIVE includes the mean coma aberration; files without it need EQUIVALENT.',
    }),
    skip_calibration_events: z.boolean().default(true).meta({
      description: 'Leave out the calibration events of simulations.',
    }),
  })
  .prefault({});

const eventTypeFilter = z
  .strictObject({
    allowed_types: z.array(eventType).nullable().default(null).meta({
      description: 'Types of array events to keep; null: all.',
    }),
  })
  .prefault({});

const softwareTrigger = z
  .strictObject({
    min_telescopes: z.int().min(0).max(100_000).default(1).meta({
      description: 'Array events with fewer telescopes are left out.',
    }),
    min_telescopes_of_type: perTelescope(z.int().min(0).max(100_000)).default(0).meta({
      description:
        'Telescopes of a type with fewer in the event are taken out of it, before min_telescopes counts.',
    }),
    allowed_telescope_event_types: z.array(eventType).nullable().default(null).meta({
      description: 'Types of telescope events to keep; null: all.',
    }),
  })
  .prefault({});

const gainSelector = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('ThresholdGainSelector'),
      threshold: perTelescope(z.number()).default(4000).meta({
        unit: 'ADC counts',
        description: 'A pixel with any raw high-gain sample above it takes the low gain.',
      }),
    }),
    z.strictObject({
      type: z.literal('ManualGainSelector'),
      channel: z.enum(['HIGH', 'LOW']).default('HIGH').meta({ description: 'Channel to keep.' }),
    }),
  ])
  .prefault({ type: 'ThresholdGainSelector' })
  .meta({ description: 'Chooses one gain channel per pixel of cameras with two.' });

const calibration = z
  .strictObject({
    gain_selector: gainSelector,
    select_gain: z.boolean().nullable().default(null).meta({
      description: 'Whether to select a gain; null: of physics events only.',
    }),
    calib_scale: z.number().default(1).meta({
      description: 'Extra factor from ADC counts to photo-electrons.',
    }),
    calib_shift: z.number().default(0).meta({
      unit: 'p.e.',
      description: 'Added to every calibrated sample.',
    }),
    image_extractor: perTelescope(extractorSchema)
      .prefault({ type: 'NeighborPeakWindowSum' })
      .meta({ description: 'Turns waveforms into charge and peak time.' }),
    invalid_pixel_handler: z
      .discriminatedUnion('type', [z.strictObject({ type: z.literal('NeighborAverage') })])
      .nullable()
      .prefault({ type: 'NeighborAverage' })
      .meta({
        description: 'Replaces unusable pixels by the mean of their neighbours; null: leave them.',
      }),
    apply_waveform_time_shift: perTelescope(z.boolean()).default(false).meta({
      description: 'Shift waveforms by whole samples before the extraction.',
    }),
    apply_peak_time_shift: perTelescope(z.boolean()).default(true).meta({
      description: 'Subtract the (remaining) time shift of each pixel from its peak time.',
    }),
  })
  .prefault({});

const dataVolumeReduction = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('NullDataVolumeReducer') }),
    z.strictObject({
      type: z.literal('TailCutsDataVolumeReducer'),
      image_extractor: perTelescope(extractorSchema)
        .prefault({ type: 'NeighborPeakWindowSum' })
        .meta({ description: 'Gives the charges that the tail cuts look at.' }),
      cleaner: tailcutsSchema.prefault({}).meta({
        description: 'Tail cuts that choose the first pixels.',
      }),
      n_end_dilates: perTelescope(z.int().min(0).max(1000)).default(1).meta({
        description: 'Number of rings of neighbours added at the end.',
      }),
      do_boundary_dilation: perTelescope(z.boolean()).default(true).meta({
        description: 'Add neighbours above the boundary threshold until there are no more.',
      }),
    }),
  ])
  .prefault({ type: 'NullDataVolumeReducer' })
  .meta({ description: 'Empties the waveforms of pixels without signal.' });

const cleaning = z
  .strictObject({
    image_cleaner: perTelescope(cleanerSchema)
      .prefault({ type: 'TailcutsImageCleaner' })
      .meta({ description: 'Chooses the pixels of the shower image.' }),
  })
  .prefault({});

const imageParameters = z
  .strictObject({
    use_telescope_frame: z.boolean().default(true).meta({
      description: 'Parameters in the telescope frame [deg]; false: in the camera frame [m].',
    }),
    image_quality_query: qualityQuerySchema(
      [
        ['size_greater_0', 'image.sum() > 0'],
        ['at_least_2_pixels', 'image.size > 1'],
      ],
      'image holds the charges [p.e.] of the pixels that survived cleaning. Images that fail are not parametrised.',
    ),
    custom: z.array(customStep).max(100).default([]).meta({
      description: 'Parameter steps of the modules in custom_steps, in this order.',
    }),
  })
  .prefault({});

const muons = z
  .strictObject({
    image_parameter_query: qualityQuerySchema(
      [
        ['min_pixels', 'dl1_params.morphology.n_pixels > 100'],
        ['min_intensity', 'dl1_params.hillas.intensity > 500'],
      ],
      'dl1_params holds the image parameters. Only images that pass are tried as muon rings.',
    ),
    fit_method: z
      .enum(['kundu_chaudhuri', 'taubin', 'kundu_chaudhuri_taubin'])
      .default('kundu_chaudhuri_taubin')
      .meta({ description: 'Fit of the ring.' }),
    ring_query: qualityQuerySchema(
      [
        ['radius_not_nan', 'np.isfinite(ring.radius.value)'],
        ['min_pixels', 'np.count_nonzero(mask) > 50'],
        ['ring_containment', 'parameters.containment > 0.5'],
      ],
      'ring holds the ring, mask its pixels, parameters its parameters.',
    ),
    completeness_threshold: perTelescope(z.number()).default(30).meta({
      unit: 'p.e.',
      description: 'Charge that a sector of the ring needs to count as filled.',
    }),
    ratio_width: perTelescope(z.number().min(0)).default(1.5).meta({
      unit: 'pixel diameters',
      description: 'Width of the ring for the intensity ratio.',
    }),
    pedestal: perTelescope(z.number()).default(1.1).meta({
      unit: 'p.e.',
      description: 'RMS of the pedestal.',
    }),
    ring_integration_width: perTelescope(z.number().min(0)).default(0.25).meta({
      unit: 'ring radii',
      description: 'Width of the ring for the summed charge.',
    }),
    outer_ring_width: perTelescope(z.number().min(0)).default(0.2).meta({
      unit: 'ring radii',
      description: 'Width of the outer ring for the charge outside.',
    }),
  })
  .prefault({});

/** Reconstructors share the query that chooses their telescopes. */
const stereoQuery = () =>
  qualityQuerySchema(
    [
      ['> 50 phe', 'parameters.hillas.intensity > 50'],
      ['Positive width', 'parameters.hillas.width.value > 0'],
      ['> 3 pixels', 'parameters.morphology.n_pixels > 3'],
    ],
    'parameters holds the image parameters. Telescopes that fail take no part.',
  );

const stereo = z
  .strictObject({
    reconstructors: z
      .array(
        z.discriminatedUnion('type', [
          z.strictObject({
            type: z.literal('HillasReconstructor'),
            stereo_quality_query: stereoQuery(),
          }),
          z.strictObject({
            type: z.literal('HillasIntersection'),
            weighting: z
              .enum(['harmonic-mean-intensity'])
              .default('harmonic-mean-intensity')
              .meta({ description: 'Weights of the pairs of telescopes.' }),
            stereo_quality_query: stereoQuery(),
          }),
        ]),
      )
      .max(2)
      .refine((list) => new Set(list.map((item) => item.type)).size === list.length, {
        message: 'names the same reconstructor twice',
      })
      .prefault([{ type: 'HillasReconstructor' }])
      .meta({ description: 'Geometrical reconstructions, in the order of their tables.' }),
  })
  .prefault({});

const output = z
  .strictObject({
    write_images: z.boolean().default(false).meta({ description: 'Write images and masks.' }),
    write_parameters: z.boolean().default(true).meta({ description: 'Write image parameters.' }),
    write_showers: z
      .boolean()
      .default(false)
      .meta({ description: 'Reconstruct and write showers.' }),
    write_muon_parameters: z.boolean().default(false).meta({
      description: 'Look for muon rings and write their parameters.',
    }),
    write_r0_waveforms: z.boolean().default(false).meta({ description: 'Write raw waveforms.' }),
    write_r1_waveforms: z.boolean().default(false).meta({
      description: 'Write calibrated waveforms.',
    }),
    compression_type: z.enum(['blosc:zstd', 'zlib', 'none']).default('blosc:zstd').meta({
      description: 'Compression of the tables.',
    }),
    compression_level: z.int().min(0).max(9).default(5).meta({
      description: 'From 0 (none) to 9 (smallest, slowest).',
    }),
  })
  .prefault({});

/**
 * The one document that describes an analysis: a section for each step, in the order in which they
 * run. Names and defaults are those of ctapipe 0.32, so that an empty document reproduces what
 * `ctapipe-process` does without configuration.
 */
export const configurationSchema = z.strictObject({
  title: text('', 'What this configuration is for, in a few words.'),
  contact: contact.meta({ description: 'Goes into every product.' }),
  instrument: instrument.meta({ description: 'Goes into every product.' }),
  custom_steps: z.array(z.string().min(1).max(4096)).max(100).default([]).meta({
    description:
      'Modules of steps written in TypeScript: paths from this file, or names in resources/steps.',
  }),
  source: source.meta({ description: 'Reading of the input.' }),
  event_type_filter: eventTypeFilter.meta({ description: 'Selection by type of the array event.' }),
  software_trigger: softwareTrigger.meta({ description: 'Array trigger applied again.' }),
  calibration: calibration.meta({ description: 'From raw samples to images.' }),
  data_volume_reduction: dataVolumeReduction,
  cleaning: cleaning.meta({ description: 'Selection of the pixels with signal.' }),
  image_parameters: imageParameters.meta({ description: 'Parametrisation of the cleaned images.' }),
  muons: muons.meta({ description: 'Muon rings; used with output.write_muon_parameters.' }),
  stereo: stereo.meta({
    description: 'Reconstruction of showers; used with output.write_showers.',
  }),
  output: output.meta({ description: 'What the product holds.' }),
});

/** A complete configuration: every key has a value. */
export type ConfigurationDocument = z.output<typeof configurationSchema>;
