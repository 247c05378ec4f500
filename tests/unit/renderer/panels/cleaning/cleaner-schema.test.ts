import { describe, expect, it } from 'vitest';
import { configurationJsonSchema } from '../../../../../core/config/configuration-json-schema.ts';
import { cleanerKinds, withKind } from '../../../../../renderer/panels/cleaning/cleaner-schema.ts';

const kinds = cleanerKinds(configurationJsonSchema());
const kind = (label: string) => kinds.find((each) => each.label === label)!;
const parameter = (of: string, key: string) =>
  kind(of).parameters.find((each) => each.key === key)!;

describe('cleanerKinds', () => {
  it('has every cleaner of the schema, and says which is written in TypeScript', () => {
    expect(kinds.map(({ type }) => type)).toEqual([
      'TailcutsImageCleaner',
      'MARSImageCleaner',
      'FACTImageCleaner',
      'TimeConstrainedImageCleaner',
      'NSBImageCleaner',
      'CustomImageCleaner',
    ]);
    expect(kinds.filter(({ isCustom }) => isCustom)).toMatchObject([
      { label: 'Own step', parameters: [] },
    ]);
  });

  it('has every parameter with unit, meaning and what it can be', () => {
    expect(parameter('Tailcuts', 'picture_threshold_pe')).toMatchObject({
      label: 'Picture threshold',
      unit: 'p.e.',
      description: 'A pixel with at least this charge is a picture pixel.',
      kind: 'number',
      isNullable: false,
      default: 10,
      ...{ min: 0, max: 50, step: 0.05 },
    });
    expect(parameter('Tailcuts', 'min_picture_neighbors')).toMatchObject({
      label: 'Min picture neighbors',
      unit: undefined,
      kind: 'integer',
      ...{ min: 0, max: 10, step: 1 },
    });
    expect(parameter('Tailcuts', 'keep_isolated_pixels')).toMatchObject({
      kind: 'boolean',
      default: false,
    });
    expect(parameter('TimeConstrained', 'time_limit_core_ns')).toMatchObject({
      label: 'Time limit core',
      unit: 'ns',
    });
    expect(parameter('NSB', 'time_limit')).toMatchObject({
      kind: 'number',
      isNullable: true,
      default: 2,
    });
    expect(parameter('NSB', 'bright_cleaning_n_pixels')).toMatchObject({ min: 1, max: 15 });
  });

  it('has sliders whose steps lead from end to end, with the default on the way', () => {
    for (const { min, max, step, default: initial, kind: of } of kinds.flatMap(
      ({ parameters }) => parameters,
    )) {
      if (of === 'boolean') continue;
      expect(initial).toBeGreaterThanOrEqual(min);
      expect(initial).toBeLessThan(max);
      const steps = (max - min) / step;
      expect(steps).toBeGreaterThanOrEqual(of === 'integer' ? 1 : 1000);
      expect(steps).toBeCloseTo(Math.round(steps), 6);
    }
  });
});

describe('withKind', () => {
  it('keeps the values that both have, and takes the defaults of the others', () => {
    const former = {
      type: 'TailcutsImageCleaner',
      ...{ picture_threshold_pe: 7, boundary_threshold_pe: 3 },
      ...{ min_picture_neighbors: 1, keep_isolated_pixels: true },
    };
    expect(withKind(kind('FACT'), former)).toEqual({
      type: 'FACTImageCleaner',
      ...{ picture_threshold_pe: 7, boundary_threshold_pe: 3, min_picture_neighbors: 1 },
      time_limit_ns: 5,
    });
  });
});
