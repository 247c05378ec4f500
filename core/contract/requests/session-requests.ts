import { z } from 'zod';
import { defineRequest } from '../definition.ts';
import { utcTimeSchema } from '../records/times.ts';

const empty = z.strictObject({});

/** Longest document of a session [characters]. */
export const MAX_SESSION_CHARACTERS = 1_000_000;

/** JSON text of an object: what the page keeps, of which the engine knows no more. */
const document = z.string().min(2).max(MAX_SESSION_CHARACTERS);

const sessionName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9 _-]{0,59}$/,
    'must be letters, digits, blanks, dashes and underscores, 60 at most, beginning with a letter or digit',
  );

/** Requests about what the workbench remembers: its settings, the present session and named ones. */
export const sessionRequests = {
  'session.load': defineRequest({
    summary: 'Settings of the workbench and the session as it was left; null where there are none.',
    params: empty,
    result: z.object({
      settings: z.string().nullable(),
      session: z.string().nullable(),
      /** Files that could not be understood and where they were put aside, one sentence each. */
      problems: z.array(z.string()),
    }),
  }),
  'session.save': defineRequest({
    summary: 'Keeps the settings or the present session, in the place of what was kept before.',
    params: z.strictObject({ kind: z.enum(['settings', 'session']), document }),
    result: empty,
  }),
  'sessions.list': defineRequest({
    summary: 'Sessions that were kept under a name, in alphabetical order.',
    params: empty,
    result: z.array(z.object({ name: z.string(), saved: utcTimeSchema })),
  }),
  'sessions.get': defineRequest({
    summary: 'A session that was kept under a name.',
    params: z.strictObject({ name: sessionName }),
    result: z.object({ document: z.string() }),
  }),
  'sessions.save': defineRequest({
    summary: 'Keeps a session under a name.',
    params: z.strictObject({
      name: sessionName,
      document,
      /** Whether one of the same name may be replaced. */
      replace: z.boolean().default(false),
    }),
    result: empty,
  }),
  'sessions.remove': defineRequest({
    summary: 'Forgets a session that was kept under a name.',
    params: z.strictObject({ name: sessionName }),
    result: empty,
  }),
  'samples.list': defineRequest({
    summary: 'Data that come with the program; they may be read whatever folders the engine has.',
    params: empty,
    result: z.array(
      z.object({
        title: z.string(),
        /** What is in it, one sentence. */
        summary: z.string(),
        /** The file. */
        path: z.string(),
        /** Its folder, to be added to the catalogue. */
        folder: z.string(),
      }),
    ),
  }),
};
