import { access } from 'node:fs/promises';
import { recogniseFile } from '../sources/recognition/recognise-file.ts';

/** A product that an earlier attempt completed. */
export interface FinishedProduct {
  /** False when its input ended early. */
  readonly isComplete: boolean | null;
  /** Array events in it, as far as it tells. */
  readonly nEvents: number | null;
}

/**
 * The product of a job whose engine was killed after the product had got its name, but before the
 * catalogue was told: it is known by the activity that it carries.
 *
 * @param output final name of the product
 * @param activityId activity of the last attempt, which was noted before that began
 * @returns undefined when there is no such product
 */
export async function finishedProduct(
  output: string,
  activityId: string | null,
): Promise<FinishedProduct | undefined> {
  const exists = await access(output).then(
    () => true,
    () => false,
  );
  if (!exists || activityId === null) return undefined;
  const facts = await recogniseFile(output);
  if (facts.activityId !== activityId) return undefined;
  const counts = facts.runs.map(({ nEvents }) => nEvents ?? null);
  return {
    isComplete: facts.isComplete ?? null,
    nEvents: counts.reduce<number | null>(
      (sum, n) => (sum === null || n === null ? null : sum + n),
      counts.length === 0 ? null : 0,
    ),
  };
}
