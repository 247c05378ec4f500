import { z } from 'zod';
import { configurationHashSchema } from '../../contract/records/configuration.ts';
import { utcTimeSchema } from '../../contract/records/times.ts';

/** What the file of a named configuration tells beside the configuration itself. */
const headSchema = z.object({
  parent: configurationHashSchema.nullable(),
  note: z.string().max(10_000),
  created: utcTimeSchema,
});

export type ConfigurationFileHead = z.infer<typeof headSchema>;

const headPattern = /^#: (\{.*\})\r?\n/;

/**
 * The content of the file of a named configuration: a comment line with parent, note and time, so
 * that they survive the catalogue, and the text as it was written.
 */
export function configurationFileContent(head: ConfigurationFileHead, text: string): string {
  return `#: ${JSON.stringify(head)}\n${text}`;
}

/**
 * Takes the file of a named configuration apart.
 *
 * @returns head: undefined of a file that was written by hand; a first line that is no head stays text
 */
export function parseConfigurationFile(content: string): {
  readonly head?: ConfigurationFileHead;
  readonly text: string;
} {
  const match = headPattern.exec(content);
  if (match === null) return { text: content };
  try {
    const head = headSchema.parse(JSON.parse(match[1]));
    return { head, text: content.slice(match[0].length) };
  } catch {
    return { text: content };
  }
}
