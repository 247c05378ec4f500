import { describe, expect, it } from 'vitest';
import {
  type Difference,
  diffConfigurations,
  type JsonValue,
} from '../../../core/config/diff-configurations.ts';
import { parseConfiguration } from '../../../core/config/parse-configuration.ts';

const complete = (text: string) =>
  JSON.parse(JSON.stringify(parseConfiguration(text, 'test'))) as Record<string, JsonValue>;

const diff = (left: string, right: string) =>
  diffConfigurations(complete(left), complete(right)).map(
    ({
      key,
      kind,
      left: before,
      right: after,
    }: Difference): [string, string, JsonValue | undefined, JsonValue | undefined] => [
      key,
      kind,
      before,
      after,
    ],
  );

const cleaner = (thresholds: string) =>
  `cleaning: {image_cleaner: {type: MARSImageCleaner, picture_threshold_pe: ${thresholds}}}`;

describe('diffConfigurations', () => {
  it('finds nothing between spellings of the same configuration', () => {
    expect(diff('', 'output: {write_images: false}')).toEqual([]);
    expect(diff(cleaner('8'), cleaner("[{type: '*', value: 8}]"))).toEqual([]);
    expect(
      diff(
        cleaner("[{type: '*', value: 8}, {id: 1, value: 2}, {id: 2, value: 3}]"),
        cleaner(
          "[{type: 'LST*', value: 1}, {type: '*', value: 8}, {id: 2, value: 3}, {id: 1, value: 2}]",
        ),
      ),
    ).toEqual([]);
  });

  it('tells key, unit and description', () => {
    const [found] = diffConfigurations(complete(cleaner('8')), complete(cleaner('9')));
    expect(found).toEqual({
      key: 'cleaning.image_cleaner.picture_threshold_pe',
      path: ['cleaning', 'image_cleaner', 'picture_threshold_pe'],
      kind: 'changed',
      left: 8,
      right: 9,
      unit: 'p.e.',
      description: 'A pixel with at least this charge is a picture pixel.',
    });
  });

  it('compares rules one by one, a plain value as the rule for all', () => {
    const key = 'cleaning.image_cleaner.picture_threshold_pe';
    expect(
      diff(
        cleaner('8'),
        cleaner("[{type: '*', value: 8}, {type: 'LST*', value: 6}, {id: 3, value: 7}]"),
      ),
    ).toEqual([
      [`${key}[LST*]`, 'added', undefined, 6],
      [`${key}[id 3]`, 'added', undefined, 7],
    ]);
    expect(
      diff(
        cleaner("[{type: '*', value: 8}, {type: 'LST*', value: 6}]"),
        cleaner("[{type: '*', value: 9}, {type: 'LST*', value: 5}]"),
      ),
    ).toEqual([
      [`${key}[*]`, 'changed', 8, 9],
      [`${key}[LST*]`, 'changed', 6, 5],
    ]);
  });

  it('tells rules in another order that mean something else', () => {
    expect(
      diff(
        cleaner("[{type: '*', value: 8}, {type: 'LST*', value: 6}, {type: '*Cam', value: 7}]"),
        cleaner("[{type: '*', value: 8}, {type: '*Cam', value: 7}, {type: 'LST*', value: 6}]"),
      ),
    ).toEqual([
      [
        'cleaning.image_cleaner.picture_threshold_pe',
        'changed',
        ['*', 'LST*', '*Cam'],
        ['*', '*Cam', 'LST*'],
      ],
    ]);
  });

  it('shows another component as a whole, the same component inside a rule key by key', () => {
    expect(
      diff('', 'calibration: {image_extractor: {type: FullWaveformSum}}').map(([key, kind]) => [
        key,
        kind,
      ]),
    ).toEqual([['calibration.image_extractor', 'changed']]);
    const extractor = (width: number) =>
      `calibration: {image_extractor: [{type: '*', value: {type: FullWaveformSum}}, {type: 'LST*', value: {type: LocalPeakWindowSum, window_width: ${width}}}]}`;
    const [found, ...more] = diffConfigurations(complete(extractor(8)), complete(extractor(7)));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      key: 'calibration.image_extractor[LST*].window_width',
      left: 8,
      right: 7,
      unit: 'samples',
    });
  });

  it('matches entries of lists by name', () => {
    const right =
      'stereo: {reconstructors: [{type: HillasIntersection}, {type: HillasReconstructor, stereo_quality_query: {quality_criteria: [[Positive width, parameters.hillas.width.value > 1]]}}]}\n' +
      'event_type_filter: {allowed_types: [SUBARRAY]}\n';
    const found = diff('event_type_filter: {allowed_types: [SUBARRAY, MUON]}', right);
    expect(found.map(([key, kind]) => `${kind} ${key}`)).toEqual([
      'removed event_type_filter.allowed_types[MUON]',
      'removed stereo.reconstructors[HillasReconstructor].stereo_quality_query.quality_criteria[> 50 phe]',
      'changed stereo.reconstructors[HillasReconstructor].stereo_quality_query.quality_criteria[Positive width]',
      'removed stereo.reconstructors[HillasReconstructor].stereo_quality_query.quality_criteria[> 3 pixels]',
      'added stereo.reconstructors[HillasIntersection]',
    ]);
    expect(found[2].slice(2)).toEqual([
      'parameters.hillas.width.value > 0',
      'parameters.hillas.width.value > 1',
    ]);
  });

  it('compares documents that the schema does not know', () => {
    expect(diffConfigurations({ old: 1, same: [1, 2] }, { fresh: { a: 1 }, same: [2, 1] })).toEqual(
      [
        { key: 'old', path: ['old'], kind: 'removed', left: 1 },
        { key: 'same', path: ['same'], kind: 'changed', left: [1, 2], right: [2, 1] },
        { key: 'fresh', path: ['fresh'], kind: 'added', right: { a: 1 } },
      ],
    );
  });
});
