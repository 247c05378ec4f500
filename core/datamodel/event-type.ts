/** Codes of `event_type`. Source: CTAO R1/event data model, as ctapipe ≥ 0.27 writes them. */
export const EventType = {
  FLATFIELD: 0,
  SINGLE_PE: 1,
  PEDESTAL: 2,
  DARK_PEDESTAL: 3,
  ELECTRONIC_PEDESTAL: 4,
  SKY_PEDESTAL: 5,
  OTHER_CALIBRATION: 15,
  MUON: 16,
  HARDWARE_STEREO: 17,
  RANDOM_MONO: 18,
  DAQ: 24,
  SUBARRAY: 32,
  LONG_EVENT: 33,
  UNKNOWN: 255,
} as const;
