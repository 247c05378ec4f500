import type { CalendarNight } from './night-calendar.ts';
import { grouped } from './run-text.ts';

/** A night in one line, for a hint and for those who do not see the calendar. */
export function nightSummaryText(night: CalendarNight): string {
  const { nRuns, nSimulatedRuns, nFlagged } = night;
  const simulated =
    nSimulatedRuns === 0
      ? ''
      : nSimulatedRuns === nRuns
        ? ' (simulated)'
        : ` (${nSimulatedRuns} simulated)`;
  return [
    night.night,
    `${nRuns} ${nRuns === 1 ? 'run' : 'runs'}${simulated}`,
    ...(night.hours > 0 ? [`${night.hours.toFixed(1)} h`] : []),
    ...(night.nEvents > 0 ? [`${grouped(night.nEvents)} events`] : []),
    ...(nFlagged > 0 ? [`${nFlagged} flagged`] : []),
    ...(night.dataLevels.length > 0
      ? [night.dataLevels.filter((level) => level !== 'SIMULATION').join(' ')]
      : []),
    ...(night.targets.length > 0 ? [night.targets.slice(0, 3).join(', ')] : []),
    ...(night.sites.length > 0 ? [night.sites.join(', ')] : []),
  ].join(' · ');
}
