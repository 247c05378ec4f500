import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../../core/config/parse-configuration.ts';
import { resolveForTelescope } from '../../../core/config/telescope-value.ts';
import { defaultCleaners } from '../../../core/native/cleaner-options.ts';
import { extractorDefaults } from '../../../core/native/extractors.ts';
import { defaultTailCutsReduction } from '../../../core/native/reduce-data-volume.ts';
import { defaultGainSelection } from '../../../core/native/raw-waveforms.ts';
import {
  defaultImageQuality,
  defaultStereoQuality,
} from '../../../core/processing/quality-query.ts';

/** Keys of a component, at any depth, as the kernels spell them. */
function camelCase(component: object): object {
  return Object.fromEntries(
    Object.entries(component).map(([key, value]: [string, unknown]) => [
      key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? camelCase(value)
        : value,
    ]),
  );
}

const telescope = { telId: 1, type: 'LST_LST_LSTCam' };

describe('defaults of the configuration and of the kernels', () => {
  it.each(Object.entries(extractorDefaults))('agree for %s', (type, defaults) => {
    const document = parseConfiguration(`calibration: {image_extractor: {type: ${type}}}`, 'test');
    const extractor = resolveForTelescope(
      document.calibration.image_extractor,
      telescope,
      'image_extractor',
    );
    expect(camelCase(extractor)).toEqual(defaults);
  });

  it.each(Object.entries(defaultCleaners))('agree for %s', (type, defaults) => {
    const { cleaning } = parseConfiguration(`cleaning: {image_cleaner: {type: ${type}}}`, 'test');
    const cleaner = resolveForTelescope(cleaning.image_cleaner, telescope, 'image_cleaner');
    expect(camelCase(cleaner)).toEqual(defaults);
  });

  it('agree for the data volume reduction', () => {
    const { data_volume_reduction: reduction } = parseConfiguration(
      'data_volume_reduction: {type: TailCutsDataVolumeReducer}',
      'test',
    );
    expect(camelCase(reduction)).toEqual(defaultTailCutsReduction);
  });

  it('agree for gain selection and quality queries', () => {
    const { calibration, image_parameters, stereo } = parseConfiguration('', 'test');
    expect(camelCase(calibration.gain_selector)).toEqual(defaultGainSelection);
    expect(image_parameters.image_quality_query.quality_criteria).toEqual(defaultImageQuality);
    expect(stereo.reconstructors[0].stereo_quality_query.quality_criteria).toEqual(
      defaultStereoQuality,
    );
  });
});
