import type { SessionTelescope, TelescopeEvent } from '../../../core/contract/records/event.ts';

/** By what cameras are ordered. */
export const telescopeOrders = ['id', 'charge', 'type'] as const;

export type TelescopeOrder = (typeof telescopeOrders)[number];

/**
 * Images in the order in which they are shown: by number, by intensity after cleaning from the largest
 * down (charge of the whole camera where there is none), or by type and then number.
 */
export function orderTelescopes(
  images: readonly TelescopeEvent[],
  telescopes: ReadonlyMap<number, SessionTelescope>,
  order: TelescopeOrder,
): readonly TelescopeEvent[] {
  const typeOf = ({ telId }: TelescopeEvent) => telescopes.get(telId)?.type ?? '';
  const byId = (a: TelescopeEvent, b: TelescopeEvent) => a.telId - b.telId;
  const compare = {
    id: byId,
    type: (a: TelescopeEvent, b: TelescopeEvent) =>
      typeOf(a).localeCompare(typeOf(b)) || byId(a, b),
    charge: (a: TelescopeEvent, b: TelescopeEvent) => intensity(b) - intensity(a) || byId(a, b),
  }[order];
  return [...images].sort(compare);
}

/** Intensity after cleaning [p.e.]; less than nothing for images that did not survive it, so that they come last. */
function intensity({ parameters }: TelescopeEvent): number {
  return parameters.hillas_intensity ?? parameters.camera_frame_hillas_intensity ?? -1;
}
