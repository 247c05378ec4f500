import { z } from 'zod';
import { telescopeValueSchema as perTelescope } from './telescope-value.ts';

const windowWidth = perTelescope(z.int().min(1).max(65535)).default(7).meta({
  unit: 'samples',
  description: 'Width of the integration window.',
});

const windowShift = perTelescope(z.int().min(-65535).max(65535)).default(3).meta({
  unit: 'samples',
  description: 'How far in front of the peak the integration window starts.',
});

const correction = perTelescope(z.boolean()).default(true).meta({
  description: 'Correct the charge for the part of the reference pulse outside the window.',
});

const localWeight = perTelescope(z.int().min(0).max(1_000_000)).default(0).meta({
  description:
    'Weight of the pixel itself in the mean trace in which the peak is searched (0: neighbours only).',
});

const neighborPeak = {
  window_width: windowWidth,
  window_shift: windowShift,
  local_weight: localWeight,
  apply_integration_correction: correction,
};

/**
 * Charge extractors by ctapipe's names, each with its parameters and their defaults there. What each
 * does is told with its kernel in core/native.
 */
export const extractorSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('FullWaveformSum') }),
  z.strictObject({
    type: z.literal('FixedWindowSum'),
    peak_index: perTelescope(z.int().min(0).max(65535)).default(0).meta({
      unit: 'samples',
      description: 'Sample that is taken for the peak in every pixel.',
    }),
    window_width: windowWidth,
    window_shift: perTelescope(z.int().min(-65535).max(65535)).default(0).meta({
      unit: 'samples',
      description: 'How far in front of peak_index the integration window starts.',
    }),
    apply_integration_correction: correction,
  }),
  z.strictObject({
    type: z.literal('GlobalPeakWindowSum'),
    window_width: windowWidth,
    window_shift: windowShift,
    pixel_fraction: perTelescope(z.number().gt(0).max(1)).default(1).meta({
      description: 'Fraction of the pixels, brightest first, whose sum gives the common peak.',
    }),
    apply_integration_correction: correction,
  }),
  z.strictObject({
    type: z.literal('LocalPeakWindowSum'),
    window_width: windowWidth,
    window_shift: windowShift,
    apply_integration_correction: correction,
  }),
  z.strictObject({
    type: z.literal('SlidingWindowMaxSum'),
    window_width: windowWidth,
    apply_integration_correction: correction,
  }),
  z.strictObject({ type: z.literal('NeighborPeakWindowSum'), ...neighborPeak }),
  z.strictObject({
    type: z.literal('BaselineSubtractedNeighborPeakWindowSum'),
    ...neighborPeak,
    baseline_start: z.int().min(0).max(65535).default(0).meta({
      unit: 'samples',
      description: 'First sample of the baseline.',
    }),
    baseline_end: z.int().min(0).max(65535).default(10).meta({
      unit: 'samples',
      description: 'Sample behind the last of the baseline.',
    }),
  }),
  z.strictObject({
    type: z.literal('TwoPassWindowSum'),
    core_threshold: perTelescope(z.number().min(0))
      .default([
        { type: '*', value: 6 },
        { type: 'LST*', value: 6 },
        { type: 'MST*', value: 8 },
        { type: 'SST*', value: 4 },
      ])
      .meta({
        unit: 'p.e.',
        description:
          'Picture threshold of the cleaning between the passes; boundary is half of it.',
      }),
    disable_second_pass: z.boolean().default(false).meta({
      description: 'Keep the charges of the first pass.',
    }),
    invalid_pixel_handler: z.enum(['NeighborAverage', 'none']).default('NeighborAverage').meta({
      description: 'How unusable pixels are treated before the cleaning between the passes.',
    }),
    apply_integration_correction: correction,
  }),
  z.strictObject({ type: z.literal('VarianceExtractor') }),
  z.strictObject({
    type: z.literal('FlashCamExtractor'),
    upsampling: perTelescope(z.int().min(1).max(64)).default(4).meta({
      description: 'Factor by which the waveforms are up-sampled before the deconvolution.',
    }),
    window_width: perTelescope(z.int().min(1).max(65535)).default(7).meta({
      unit: 'up-sampled samples',
      description: 'Width of the integration window.',
    }),
    window_shift: perTelescope(z.int().min(-65535).max(65535)).default(3).meta({
      unit: 'up-sampled samples',
      description: 'How far in front of the peak the integration window starts.',
    }),
    local_weight: localWeight,
    effective_time_profile_std: perTelescope(z.number().min(0)).default(2).meta({
      unit: 'ns',
      description: 'Standard deviation of the light pulse for which the charge is corrected.',
    }),
    neighbour_sum_clipping: perTelescope(z.number().min(0)).default(5).meta({
      unit: 'p.e.',
      description: 'Soft limit of a pixel’s share in its neighbours’ sum; 0 means no limit.',
    }),
    leading_edge_timing: perTelescope(z.boolean()).default(true).meta({
      description: 'Take the time of the leading edge instead of that of the peak.',
    }),
    leading_edge_rel_descend_limit: perTelescope(z.number().min(0).max(1)).default(0.05).meta({
      description: 'Fraction of the peak down to which the leading edge is followed.',
    }),
  }),
]);
