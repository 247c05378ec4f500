import { z } from 'zod';
import { defineEvent, defineRequest } from '../definition.ts';
import {
  arrayEventSchema,
  eventIndexSchema,
  eventSessionSchema,
  waveformsSchema,
} from '../records/event.ts';
import { configurationReferenceSchema, pathSchema } from '../records/path.ts';
import { typedArraySchema } from '../typed-array.ts';

/** A file that this connection has opened. */
const session = z.int().min(1);
const index = z.int().min(0);

/** What stands under `cleaning.image_cleaner` in a configuration. */
const cleaner = z.json();

/** Which events, in which order: the same in a list and in a step. */
const choice = {
  /** Expression over the columns; an event passes when one of its images does. Empty: all. */
  filter: z.string().max(10_000).default(''),
  /** Column to sort by. Default: order of the file. */
  sort: z.string().max(200).optional(),
  descending: z.boolean().default(false),
};

/** Requests about files whose events are looked at one by one. */
export const eventSessionRequests = {
  'events.open': defineRequest({
    summary:
      'Opens a file to look at its events; it is looked through in the background, and closed with the connection.',
    params: z.strictObject({
      path: pathSchema,
      /** Name, hash or path of a configuration. */
      config: configurationReferenceSchema.default('default'),
      focalLengthChoice: z.enum(['EFFECTIVE', 'EQUIVALENT']).optional(),
      /** Also events that the configuration leaves out (event types, software trigger, calibration events of simulations). */
      allEvents: z.boolean().default(false),
    }),
    result: eventSessionSchema,
  }),
  'events.index': defineRequest({
    summary: 'How far an opened file was looked through.',
    params: z.strictObject({ id: session }),
    result: eventIndexSchema,
  }),
  'events.list': defineRequest({
    summary: 'Events of an opened file that pass a filter, as columns.',
    params: z.strictObject({
      id: session,
      ...choice,
      /** Columns wanted beside those of the event; of image columns the brightest image is told. */
      columns: z.array(z.string().max(200)).max(50).default([]),
      offset: z.int().min(0).default(0),
      limit: z.int().min(0).max(10_000).default(200),
    }),
    result: z.object({
      /** Events that pass, of those known so far. */
      total: z.int(),
      index: eventIndexSchema,
      rows: z.object({
        index: typedArraySchema('int32', { description: 'Place in the file, shape (n_rows).' }),
        obsId: typedArraySchema('float64', { description: 'Run, shape (n_rows).' }),
        eventId: typedArraySchema('float64', { description: 'Event, shape (n_rows).' }),
        /** TAI, ISO 8601; null where it is not known. */
        time: z.array(z.string().nullable()),
        eventType: z.array(z.string()),
        nTelescopes: typedArraySchema('int32', { description: 'Images, shape (n_rows).' }),
        values: z.record(
          z.string(),
          typedArraySchema('float64', {
            description: 'Wanted columns, shape (n_rows); NaN where undefined.',
          }),
        ),
      }),
    }),
  }),
  'events.find': defineRequest({
    summary: 'The place of an event in a list, or of its neighbour.',
    params: z.strictObject({
      id: session,
      ...choice,
      /** An event by number, or the one so many places after (before: negative) a place in the file, or the first or last. */
      to: z.union([
        z.strictObject({ eventId: z.int(), obsId: z.int().optional() }),
        z.strictObject({ from: index, step: z.int() }),
        z.strictObject({ end: z.enum(['first', 'last']) }),
      ]),
    }),
    result: z.object({
      /** Place in the file; null when there is none. */
      index: z.int().nullable(),
      /** Place in the list, from 0 on; null when the event does not pass the filter. */
      position: z.int().nullable(),
      total: z.int(),
    }),
  }),
  'events.get': defineRequest({
    summary: 'One event with everything that is drawn of it.',
    params: z.strictObject({
      id: session,
      index,
      /** Default: all with an image. */
      telIds: z.array(z.int().min(0)).max(10_000).optional(),
      /** Default: that of the configuration. */
      cleaner: cleaner.optional(),
    }),
    result: arrayEventSchema,
  }),
  'events.waveforms': defineRequest({
    summary: 'Waveforms of pixels of one telescope event, with what the extractor made of them.',
    params: z.strictObject({
      id: session,
      index,
      telId: z.int().min(0),
      pixels: z.array(z.int().min(0)).min(1).max(64),
    }),
    result: waveformsSchema,
  }),
  'events.close': defineRequest({
    summary: 'Closes a file and gives its memory back.',
    params: z.strictObject({ id: session }),
    result: z.strictObject({}),
  }),
};

/** Events about opened files. */
export const eventSessionEvents = {
  'events.indexed': defineEvent({
    summary: 'How far an opened file was looked through, a few times a second at most.',
    params: z.strictObject({ id: session }),
    payload: eventIndexSchema,
  }),
};
