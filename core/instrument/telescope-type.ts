import type { OpticsDescription } from './optics-description.ts';

/** Type of a telescope as ctapipe writes it: SIZE_OPTICS_CAMERA, such as `LST_LST_LSTCam`. */
export function telescopeType(
  optics: Pick<OpticsDescription, 'sizeType' | 'name'>,
  cameraName: string,
): string {
  return `${optics.sizeType}_${optics.name}_${cameraName}`;
}
