import type { CameraRecord, TelescopeEvent } from '../../core/contract/records/event.ts';
import type { CameraOverlays, HillasOverlay, PlaceOverlay } from '../camera/camera-overlays.ts';

/** What can be drawn over the pixels of a camera, each to be switched. */
export const overlayNames = [
  'mask',
  'hillas',
  'axis',
  'source',
  'reconstructed',
  'muon',
  'leakage',
  'label',
  'borders',
] as const;

export type OverlayName = (typeof overlayNames)[number];

/** What overlays are called, and what they show. */
export const overlayTitles: Readonly<Record<OverlayName, string>> = {
  mask: 'Cleaning mask',
  hillas: 'Hillas ellipse and centroid',
  axis: 'Axis with its uncertainty',
  source: 'True direction and pointing',
  reconstructed: 'Reconstructed direction',
  muon: 'Muon ring',
  leakage: 'Leakage border',
  label: 'Telescope label',
  borders: 'Lines between pixels',
};

/**
 * Overlays of an image.
 *
 * @param shown names of those that are wanted
 * @param label of the telescope, drawn in the camera
 */
export function eventOverlays(
  event: TelescopeEvent,
  camera: CameraRecord,
  shown: ReadonlySet<OverlayName>,
  label = '',
): CameraOverlays {
  const hillas = hillasOf(event);
  const ring = muonRingOf(event);
  const { directions } = event;
  const truth = directions.find(({ kind }) => kind === 'true');
  const reconstructed = directions.filter(({ kind }) => kind === 'reconstructed');
  return {
    ...(shown.has('mask') ? { mask: event.mask } : {}),
    ...(shown.has('leakage') ? { leakageBorder: camera.border } : {}),
    ...(hillas !== undefined && (shown.has('hillas') || shown.has('axis'))
      ? { hillas: { ...hillas, showsEllipse: shown.has('hillas'), showsAxis: shown.has('axis') } }
      : {}),
    ...(shown.has('source') && truth !== undefined ? { source: { x: truth.x, y: truth.y } } : {}),
    ...(shown.has('source') ? { pointing: { x: 0, y: 0 } } : {}),
    ...(shown.has('reconstructed')
      ? { reconstructed: reconstructed.map((each) => place(each, reconstructed.length)) }
      : {}),
    ...(shown.has('muon') && ring !== undefined ? { muonRing: ring } : {}),
    ...(shown.has('label') && label !== '' ? { labels: [{ ...topOf(camera), label }] } : {}),
  };
}

/** Of several reconstructors each carries its name, of which `HillasReconstructor` is `Hillas`. */
function place({ name, x, y }: TelescopeEvent['directions'][number], count: number): PlaceOverlay {
  return count > 1 ? { x, y, label: name.replace(/Reconstructor$/, '') } : { x, y };
}

/** The Hillas ellipse of an image; undefined where it was not parametrised. */
export function hillasOf({ parameters }: TelescopeEvent): HillasOverlay | undefined {
  const get = (...names: readonly string[]) => {
    const name = names
      .flatMap((each) => [`hillas_${each}`, `camera_frame_hillas_${each}`])
      .find((each) => Object.hasOwn(parameters, each));
    return name === undefined ? NaN : (parameters[name] ?? NaN);
  };
  const [x, y] = [get('fov_lon', 'x'), get('fov_lat', 'y')];
  const [length, width, psiDeg] = [get('length'), get('width'), get('psi')];
  if (![x, y, length, width, psiDeg].every(Number.isFinite)) return undefined;
  const psiUncertaintyDeg = get('psi_uncertainty');
  return {
    x,
    y,
    length,
    width,
    psiDeg,
    ...(Number.isFinite(psiUncertaintyDeg) ? { psiUncertaintyDeg } : {}),
  };
}

/** The muon ring of an image; undefined where none was fitted. */
function muonRingOf({
  parameters,
}: TelescopeEvent): (PlaceOverlay & { readonly radius: number }) | undefined {
  const x = parameters.muonring_center_fov_lon ?? NaN;
  const y = parameters.muonring_center_fov_lat ?? NaN;
  const radius = parameters.muonring_radius ?? NaN;
  return [x, y, radius].every(Number.isFinite) ? { x, y, radius } : undefined;
}

/** Place for a label: the topmost pixel. */
function topOf({ pixX, pixY }: CameraRecord): { readonly x: number; readonly y: number } {
  let top = 0;
  for (let i = 1; i < pixY.length; i++) if (pixY[i] > pixY[top]) top = i;
  return { x: pixX[top], y: pixY[top] };
}
