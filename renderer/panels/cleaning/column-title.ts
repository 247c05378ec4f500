/** A parameter by its name: `hillas_intensity` is `Intensity`, `morphology_n_pixels` is `Morphology n pixels`. */
export function columnTitleOf(column: string): string {
  const words = column.replace(/^(camera_frame_)?hillas_/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
