import { defineStore } from 'pinia';
import { computed } from 'vue';
import { z } from 'zod';
import { useSession } from '../session/session-store.ts';

const keyList = z.array(z.string().max(50)).max(10);

const settingsSchema = z.object({
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  /** Own keys of commands by their identity; an empty list takes all keys away. */
  keys: z.record(z.string().max(100), keyList).default({}),
  /** Colour map that cameras begin with. */
  colorMap: z.enum(['inferno', 'viridis', 'cividis', 'greys']).default('inferno'),
  /** Percentiles between which cameras spread their colours by themselves: 0–100, 1–99 or 5–95 %. */
  percentiles: z.enum(['all', 'most', 'middle']).default('all'),
  /** Whether to ask before something is deleted or overwritten. */
  asksBefore: z.boolean().default(true),
  /** Files and folders that were opened, the latest first. */
  recent: z.array(z.string().max(32_767)).max(20).default([]),
  /** Commands that were chosen in the palette, the latest first. */
  recentCommands: z.array(z.string().max(100)).max(20).default([]),
  /** Own arrangements of the panels by name, as the dock writes them. */
  layouts: z.record(z.string().max(60), z.record(z.string(), z.unknown())).default({}),
});

/** What holds for all sessions. */
export type Settings = z.output<typeof settingsSchema>;

/** Settings of the workbench; changes are saved by themselves. */
export const useSettings = defineStore('settings', () => {
  const settings = useSession().setting('workbench', settingsSchema);
  return { settings, defaults: computed(() => settingsSchema.parse({})) };
});
