import { Gate } from '../../foundation/gate.ts';
import { eventImage } from '../../processing/event-image.ts';
import type { Handlers } from '../handler.ts';
import type { Services } from '../services.ts';

/** Handlers of requests about single events of a file. */
export function eventHandlers({
  access,
  configurations,
  cores,
}: Services): Pick<Handlers, 'events.image'> {
  // Each reads a file and holds a batch of its events.
  const gate = new Gate(cores);
  return {
    'events.image': async (
      { path, eventId, telId, obsId, config, focalLengthChoice },
      { signal },
    ) => {
      const input = await access.checkRead(path);
      const configuration = await configurations.resolve(config);
      const event = await gate.pass(signal, () =>
        eventImage({
          input,
          eventId,
          telId,
          configuration,
          signal,
          ...(obsId === undefined ? {} : { obsId }),
          ...(focalLengthChoice === undefined ? {} : { focalLengthChoice }),
        }),
      );
      const { geometry, telescopeType, isSimulation, time, image, peakTime, mask } = event;
      return {
        obsId: event.obsId,
        eventId,
        telId,
        telescopeType,
        isSimulation,
        time,
        pixX: geometry.pixX,
        pixY: geometry.pixY,
        image,
        peakTime,
        mask,
        parameters: Object.fromEntries(
          Object.entries(event.parameters).map(([name, value]) => [
            name,
            Number.isFinite(value) ? value : null,
          ]),
        ),
      };
    },
  };
}
