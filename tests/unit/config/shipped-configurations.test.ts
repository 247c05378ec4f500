import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../../core/config/load-configuration.ts';
import { shippedConfigurationFile } from '../../../core/config/shipped-configurations.ts';
import { parseConfiguration } from '../../../core/config/parse-configuration.ts';
import { resolveForTelescope } from '../../../core/config/telescope-value.ts';

describe('ctapipe-defaults', () => {
  it('says no more than the defaults of the schema, but for the title and the showers', async () => {
    const { document } = await loadConfiguration('ctapipe-defaults');
    const empty = parseConfiguration('', 'empty');
    expect({ ...document, title: '' }).toEqual({
      ...empty,
      output: { ...empty.output, write_showers: true },
    });
  });

  it('has the thresholds of ctapipe’s TailcutsImageCleaner and window of its extractor', async () => {
    const { document } = await loadConfiguration('ctapipe-defaults');
    expect(document.cleaning.image_cleaner).toEqual({
      type: 'TailcutsImageCleaner',
      picture_threshold_pe: 10,
      boundary_threshold_pe: 5,
      keep_isolated_pixels: false,
      min_picture_neighbors: 2,
    });
    expect(document.calibration.image_extractor).toEqual({
      type: 'NeighborPeakWindowSum',
      window_width: 7,
      window_shift: 3,
      local_weight: 0,
      apply_integration_correction: true,
    });
  });
});

describe('default', () => {
  it.each([
    ['LST_LST_LSTCam', 8.5, 4.25, 'NeighborPeakWindowSum'],
    ['MST_MST_NectarCam', 9, 4.5, 'NeighborPeakWindowSum'],
    ['MST_MST_FlashCam', 9, 4.5, 'FlashCamExtractor'],
    ['SST_ASTRI_CHEC', 4, 2, 'NeighborPeakWindowSum'],
    ['SST_1M_DigiCam', 8, 4, 'NeighborPeakWindowSum'],
    ['LST_MAGIC_MAGICCam', 6, 3.5, 'NeighborPeakWindowSum'],
    ['MST_SCT_SCTCam', 10, 5, 'NeighborPeakWindowSum'],
  ])('resolves thresholds and extractor of %s', async (type, picture, boundary, extractor) => {
    const { document } = await loadConfiguration('default');
    const telescope = { telId: 1, type };
    const { image_cleaner: cleaner } = resolveForTelescope(
      document.cleaning,
      telescope,
      'cleaning',
    );
    expect(cleaner).toMatchObject({
      type: 'TailcutsImageCleaner',
      picture_threshold_pe: picture,
      boundary_threshold_pe: boundary,
      min_picture_neighbors: 2,
    });
    const { image_extractor } = resolveForTelescope(document.calibration, telescope, 'calibration');
    expect(image_extractor.type).toBe(extractor);
  });
});

describe('configurations of instruments', () => {
  it.each([
    ['ctao', 'LST_LST_LSTCam', 'TailcutsImageCleaner', 8.5, 4.25, 'NeighborPeakWindowSum', 7],
    ['ctao', 'MST_MST_FlashCam', 'TailcutsImageCleaner', 9, 4.5, 'FlashCamExtractor', 7],
    ['ctao', 'SST_ASTRI_CHEC', 'TailcutsImageCleaner', 4, 2, 'NeighborPeakWindowSum', 7],
    ['lst-1', 'LST_LST_LSTCam', 'NSBImageCleaner', 8, 4, 'LocalPeakWindowSum', 8],
    [
      'magic',
      'LST_MAGIC-1_MAGICCam',
      'TimeConstrainedImageCleaner',
      6,
      3.5,
      'SlidingWindowMaxSum',
      5,
    ],
    ['sst-1m', 'SST_1M_DigiCam', 'NSBImageCleaner', 8, 4, 'LocalPeakWindowSum', 7],
    ['fact', 'SST_FACT_FACT', 'FACTImageCleaner', 5.5, 3, 'LocalPeakWindowSum', 30],
  ])('%s: %s', async (name, type, cleaner, picture, boundary, extractor, width) => {
    const { document } = await loadConfiguration(name);
    const { calibration, cleaning } = resolveForTelescope(document, { telId: 1, type }, name);
    expect(cleaning.image_cleaner).toMatchObject({
      type: cleaner,
      picture_threshold_pe: picture,
      boundary_threshold_pe: boundary,
    });
    expect(calibration.image_extractor).toMatchObject({ type: extractor, window_width: width });
  });

  it.each(['default', 'ctao', 'lst-1', 'magic', 'sst-1m', 'fact'])(
    'tells a source or a reason for every value of %s that another analysis would choose otherwise',
    (name) => {
      const text = readFileSync(shippedConfigurationFile(name) ?? '', 'utf8');
      const thresholds = text
        .split('\n')
        .filter((line) => /(_pe|_width|_shift|time_limit\w*|_factor): [\d.]+/.test(line));
      expect(thresholds.length).toBeGreaterThan(1);
      expect(thresholds.filter((line) => !line.includes('#'))).toEqual([]);
    },
  );
});
