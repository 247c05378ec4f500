import { z } from 'zod';
import type { MenuEntry } from '../../renderer/desktop/desktop-bridge.ts';

/** Entries of one menu, and menus inside menus, at most: a menu that is longer cannot be used. */
const MAX_ENTRIES = 100;
const MAX_DEPTH = 4;

const label = z.string().min(1).max(200);

const plainEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('separator') }),
  z.strictObject({
    kind: z.literal('command'),
    id: z.string().min(1).max(200),
    label,
    accelerator: z
      .string()
      .regex(/^[\x21-\x7e]{1,60}$/)
      .optional(),
    enabled: z.boolean(),
    checked: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('role'),
    role: z.enum(['edit', 'quit', 'zoom', 'fullscreen', 'devtools']),
  }),
]);

function entrySchema(depth: number): z.ZodType<MenuEntry> {
  if (depth === 0) return plainEntry as z.ZodType<MenuEntry>;
  const inner = z.array(entrySchema(depth - 1)).max(MAX_ENTRIES);
  const menu = z.strictObject({ kind: z.literal('menu'), label, entries: inner });
  return z.union([plainEntry, menu]) as z.ZodType<MenuEntry>;
}

/** The menu as the page sends it. */
export const menuSchema = z.array(entrySchema(MAX_DEPTH)).max(MAX_ENTRIES);
