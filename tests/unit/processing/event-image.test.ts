import { expect, test } from 'vitest';
import { loadConfiguration } from '../../../core/config/load-configuration.ts';
import { eventImage } from '../../../core/processing/event-image.ts';
import { sampleFile } from '../../simtel-sample.ts';

const ask = { input: sampleFile, eventId: 100, telId: 1 };

test('the search for an event ends when it is cancelled', async () => {
  const signal = AbortSignal.abort();
  await expect(eventImage({ ...ask, signal })).rejects.toMatchObject({
    code: 'cancelled',
    place: { path: sampleFile },
  });
  // Also where there is no such event, which is found out at the end of the file only.
  await expect(eventImage({ ...ask, eventId: 101, signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('a configuration that was loaded before counts as one that is named', async () => {
  const named = await eventImage({ ...ask, config: 'ctapipe-defaults' });
  const configuration = await loadConfiguration('ctapipe-defaults');
  const loaded = await eventImage({ ...ask, configuration });
  expect(loaded.mask).toStrictEqual(named.mask);
  expect(loaded.parameters).toEqual(named.parameters);
});

test('a telescope that did not see the event has no image', async () => {
  await expect(eventImage({ ...ask, telId: 15 })).rejects.toMatchObject({
    code: 'event-not-found',
    place: { path: sampleFile, eventId: 100, telId: 15 },
  });
});
