import type { ChangedArea, ChangeSignal } from '../changes.ts';
import type { EventSources } from '../handler.ts';

/** How long further changes are gathered after one was told [ms]. */
const GATHERING_MS = 250;

/** The event stream about changes of the catalogue: the first at once, further ones gathered. */
export function changeEvents(changes: ChangeSignal): Pick<EventSources, 'catalogue.changed'> {
  return {
    'catalogue.changed': (_params, emit) => {
      const gathered = new Set<ChangedArea>();
      let timer: NodeJS.Timeout | undefined;
      const tell = () => {
        timer = undefined;
        if (gathered.size === 0) return;
        const areas = [...gathered];
        gathered.clear();
        timer = setTimeout(tell, GATHERING_MS);
        emit({ areas });
      };
      const end = changes.listen((areas) => {
        for (const area of areas) gathered.add(area);
        if (timer === undefined) tell();
      });
      return () => {
        end();
        clearTimeout(timer);
      };
    },
  };
}
