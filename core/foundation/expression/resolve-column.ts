/** Words that ctapipe's criteria put before the container of an image parameter. */
const roots = new Set(['parameters', 'dl1_params', 'dl1', 'image_parameters']);

/** Containers whose columns carry another prefix than the container's name. */
const prefixes = new Map([
  ['intensity_statistics', 'intensity'],
  ['peak_time_statistics', 'peak_time'],
]);

/** Prefix of the columns of parameters computed in metres in the camera. */
const cameraFramePrefix = 'camera_frame_';

/**
 * Finds the column that a name in an expression means. Beside the name itself it may be written as
 * ctapipe's criteria on containers write it: `parameters.hillas.width.value` is the column
 * `hillas_width`, or `camera_frame_hillas_width` where parameters are in the camera frame.
 *
 * @param name as written, parts separated by dots
 * @param has whether there is a column of a name
 */
export function resolveColumn(name: string, has: (name: string) => boolean): string | undefined {
  if (has(name)) return name;
  let path = name.split('.');
  if (path.length > 1 && path.at(-1) === 'value') path = path.slice(0, -1);
  const [root = '', container = ''] = path;
  if (path.length > 1 && roots.has(root)) {
    path = [prefixes.get(container) ?? container, ...path.slice(2)];
  } else {
    path = [prefixes.get(root) ?? root, ...path.slice(1)];
  }
  const candidates = [path.join('.'), path.join('_'), cameraFramePrefix + path.join('_')];
  return candidates.find(has);
}
