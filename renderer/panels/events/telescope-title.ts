import type { SessionTelescope } from '../../../core/contract/records/event.ts';

/** What a telescope is called where its camera is shown: name and number, such as `LST · 1`. */
export function telescopeTitle(telescope: SessionTelescope | undefined, telId: number): string {
  return telescope === undefined ? `Telescope ${telId}` : `${telescope.name} · ${telId}`;
}
