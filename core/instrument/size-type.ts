import type { SizeType } from './optics-description.ts';

/**
 * Size class of a telescope, from the diameter of a disc of the same mirror area: below 8 m SST,
 * below 16 m MST, else LST. As `type_from_mirror_area` of ctapipe.
 *
 * @param mirrorArea [m²]
 */
export function sizeTypeFromMirrorArea(mirrorArea: number): SizeType {
  const diameter = 2 * Math.sqrt(mirrorArea / Math.PI);
  if (diameter < 8) return 'SST';
  if (diameter < 16) return 'MST';
  return 'LST';
}
