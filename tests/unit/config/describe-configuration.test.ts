import { describe, expect, it } from 'vitest';
import { describeConfiguration } from '../../../core/config/describe-configuration.ts';

describe('describeConfiguration', () => {
  it('has a description for every key', () => {
    const missing = describeConfiguration().filter(({ description }) => description === '');
    expect(missing.map(({ key }) => key)).toEqual([]);
  });

  it('tells unit, default and whether telescopes may differ', () => {
    const key = 'cleaning.image_cleaner[FACTImageCleaner].time_limit_ns';
    expect(describeConfiguration().find((entry) => entry.key === key)).toEqual({
      key,
      description: 'Largest difference of the arrival times of neighbours.',
      unit: 'ns',
      default: 5,
      perTelescope: true,
    });
  });
});
