import type { ActivityRecord, ActivityStatus, EntityRecord } from './activity-record.ts';

/** From what says least to what says most: a product stands under its name only when all was done. */
const order: readonly ActivityStatus[] = [
  'unknown',
  'running',
  'interrupted',
  'error',
  'completed',
];

/**
 * Puts together two records of the same activity, such as that of the job and that inside its product.
 * Of what both tell, the record that tells the later status counts (the second one when both are the
 * same); files are put together by path, role and identity.
 */
export function mergeActivityRecords(
  first: ActivityRecord,
  second: ActivityRecord,
): ActivityRecord {
  const isSecondLater = order.indexOf(second.status) >= order.indexOf(first.status);
  const [less, more] = isSecondLater ? [first, second] : [second, first];
  return {
    ...less,
    ...more,
    input: mergeEntities(less.input, more.input),
    output: mergeEntities(less.output, more.output),
  };
}

function mergeEntities(
  less: readonly EntityRecord[],
  more: readonly EntityRecord[],
): readonly EntityRecord[] {
  const merged = [...more];
  const places = Map.groupBy(merged.keys(), (at) => placeOf(merged[at]));
  for (const entity of less) {
    const at = places.get(placeOf(entity))?.find((i) => !contradict(entity, merged[i]));
    if (at === undefined) merged.push(entity);
    else merged[at] = { ...entity, ...merged[at] };
  }
  return merged;
}

function placeOf({ path, role }: EntityRecord): string {
  return `${role}\0${path}`;
}

/** Whether two entries are about different contents: something that both tell differs. */
function contradict(a: EntityRecord, b: EntityRecord): boolean {
  const keys = ['product_id', 'size_bytes', 'sha256', 'sha256_of_64_pieces'] as const;
  return keys.some((key) => a[key] !== undefined && b[key] !== undefined && a[key] !== b[key]);
}
