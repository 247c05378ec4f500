import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CONTRACT_VERSION } from '../core/contract/contract.ts';
import type { EventDefinition, RequestDefinition } from '../core/contract/definition.ts';
import { errorPlaceSchema, errorSchema } from '../core/contract/error-schema.ts';
import { MAX_MESSAGE_BYTES, MAX_MESSAGE_DEPTH } from '../core/contract/message-limits.ts';
import * as configurationRecords from '../core/contract/records/configuration.ts';
import * as fileRecords from '../core/contract/records/file.ts';
import * as jobRecords from '../core/contract/records/job.ts';
import * as eventRecords from '../core/contract/records/event.ts';
import * as populationRecords from '../core/contract/records/population.ts';
import * as provenanceRecords from '../core/contract/records/provenance.ts';
import * as rootRecords from '../core/contract/records/root.ts';
import * as runRecords from '../core/contract/records/run.ts';
import { remedies } from '../core/contract/remedies.ts';
import {
  catalogueEvents,
  catalogueRequests,
  runFilterSchema,
  runSortSchema,
} from '../core/contract/requests/catalogue-requests.ts';
import {
  configurationChoiceSchema,
  configurationRequests,
} from '../core/contract/requests/configuration-requests.ts';
import { engineRequests } from '../core/contract/requests/engine-requests.ts';
import { eventRequests } from '../core/contract/requests/event-requests.ts';
import {
  eventSessionEvents,
  eventSessionRequests,
} from '../core/contract/requests/event-session-requests.ts';
import {
  jobEvents,
  jobRequests,
  jobRequestSchema,
} from '../core/contract/requests/job-requests.ts';
import { populationRequests } from '../core/contract/requests/population-requests.ts';
import { provenanceRequests } from '../core/contract/requests/provenance-requests.ts';
import { sessionRequests } from '../core/contract/requests/session-requests.ts';
import { clientMessageSchema, serverMessageSchema } from '../core/contract/wire.ts';
import { schemaComments } from './schema-comments.ts';
import { schemaBody, schemaText, type SchemaWords } from './schema-text.ts';

const contractFolder = fileURLToPath(new URL('../core/contract/', import.meta.url));

/** Schemas that have a section of their own, by the name of their constant. */
const named = new Map<string, z.ZodType>(
  Object.entries({
    ...rootRecords,
    ...fileRecords,
    ...runRecords,
    runFilterSchema,
    runSortSchema,
    ...configurationRecords,
    configurationChoiceSchema,
    ...provenanceRecords,
    ...eventRecords,
    ...populationRecords,
    ...jobRecords,
    jobRequestSchema,
    errorSchema,
    errorPlaceSchema,
  }).sort(([a], [b]) => (a < b ? -1 : 1)),
);

/** Those of them that clients send. */
const sent: readonly z.ZodType[] = [runFilterSchema, configurationChoiceSchema, jobRequestSchema];

const areas = [
  ['The engine', 'engineRequests', engineRequests, {}, ''],
  ['The catalogue', 'catalogueRequests', catalogueRequests, catalogueEvents, 'catalogueEvents'],
  ['Configurations', 'configurationRequests', configurationRequests, {}, ''],
  ['Provenance', 'provenanceRequests', provenanceRequests, {}, ''],
  ['Jobs', 'jobRequests', jobRequests, jobEvents, 'jobEvents'],
  ['Events', 'eventRequests', eventRequests, {}, ''],
  [
    'Files of events',
    'eventSessionRequests',
    eventSessionRequests,
    eventSessionEvents,
    'eventSessionEvents',
  ],
  ['Populations of images', 'populationRequests', populationRequests, {}, ''],
  ['Sessions and sample data', 'sessionRequests', sessionRequests, {}, ''],
] as const satisfies readonly (readonly [
  string,
  string,
  Readonly<Record<string, RequestDefinition>>,
  Readonly<Record<string, EventDefinition>>,
  string,
])[];

