import { z } from 'zod';

/** A time stamp, UTC, ISO 8601 with `Z`. */
export const utcTimeSchema = z.iso.datetime().meta({ description: 'UTC, ISO 8601.' });

/** A day: that of the evening on which a night begins. */
export const nightSchema = z.iso
  .date()
  .meta({ description: 'Observing night, local noon to noon, by the date of its evening.' });
