import { z } from 'zod';

const layoutSchema = z.looseObject({
  grid: z.looseObject({ root: z.looseObject({ type: z.string() }) }),
  panels: z.record(
    z.string(),
    z.looseObject({ id: z.string(), contentComponent: z.literal('panel') }),
  ),
});

/**
 * Whether an arrangement can be given to the dock: it has panels, all of which this program has. One of
 * another version may not.
 *
 * @param names of the panels that there are
 */
export function isUsableLayout(layout: unknown, names: readonly string[]): boolean {
  const { data } = layoutSchema.safeParse(layout);
  if (data === undefined) return false;
  const entries = Object.entries(data.panels);
  return entries.length > 0 && entries.every(([key, { id }]) => key === id && names.includes(id));
}
