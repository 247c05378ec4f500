import { decodeHistograms } from './histograms.ts';
import { decodeHistoryEntry, decodeHistoryMeta } from './history.ts';
import { decodeAtmosphericProfile } from './iact/atmospheric-profile.ts';
import { decodeCorsikaBlock } from './iact/corsika-block.ts';
import { decodeInputCard } from './iact/input-card.ts';
import { decodeLongitudinal } from './iact/longitudinal.ts';
import { decodeArrayOffsets, decodeTelescopeDefinition } from './iact/telescope-array.ts';
import type { EventIoObject } from './object-header.ts';
import { trackingTelescope } from './object-name.ts';
import { decodeCameraMonitoring } from './simtel/camera-monitoring.ts';
import { decodeCameraOrganization } from './simtel/camera-organization.ts';
import { decodeCameraSettings } from './simtel/camera-settings.ts';
import { decodeImageParameters } from './simtel/image-parameters.ts';
import { decodeLaserCalibration } from './simtel/laser-calibration.ts';
import { decodeMcEvent } from './simtel/mc-event.ts';
import { decodeMcPhotoelectronSum } from './simtel/mc-photoelectron-sum.ts';
import { decodeMcRunHeader } from './simtel/mc-run-header.ts';
import { decodeMcExtraParams, decodeMcShower } from './simtel/mc-shower.ts';
import { decodePixelList, decodePixelTriggerTimes } from './simtel/pixel-list.ts';
import { decodePixelMonitoring } from './simtel/pixel-monitoring.ts';
import { decodePixelSettings } from './simtel/pixel-settings.ts';
import { decodeRunHeader } from './simtel/run-header.ts';
import { decodeStereoReconstruction } from './simtel/stereo-reconstruction.ts';
import { decodeTelescopeEventHeader } from './simtel/telescope-event-header.ts';
import {
  decodeCameraSoftwareSettings,
  decodeDisabledPixels,
  decodeDriveSettings,
  decodePointingCorrection,
} from './simtel/telescope-settings.ts';
import { decodeTrackingPosition } from './simtel/tracking-position.ts';
import { decodeTriggerInformation } from './simtel/trigger-information.ts';

type Decoder = (object: EventIoObject) => unknown;

const DECODERS: ReadonlyMap<number, Decoder> = new Map<number, Decoder>([
  [71, decodeHistoryEntry],
  [72, decodeHistoryEntry],
  [75, decodeHistoryMeta],
  [100, decodeHistograms],
  [1200, decodeCorsikaBlock],
  [1201, decodeTelescopeDefinition],
  [1202, decodeCorsikaBlock],
  [1203, decodeArrayOffsets],
  [1209, decodeCorsikaBlock],
  [1210, decodeCorsikaBlock],
  [1211, decodeLongitudinal],
  [1212, decodeInputCard],
  [1215, decodeMcExtraParams],
  [1216, decodeAtmosphericProfile],
  [2000, decodeRunHeader],
  [2001, decodeMcRunHeader],
  [2002, decodeCameraSettings],
  [2003, decodeCameraOrganization],
  [2004, decodePixelSettings],
  [2005, decodeDisabledPixels],
  [2006, decodeCameraSoftwareSettings],
  [2007, decodePointingCorrection],
  [2008, decodeDriveSettings],
  [2009, decodeTriggerInformation],
  [2011, decodeTelescopeEventHeader],
  [2014, decodeImageParameters],
  [2015, decodeStereoReconstruction],
  [2020, decodeMcShower],
  [2021, decodeMcEvent],
  [2022, decodeCameraMonitoring],
  [2023, decodeLaserCalibration],
  [2026, decodeMcPhotoelectronSum],
  [2027, decodePixelList],
  [2032, decodePixelTriggerTimes],
  [2033, decodePixelMonitoring],
]);

/**
 * Decodes an object of any type that holds neither samples nor photons, at once.
 *
 * @returns what the decoder of the type gives; undefined for types without one
 * @throws PhotoelectronError `format-damaged`, `format-unsupported`
 */
export function decodeScalars(object: EventIoObject): unknown {
  const decoder = DECODERS.get(object.type);
  if (decoder !== undefined) return decoder(object);
  return trackingTelescope(object.type) === undefined ? undefined : decodeTrackingPosition(object);
}
