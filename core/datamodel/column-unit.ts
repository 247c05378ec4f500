/** Image parameters whose unit ctapipe's tables do not tell, with that of their numbers. */
const untold: readonly (readonly [RegExp, string])[] = [
  [/^(true_)?(camera_frame_)?hillas_intensity$/, 'p.e.'],
  [/^(true_)?intensity_(max|min|mean|std)$/, 'p.e.'],
  [/^peak_time_(max|min|mean|std)$/, 'ns'],
  [/^(camera_frame_)?timing_(intercept|deviation)$/, 'ns'],
  [/^timing_slope$/, 'ns / deg'],
  [/^camera_frame_timing_slope$/, 'ns / m'],
];

/**
 * Unit of the numbers of a column as axes and tables show it; empty where it has none. ctapipe keeps
 * charges and times as plain numbers, so that its tables give them no unit, or half of one.
 */
export function columnUnit(column: { readonly name: string; readonly unit?: string }): string {
  return untold.find(([pattern]) => pattern.test(column.name))?.[1] ?? column.unit ?? '';
}
