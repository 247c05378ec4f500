import { z } from 'zod';
import { configurationSchema } from './configuration-schema.ts';

/**
 * JSON Schema (draft 2020-12) of the configuration document as it may be written, with default,
 * description and unit of each key.
 */
export function configurationJsonSchema(): Record<string, z.core.util.JSONType> {
  const schema = z.toJSONSchema(configurationSchema, { io: 'input', reused: 'inline' });
  return JSON.parse(JSON.stringify(schema)) as Record<string, z.core.util.JSONType>;
}
