import { z } from 'zod';
import { defineRequest } from '../definition.ts';
import { pathSchema } from '../records/path.ts';

const empty = z.strictObject({});

/** Requests about the engine itself. */
export const engineRequests = {
  'engine.info': defineRequest({
    summary: 'Name and version of the engine, what it may read and write, cores it may use.',
    params: empty,
    result: z.object({
      name: z.string(),
      version: z.string(),
      contractVersion: z.int(),
      /** Folder with catalogue, configurations and logs. */
      home: z.string(),
      /** Folders that may be read; null where the user names files freely (command line, window). */
      readableFolders: z.array(z.string()).nullable(),
      writableFolders: z.array(z.string()).nullable(),
      cores: z.int(),
    }),
  }),
  'engine.stop': defineRequest({
    summary: 'Ends the engine: running jobs are cancelled or left to be resumed.',
    params: z.strictObject({ jobs: z.enum(['interrupt', 'cancel']).default('interrupt') }),
    result: empty,
  }),
  'folders.list': defineRequest({
    summary: 'Folders and files of a folder that may be read, for choosing one.',
    params: z.strictObject({ path: pathSchema.nullable() }),
    result: z.object({
      /** null for the list of readable folders itself. */
      path: z.string().nullable(),
      parent: z.string().nullable(),
      entries: z.array(
        z.object({
          name: z.string(),
          path: z.string(),
          kind: z.enum(['folder', 'file']),
          sizeBytes: z.number().nullable(),
        }),
      ),
    }),
  }),
};
