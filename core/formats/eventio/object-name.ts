/**
 * Names of the object types, as the reference reader (pyeventio) calls them in its trees.
 */
const NAMES: ReadonlyMap<number, string> = new Map([
  [70, 'History'],
  [71, 'HistoryCommandLine'],
  [72, 'HistoryConfig'],
  [75, 'HistoryMeta'],
  [100, 'Histograms'],
  [1200, 'RunHeader'],
  [1201, 'TelescopeDefinition'],
  [1202, 'EventHeader'],
  [1203, 'ArrayOffsets'],
  [1204, 'TelescopeData'],
  [1205, 'Photons'],
  [1206, 'CameraLayout'],
  [1207, 'TriggerTime'],
  [1208, 'PhotoElectrons'],
  [1209, 'EventEnd'],
  [1210, 'RunEnd'],
  [1211, 'Longitudinal'],
  [1212, 'InputCard'],
  [1213, 'TelescopeArrayHead'],
  [1214, 'TelescopeArrayEnd'],
  [1215, 'MCExtraParams'],
  [1216, 'AtmosphericProfile'],
  [2000, 'RunHeader'],
  [2001, 'MCRunHeader'],
  [2002, 'CameraSettings'],
  [2003, 'CameraOrganization'],
  [2004, 'PixelSettings'],
  [2005, 'DisabledPixels'],
  [2006, 'CameraSoftwareSettings'],
  [2007, 'PointingCorrection'],
  [2008, 'DriveSettings'],
  [2009, 'TriggerInformation'],
  [2010, 'ArrayEvent'],
  [2011, 'TelescopeEventHeader'],
  [2012, 'ADCSums'],
  [2013, 'ADCSamples'],
  [2014, 'ImageParameters'],
  [2015, 'StereoReconstruction'],
  [2016, 'PixelTiming'],
  [2017, 'PixelCalibration'],
  [2020, 'MCShower'],
  [2021, 'MCEvent'],
  [2022, 'CameraMonitoring'],
  [2023, 'LaserCalibration'],
  [2024, 'RunStatistics'],
  [2025, 'MCRunStatistics'],
  [2026, 'MCPhotoelectronSum'],
  [2027, 'PixelList'],
  [2028, 'CalibrationEvent'],
  [2029, 'AuxiliaryDigitalTraces'],
  [2030, 'AuxiliaryAnalogTraces'],
  [2031, 'FSPhot'],
  [2032, 'PixelTriggerTimes'],
  [2033, 'PixelMonitoring'],
  [2034, 'CalibrationPhotoelectrons'],
]);

/** First type of the tracking positions and of the telescope events; telescopes count on from it. */
const TRACKING_BASE = 2100;
const TELESCOPE_EVENT_BASE = 2200;

/** sim_telarray puts telescope number 100 a + b into the type as base + 1000 a + b. */
function telescopeOf(type: number, base: number): number | undefined {
  const number = type - base;
  if (number < 0 || number >= 10_000 || number % 1000 >= 100) return undefined;
  return 100 * Math.floor(number / 1000) + (number % 1000);
}

/** Telescope of a tracking position object (2100 …); undefined for every other type. */
export function trackingTelescope(type: number): number | undefined {
  return telescopeOf(type, TRACKING_BASE);
}

/** Telescope of a telescope event object (2200 …); undefined for every other type. */
export function telescopeEventTelescope(type: number): number | undefined {
  return telescopeOf(type, TELESCOPE_EVENT_BASE);
}

/** Name of an object type; `EventIOObject` for types that are not known. */
export function objectName(type: number): string {
  const name = NAMES.get(type);
  if (name !== undefined) return name;
  if (trackingTelescope(type) !== undefined) return 'TrackingPosition';
  if (telescopeEventTelescope(type) !== undefined) return 'TelescopeEvent';
  return 'EventIOObject';
}
