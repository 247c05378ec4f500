import type { RequestResult } from '../../contract/contract.ts';
import type { CameraRecord } from '../../contract/records/event.ts';
import { borderPixelMask } from '../../instrument/border-pixel-mask.ts';
import type { EventFile } from '../../processing/events/event-file.ts';
import type { AnalysisPlan, TelescopePlan } from '../../processing/plan/analysis-plan.ts';

/**
 * What a client is told of an opened file. Cameras are listed for each kind of telescope, because the
 * focal length decides where their pixels are on the sky.
 */
export function describeEventFile(
  { path, source, plan, columns }: EventFile,
  configuration: { readonly name: string; readonly hash: string },
): Omit<RequestResult<'events.open'>, 'id'> {
  const hasWaveforms = source.dataLevels.some((level) => level === 'R1' || level === 'DL0');
  const kinds = kindsOf(plan);
  return {
    path,
    format: source.format,
    isSimulation: source.isSimulation,
    obsIds: [...source.obsIds],
    telescopes: plan.subarray.telescopes.map(({ telId, name, type, camera, optic, position }) => {
      const [x, y, z] = position;
      const { mirrorArea } = plan.subarray.optics[optic];
      const { focalLength } = planOf(plan, telId);
      return {
        ...{ telId, name, type, x, y, z },
        camera: kinds.findIndex((kind) => kind.camera === camera && kind.optic === optic),
        mirrorAreaM2: Number.isFinite(mirrorArea) ? mirrorArea : null,
        focalLengthM: focalLength,
      };
    }),
    cameras: kinds.map((kind) => cameraRecord(kind, hasWaveforms)),
    hasWaveforms,
    columns: columns.map(({ name, unit, description, of }) => ({ name, unit, description, of })),
    configurationName: configuration.name,
    configurationHash: configuration.hash,
    focalLengthChoice: plan.document.source.focal_length_choice,
  };
}

function planOf({ telescopes, telescopeIndex }: AnalysisPlan, telId: number): TelescopePlan {
  return telescopes[telescopeIndex.get(telId)!];
}

/** One plan for each pair of camera and optics. */
function kindsOf({ telescopes }: AnalysisPlan): TelescopePlan[] {
  const kinds = new Map<string, TelescopePlan>();
  for (const plan of telescopes) {
    const key = `${String(plan.camera)} ${String(plan.optic)}`;
    if (!kinds.has(key)) kinds.set(key, plan);
  }
  return [...kinds.values()];
}

function cameraRecord(
  { cameraDescription, parameterGeometry, nMirrors }: TelescopePlan,
  hasWaveforms: boolean,
): CameraRecord {
  const { name, readout } = cameraDescription;
  const { nPixels, frame, pixId, pixX, pixY, pixArea, pixType, pixRotation } = parameterGeometry;
  const isSky = frame === 'TelescopeFrame';
  return {
    ...{ name, nPixels, pixX, pixY, pixArea },
    frame: isSky ? 'sky' : 'camera',
    unit: isSky ? 'deg' : 'm',
    pixelId: pixId,
    shape: pixType,
    pixRotationDeg: pixRotation,
    mirrors: nMirrors === 2 ? 2 : 1,
    border: borderPixelMask(parameterGeometry),
    nSamples: hasWaveforms ? readout.nSamples : null,
    samplingRateGHz: hasWaveforms ? readout.samplingRate : null,
  };
}
