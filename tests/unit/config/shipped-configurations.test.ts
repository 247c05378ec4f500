import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../../core/config/load-configuration.ts';
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
