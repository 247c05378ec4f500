import { EventType } from '../../datamodel/event-type.ts';

const RANDOM_MONO = 1 << 10;
const MUON = 1 << 9;
const LONG_EVENT = 1 << 8;

/** Event type of a telescope from the bits of its trigger, as ctapipe decides it. */
export function eventTypeOfTrigger(mask: number): number {
  if ((mask & RANDOM_MONO) !== 0) return EventType.RANDOM_MONO;
  if ((mask & MUON) !== 0) return EventType.MUON;
  if ((mask & LONG_EVENT) !== 0) return EventType.LONG_EVENT;
  return EventType.SUBARRAY;
}

const calibrationTypes: readonly number[] = [
  EventType.DARK_PEDESTAL,
  EventType.SKY_PEDESTAL,
  EventType.SINGLE_PE,
  EventType.FLATFIELD,
];

/**
 * Event type of a calibration event.
 *
 * @param type number that sim_telarray gives: 0 dark, 1 pedestal, 2 LED in the lid, 3 laser or LED;
 *   others, and events of which the file does not say it, are of no kind in particular
 */
export function eventTypeOfCalibration(type: number | undefined): number {
  return calibrationTypes[type ?? -1] ?? EventType.OTHER_CALIBRATION;
}
