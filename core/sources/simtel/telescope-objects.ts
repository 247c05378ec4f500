import type { CameraOrganization } from '../../formats/eventio/simtel/camera-organization.ts';
import type { CameraSettings } from '../../formats/eventio/simtel/camera-settings.ts';
import type { PixelSettings } from '../../formats/eventio/simtel/pixel-settings.ts';
import type { DisabledPixels } from '../../formats/eventio/simtel/telescope-settings.ts';

/** The objects that describe one telescope in a sim_telarray file, as far as they were met. */
export interface TelescopeObjects {
  cameraSettings?: CameraSettings;
  cameraOrganization?: CameraOrganization;
  pixelSettings?: PixelSettings;
  disabledPixels?: DisabledPixels;
  /** Types met, of those that every telescope has (2002–2008). */
  readonly types: Set<number>;
}

/** A telescope whose camera, wiring and read-out are known. */
export interface DescribedTelescope extends TelescopeObjects {
  readonly cameraSettings: CameraSettings;
  readonly cameraOrganization: CameraOrganization;
  readonly pixelSettings: PixelSettings;
}

/** Whether everything that the description of a telescope needs has been met. */
export function isDescribed(objects: TelescopeObjects): objects is DescribedTelescope {
  return (
    objects.cameraSettings !== undefined &&
    objects.cameraOrganization !== undefined &&
    objects.pixelSettings !== undefined
  );
}
