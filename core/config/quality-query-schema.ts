import { z } from 'zod';

/** Named criteria that must all hold, as ctapipe writes them: [name, expression]. */
export type QualityCriteria = readonly (readonly [name: string, expression: string])[];

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
        .array(z.tuple([z.string().min(1).max(200), z.string().min(1).max(10_000)]))
        .max(100)
        .default(criteria.map(([name, expression]) => [name, expression]))
        .meta({ description: `Pairs [name, expression]; ${description}` }),
    })
    .prefault({})
    .meta({ description: 'Criteria that must all hold.' });
}
