import type { EventImages } from '../event-sessions/event-images.ts';
import type { Handlers } from '../handler.ts';
import type { Services } from '../services.ts';

/** Handlers of requests about single events of a file. */
export function eventHandlers(
  { access, configurations }: Pick<Services, 'access' | 'configurations'>,
  images: EventImages,
): Pick<Handlers, 'events.image'> {
  return {
    'events.image': async (
      { path, eventId, telId, obsId, config, focalLengthChoice },
      { signal },
    ) => {
      const input = await access.checkRead(path);
      const configuration = await configurations.resolve(config);
      const event = await images.make(
        {
          ...{ input, eventId, telId, configuration },
          ...(obsId === undefined ? {} : { obsId }),
          ...(focalLengthChoice === undefined ? {} : { focalLengthChoice }),
        },
        signal,
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
