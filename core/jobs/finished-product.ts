import { access } from 'node:fs/promises';
import { recogniseFile } from '../sources/recognition/recognise-file.ts';

/** A product that an earlier attempt completed. */
export interface FinishedProduct {
  /** False when its input ended early. */
  readonly isComplete: boolean | null;
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
  return facts.activityId === activityId ? { isComplete: facts.isComplete ?? null } : undefined;
}
