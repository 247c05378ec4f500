import type { CameraGeometry, PixelShape } from '../../instrument/camera-geometry.ts';
import { derotateCamera } from '../../instrument/derotate-camera.ts';
import { findNeighbors } from '../../instrument/find-neighbors.ts';
import type { CameraDescription } from '../../instrument/subarray-description.ts';
import type { DescribedTelescope } from './telescope-objects.ts';

/** Pixel shapes of sim_telarray and the rotation of the pixels that they stand for [deg]. */
const pixelShapes: readonly (readonly [PixelShape, number])[] = [
  ['circle', 0],
  ['hexagon', 0],
  ['square', 0],
  ['hexagon', 30],
];

/** Whether sim_telarray's number of a pixel shape is known; others count as hexagons. */
export function isKnownPixelShape(shape: number | undefined): boolean {
  return shape !== undefined && shape >= 0 && shape < pixelShapes.length;
}

/**
 * Describes a camera as ctapipe does: pixel positions are derotated into the camera frame, the shape
 * of the first pixel counts for all, shapes that are not known count as hexagons, the reference
 * pulses and the length of a sample come from the pixel settings (none in files older than their
 * version 2; ctapipe fails on those).
 */
export function buildCamera(name: string, objects: DescribedTelescope): CameraDescription {
  const { cameraSettings, cameraOrganization, pixelSettings } = objects;
  const [pixType, pixRotation] = pixelShapes[cameraSettings.pixelShape[0]] ?? ['hexagon', 0];
  const pixX = Float64Array.from(cameraSettings.pixelX);
  const pixY = Float64Array.from(cameraSettings.pixelY);
  const turned: CameraGeometry = {
    name,
    frame: 'CameraFrame',
    nPixels: cameraSettings.nPixels,
    pixId: Int32Array.from(pixX.keys()),
    pixX,
    pixY,
    pixArea: Float64Array.from(cameraSettings.pixelArea),
    pixType,
    pixRotation,
    camRotation: (-cameraSettings.camRot * 180) / Math.PI,
    neighbors: findNeighbors(pixX, pixY, pixType),
  };
  return {
    name,
    geometry: derotateCamera(turned),
    readout: {
      name,
      samplingRate: 1 / (pixelSettings.timeSlice ?? NaN),
      referencePulseShape: Float64Array.from(pixelSettings.refShape ?? []),
      referencePulseSampleWidth: pixelSettings.refStep ?? NaN,
      nChannels: cameraOrganization.nGains,
      nPixels: cameraOrganization.nPixels,
      nSamples: pixelSettings.sumBins ?? 0,
    },
  };
}
