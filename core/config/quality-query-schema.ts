import { z } from 'zod';
import { Expression } from '../foundation/expression/expression.ts';

/** Named criteria that must all hold, as ctapipe writes them: [name, expression]. */
export type QualityCriteria = readonly (readonly [name: string, expression: string])[];

/** An expression that can be parsed; whether its columns exist shows when it meets a table. */
const expression = z
  .string()
  .max(10_000)
  .superRefine((source, context) => {
    try {
      new Expression(source);
    } catch (error) {
      context.addIssue({
        code: 'custom',
        message: `is not valid: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  });

/**
 * Schema of a quality query.
 *
 * @param criteria criteria that hold when none are given
 * @param description what is selected, and by which columns
 */
export function qualityQuerySchema(criteria: QualityCriteria, description: string) {
  return z
    .strictObject({
      quality_criteria: z
        .array(z.tuple([z.string().min(1).max(200), expression]))
        .max(100)
        .default(criteria.map(([name, expression]) => [name, expression]))
        .meta({ description: `Pairs [name, expression]; ${description}` }),
    })
    .prefault({})
    .meta({ description: 'Criteria that must all hold.' });
}
