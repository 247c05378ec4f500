import type { McRunHeader } from '../../formats/eventio/simtel/mc-run-header.ts';
import type { RunHeader } from '../../formats/eventio/simtel/run-header.ts';
import type { OpticsDescription } from '../../instrument/optics-description.ts';
import type {
  CameraDescription,
  SubarrayDescription,
  TelescopeDescription,
} from '../../instrument/subarray-description.ts';
import { telescopeType } from '../../instrument/telescope-type.ts';
import { buildCamera, isKnownPixelShape } from './build-camera.ts';
import { type MetaParameters, nameTelescope } from './name-telescope.ts';
import type { DescribedTelescope } from './telescope-objects.ts';

/** Index of an equal item, which is added when there is none. */
function intern<T>(items: T[], item: T, same: (a: T, b: T) => boolean): number {
  const found = items.findIndex((each) => same(each, item));
  return found >= 0 ? found : items.push(item) - 1;
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; ++i) if (!Object.is(a[i], b[i])) return false;
  return true;
}

function sameOptics(a: OpticsDescription, b: OpticsDescription): boolean {
  const keys = Object.keys(a) as (keyof OpticsDescription)[];
  return keys.every((key) => Object.is(a[key], b[key]));
}

/** What a camera is made from, compared before its neighbours are sought. */
function sameCameraObjects(a: DescribedTelescope, b: DescribedTelescope): boolean {
  const [cameraA, cameraB] = [a.cameraSettings, b.cameraSettings];
  const [pixelsA, pixelsB] = [a.pixelSettings, b.pixelSettings];
  return (
    cameraA.camRot === cameraB.camRot &&
    cameraA.pixelShape[0] === cameraB.pixelShape[0] &&
    a.cameraOrganization.nGains === b.cameraOrganization.nGains &&
    a.cameraOrganization.nPixels === b.cameraOrganization.nPixels &&
    Object.is(pixelsA.timeSlice, pixelsB.timeSlice) &&
    Object.is(pixelsA.refStep, pixelsB.refStep) &&
    pixelsA.sumBins === pixelsB.sumBins &&
    sameNumbers(pixelsA.refShape ?? [], pixelsB.refShape ?? []) &&
    sameNumbers(cameraA.pixelX, cameraB.pixelX) &&
    sameNumbers(cameraA.pixelY, cameraB.pixelY) &&
    sameNumbers(cameraA.pixelArea, cameraB.pixelArea)
  );
}

function referenceLocation(
  meta: MetaParameters,
  mcRunHeader: McRunHeader | undefined,
): SubarrayDescription['referenceLocation'] {
  const latitude = meta.get('*LATITUDE');
  const longitude = meta.get('*LONGITUDE');
  const height = meta.get('ALTITUDE');
  if (latitude === undefined || longitude === undefined || height === undefined) {
    return { longitude: 0, latitude: 0, height: mcRunHeader?.obsheight ?? NaN };
  }
  return { longitude: Number(longitude), latitude: Number(latitude), height: Number(height) };
}

/**
 * Describes the telescopes of a sim_telarray file as ctapipe does, in ascending order of tel_id
 * (ctapipe: order of the file). Telescopes share the cameras and optics that are equal in every
 * number. Without coordinates in the metaparameters the place is at longitude and latitude 0, at the
 * height of the simulation.
 *
 * @param described telescopes whose objects are complete, by tel_id
 * @param warn is told of telescopes that nothing is known of, and of unknown pixel shapes
 */
export function buildSubarray(
  runHeader: RunHeader,
  mcRunHeader: McRunHeader | undefined,
  described: ReadonlyMap<number, DescribedTelescope>,
  globalMeta: MetaParameters,
  telescopeMeta: ReadonlyMap<number, MetaParameters>,
  warn: (message: string) => void,
): SubarrayDescription {
  const cameras: { objects: DescribedTelescope; description: CameraDescription }[] = [];
  const optics: OpticsDescription[] = [];
  const telescopes: TelescopeDescription[] = [];
  for (const telId of [...described.keys()].sort((a, b) => a - b)) {
    const objects = described.get(telId);
    const place = runHeader.telId.indexOf(telId);
    if (objects === undefined || place < 0) continue;
    const settings = objects.cameraSettings;
    const names = nameTelescope(telescopeMeta.get(telId), {
      nPixels: settings.nPixels,
      focalLength: settings.focalLength,
      nMirrorTiles: settings.nMirrors,
      mirrorArea: settings.mirrorArea,
    });
    if (names.origin === 'unknown') {
      warn(
        `A telescope with ${settings.nPixels} pixels and ${settings.focalLength} m focal length is not known and has no names in the file; it is called ${names.opticsName} with camera ${names.cameraName}.`,
      );
    }
    if (!isKnownPixelShape(settings.pixelShape[0])) {
      warn(`The camera ${names.cameraName} has pixels of unknown shape; hexagons are assumed.`);
    }
    const optic: OpticsDescription = {
      name: names.opticsName,
      sizeType: names.sizeType,
      reflectorShape: names.reflectorShape,
      equivalentFocalLength: settings.focalLength,
      effectiveFocalLength: settings.effectiveFocalLength ?? NaN,
      nMirrors: names.nMirrors,
      nMirrorTiles: settings.nMirrors,
      mirrorArea: settings.mirrorArea,
    };
    const known = cameras.findIndex(
      (each) =>
        each.description.name === names.cameraName && sameCameraObjects(each.objects, objects),
    );
    const camera =
      known >= 0
        ? known
        : cameras.push({ objects, description: buildCamera(names.cameraName, objects) }) - 1;
    const [x, y, z] = runHeader.telPos.subarray(3 * place);
    telescopes.push({
      telId,
      type: telescopeType(optic, names.cameraName),
      name: names.opticsName,
      camera,
      optic: intern(optics, optic, sameOptics),
      position: [x, y, z],
    });
  }
  return {
    name: globalMeta.get('ARRAY_CONFIG_NAME') ?? 'MonteCarloArray',
    telescopes,
    cameras: cameras.map(({ description }) => description),
    optics,
    referenceLocation: referenceLocation(globalMeta, mcRunHeader),
  };
}
