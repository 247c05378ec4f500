import { defineStore } from 'pinia';
import { z } from 'zod';
import { colorMapNames } from '../../../core/colors/color-map.ts';
import { overlayNames } from '../../event-images/event-overlays.ts';
import { quantityNames } from '../../event-images/shown-quantity.ts';
import { useHistory } from '../../history/history-store.ts';
import { useSession } from '../../session/session-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { telescopeOrders } from './order-telescopes.ts';
import { MAX_COLUMNS } from './tile-layout.ts';

/** Percentiles from which automatic limits are taken [%]. */
export const percentileChoices = { all: [0, 100], most: [1, 99], middle: [5, 95] } as const;

/** Events per second of the player. */
export const playSpeeds = [1, 2, 5, 10, 20] as const;

const limits = z.object({ low: z.number(), high: z.number() });
const ratio = z.number().min(0).max(1);

/** What of the panel comes back when the window is opened again. */
const choicesSchema = z.object({
  /** File that is shown, and those that were opened before, the newest first. */
  path: z.string().default(''),
  recentPaths: z.array(z.string()).max(20).default([]),
  obsId: z.number().nullable().default(null),
  eventId: z.number().nullable().default(null),
  /** Telescope that is selected. */
  telId: z.number().nullable().default(null),
  /** Configuration that makes the images: name or hash. */
  config: z.string().default('default'),
  /** Files for which the equivalent focal length was chosen, because they have no effective one. */
  equivalentPaths: z.array(z.string()).max(100).default([]),
  /** Whether events are shown that the configuration leaves out. */
  allEvents: z.boolean().default(false),
  filter: z.string().max(10_000).default(''),
  sort: z.object({ key: z.string(), descending: z.boolean() }).nullable().default(null),
  listShown: z.record(z.string(), z.boolean()).default({}),
  listWidths: z.record(z.string(), z.number()).default({}),
  quantity: z.enum(quantityNames).default('charge'),
  scale: z.enum(['linear', 'log', 'symlog']).default('linear'),
  colorMap: z.enum(colorMapNames).default('inferno'),
  percentiles: z.enum(['all', 'most', 'middle']).default('all'),
  /** Whether all cameras have the same limits. */
  sharesLimits: z.boolean().default(false),
  /** Whether limits stay from event to event. */
  locksLimits: z.boolean().default(false),
  /** Limits by quantity, or by quantity and telescope where cameras have their own. */
  limits: z.record(z.string(), limits).default({}),
  cleanedTimesOnly: z.boolean().default(false),
  overlays: z
    .array(z.enum(overlayNames))
    .default(['mask', 'hillas', 'axis', 'source', 'reconstructed', 'borders']),
  frame: z.enum(['sky', 'camera', 'engineering']).default('sky'),
  rotationDeg: z.number().default(0),
  sharesZoom: z.boolean().default(false),
  order: z.enum(telescopeOrders).default('id'),
  columns: z.union([z.literal('auto'), z.int().min(1).max(MAX_COLUMNS)]).default('auto'),
  enlarged: z.boolean().default(false),
  playSpeed: z.union(playSpeeds.map((speed) => z.literal(speed))).default(5),
  details: z.enum(['pixels', 'array', 'sky', 'values']).default('pixels'),
  valuesOfAll: z.boolean().default(false),
  /** Shares of the list, and of the cameras of what is right of it. */
  listShare: ratio.default(0.29),
  wallShare: ratio.default(0.64),
});

/** What can be chosen in Events. */
export type EventChoices = z.output<typeof choicesSchema>;

/** What is chosen in Events: kept in the session; parameters of the display can be taken back. */
export const useEventChoices = defineStore('event-choices', () => {
  const { settings } = useSettings();
  const { colorMap, percentiles } = choicesSchema.shape;
  // Where nothing was chosen here the settings hold.
  const schema = choicesSchema.extend({
    colorMap: colorMap.unwrap().default(settings.colorMap),
    percentiles: percentiles.unwrap().default(settings.percentiles),
  });
  const state = useSession().part('events', schema);
  const history = useHistory();

  /**
   * Changes a parameter so that it can be taken back.
   *
   * @param label what is done, in the imperative
   */
  function change<K extends keyof EventChoices>(key: K, value: EventChoices[K], label: string) {
    const before = state[key];
    if (JSON.stringify(before) === JSON.stringify(value)) return;
    const set = (next: EventChoices[K]) => {
      state[key] = next;
    };
    set(value);
    history.record({
      label,
      key: `events.${key}`,
      undo: () => {
        set(before);
      },
      redo: () => {
        set(value);
      },
    });
  }

  return { state, change };
});