/** The reference of the contract as Markdown, made from its schemas and the comments in them. */
export function contractReference(): string {
  const names = new Map([...named].map(([constant, schema]) => [schema, recordName(constant)]));
  const comments = schemaComments(contractFolder);
  const words: SchemaWords = { names, comments, keyComments: keyComments(comments) };
  const requestSections = areas.map(([title, place, requests, events, eventPlace]) =>
    [
      `## ${title}`,
      ...Object.entries(requests as Readonly<Record<string, RequestDefinition>>).map(
        ([name, definition]) => requestText(name, definition, `${place}.${name}`, words),
      ),
      ...Object.entries(events as Readonly<Record<string, EventDefinition>>).map(
        ([name, definition]) => eventText(name, definition, `${eventPlace}.${name}`, words),
      ),
    ].join('\n\n'),
  );
  const records = [...named].map(
    ([constant, schema]) =>
      `### ${recordName(constant)}\n\n${sentence(words.comments.get(constant))}${code(schemaBody(schema, constant, sent.includes(schema) ? 'input' : 'output', words))}`,
  );
  return `${[
    introduction(words),
    ...requestSections,
    `## Records\n\n${records.join('\n\n')}`,
    errorTable(),
  ].join('\n\n')}\n`;
}

/** Comments of the keys of records by their schemas, which records that extend others share. */
function keyComments(comments: SchemaWords['comments']): ReadonlyMap<z.core.$ZodType, string> {
  const found = new Map<z.core.$ZodType, string>();
  for (const [constant, schema] of named) {
    if (!(schema instanceof z.ZodObject)) continue;
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    for (const [key, part] of Object.entries(shape)) {
      const comment = comments.get(`${constant}.${key}`);
      if (comment !== undefined) found.set(part, comment);
    }
  }
  return found;
}

function introduction(words: SchemaWords): string {
  const messages = (schema: z.ZodType, place: string) =>
    code(schemaBody(schema, place, 'input', words));
  return `# The engine's contract, version ${CONTRACT_VERSION}

Made by \`node scripts/write-contract-reference.ts\` from the schemas in \`core/contract\`; a test sees
that it is up to date.

The window, the browser, the command line and other programs ask the same engine with the same
requests. A client sends messages, \`hello\` first:

${messages(clientMessageSchema, 'clientMessageSchema')}

The engine answers with messages; \`id\` is that of the request or subscription:

${messages(serverMessageSchema, 'serverMessageSchema')}

Unknown keys are errors. Lists and objects may be nested ${MAX_MESSAGE_DEPTH} deep, and a message has ${MAX_MESSAGE_BYTES / 2 ** 20} MiB
at most. Numbers are finite; what may be undefined is \`null\`, or NaN inside a typed array.

Within a thread and over a MessagePort, messages are cloned. Over the WebSocket of \`pe serve\`
(\`ws://127.0.0.1:PORT/engine\`) each is one binary frame, little-endian:

| bytes | content |
| --- | --- |
| 4 | \`PEM1\` |
| 4 | length of the header, uint32 |
| … | header: JSON \`{ message, arrays: { path, type, length }[] }\`, UTF-8; in the message, \`null\` stands in the place of each typed array |
| … | the arrays in that order, each from a multiple of 8 bytes on, with zeros between |

\`int\` is a whole number. \`Array<float32>\` and the like are typed arrays. \`?\` may be left out.`;
}

function requestText(
  name: string,
  { summary, params, result, progress }: RequestDefinition,
  place: string,
  words: SchemaWords,
): string {
  const parts = [
    `params: ${schemaText(params, `${place}.params`, 'input', words)}`,
    `result: ${schemaText(result, `${place}.result`, 'output', words)}`,
    ...(progress === undefined
      ? []
      : [`progress: ${schemaText(progress, `${place}.progress`, 'output', words)}`]),
  ];
  return `### ${name}\n\n${summary}\n\n${code(parts.join('\n'))}`;
}

function eventText(
  name: string,
  { summary, params, payload }: EventDefinition,
  place: string,
  words: SchemaWords,
): string {
  const parts = [
    `params: ${schemaText(params, `${place}.params`, 'input', words)}`,
    `event: ${schemaText(payload, `${place}.payload`, 'output', words)}`,
  ];
  return `### ${name} (event stream)\n\n${summary}\n\n${code(parts.join('\n'))}`;
}

function errorTable(): string {
  const rows = Object.entries(remedies).map(([code, remedy]) => `| \`${code}\` | ${remedy} |`);
  return `## Errors\n\nEach error has a stable code, one sentence, its place, and what to do:\n\n| code | what to do |\n| --- | --- |\n${rows.join('\n')}`;
}

/** `Job` of `jobSchema`. */
function recordName(constant: string): string {
  const name = constant.replace(/Schema$/, '').replace(/Record$/, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function sentence(comment: string | undefined): string {
  return comment === undefined ? '' : `${comment}\n\n`;
}

function code(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}
