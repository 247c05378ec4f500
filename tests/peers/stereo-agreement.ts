import { expect } from 'vitest';
import { impactDistances } from '../../core/native/impact-distances.ts';
import {
  hillasIntersection,
  hillasReconstructor,
  type StereoGeometry,
  type StereoImages,
} from '../../core/native/stereo.ts';
import type { StereoArray } from '../../core/native/stereo-array.ts';
import type { CameraFrameName } from '../../core/instrument/camera-geometry.ts';
import { peerArray, type PeerResult } from './exchange.ts';

/** Columns and bounds: degrees and metres of parity.md, mask and truth values identical. */
const bounds = [
  ['alt', 'alt', 1e-4],
  ['azUncert', 'az_uncert', 1e-4],
  ['altUncert', 'alt_uncert', 1e-4],
  ['coreX', 'core_x', 0.1],
  ['coreY', 'core_y', 0.1],
  ['coreTiltedX', 'core_tilted_x', 0.1],
  ['coreTiltedY', 'core_tilted_y', 0.1],
  ['coreTiltedUncertX', 'core_tilted_uncert_x', 0.1],
  ['coreTiltedUncertY', 'core_tilted_uncert_y', 0.1],
  ['hMax', 'h_max', 1],
  ['averageIntensity', 'average_intensity', 1e-6],
] as const;

/**
 * How much further than its bound a length may be off: axes that are parallel to within δ cross at a
 * distance of R = L / δ from telescopes L apart, and a rounding ε in the least squares, whose
 * determinant is δ², moves the crossing by ε R³ / L². Below 10 km it is nothing.
 */
function rounding(coreX: number, coreY: number): number {
  return (1e-14 * Math.hypot(coreX, coreY) ** 3) / 100 ** 2 || 0;
}

function same(found: number, expected: number, bound: number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(found);
  return Math.abs(found - expected) <= bound;
}

/** Angle between two directions [deg]. */
function separation(alt1: number, az1: number, alt2: number, az2: number): number {
  const rad = Math.PI / 180;
  const [a, b] = [alt1 * rad, alt2 * rad];
  const h =
    Math.sin((a - b) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(((az1 - az2) * rad) / 2) ** 2;
  return (2 * Math.asin(Math.min(1, Math.sqrt(h)))) / rad;
}

/** What one source gave, by short names. */
function columnsOf(peer: PeerResult, prefix: string) {
  return {
    f64: (name: string) => peerArray(peer, `${prefix}/${name}`, 'float64'),
    u8: (name: string) => peerArray(peer, `${prefix}/${name}`, 'uint8'),
    i32: (name: string) => peerArray(peer, `${prefix}/${name}`, 'int32'),
    u32: (name: string) => peerArray(peer, `${prefix}/${name}`, 'uint32'),
  };
}

/** The inputs of one source, as the kernels take them. */
export function stereoInputs(peer: PeerResult, prefix: string) {
  const { f64, u8, i32, u32 } = columnsOf(peer, prefix);
  const images: StereoImages = {
    offsets: u32('offsets'),
    telescope: i32('row/telescope'),
    mask: u8('row/mask'),
    cogX: f64('row/x'),
    cogY: f64('row/y'),
    psi: f64('row/psi'),
    intensity: f64('row/intensity'),
    length: f64('row/length'),
    width: f64('row/width'),
    arrayPointingAlt: f64('event/array_alt'),
    arrayPointingAz: f64('event/array_az'),
    pointingAlt: f64('event/pointing_alt'),
    pointingAz: f64('event/pointing_az'),
  };
  const array: StereoArray = {
    frame: prefix.split('/').at(-1) as CameraFrameName,
    positions: f64('positions'),
    cameraRadius: f64('camera_radius'),
    focalLength: f64('focal_length'),
    referenceHeight: f64('reference_height')[0],
  };
  return { images, array };
}

function checkGeometry(
  peer: PeerResult,
  prefix: string,
  name: string,
  found: StereoGeometry,
  nTelescopes: number,
): void {
  const { f64, u8 } = columnsOf(peer, `${prefix}/event/${name}`);
  const expectedValid = u8('is_valid');
  const az = f64('az');
  for (const [event, isValid] of expectedValid.entries()) {
    const where = `${prefix} ${name} event ${event}`;
    const used = (mask: Uint8Array) => [
      ...mask.subarray(event * nTelescopes, (event + 1) * nTelescopes),
    ];
    // The reference calls a shower valid although its direction or core is not a number.
    const finite = ['alt', 'az', 'core_x', 'core_y'].every((c) => Number.isFinite(f64(c)[event]));
    if (isValid === 1 && !finite) {
      expect(found.isValid[event], where).toBe(0);
      continue;
    }
    expect(found.isValid[event], where).toBe(isValid);
    expect(used(found.telescopes), where).toEqual(used(u8('telescopes')));
    for (const [ours, theirs, bound] of bounds) {
      const isLength = theirs.startsWith('core');
      const more = isLength ? rounding(f64('core_x')[event], f64('core_y')[event]) : 0;
      if (!same(found[ours][event], f64(theirs)[event], bound + more)) {
        expect.fail(`${where}: ${theirs} ${found[ours][event]}, not ${f64(theirs)[event]}`);
      }
    }
    if (isValid === 0) expect(found.az[event], where).toBeNaN();
    else {
      const off = separation(found.alt[event], found.az[event], f64('alt')[event], az[event]);
      expect(off, where).toBeLessThanOrEqual(1e-4);
      expect(found.az[event] >= 0 && found.az[event] < 360, where).toBe(true);
    }
    expect(found.hMaxUncert[event], where).toBeNaN();
    expect(found.goodnessOfFit[event], where).toBeNaN();
  }
}

function checkRows(
  where: string,
  found: Float64Array,
  expected: Float64Array,
  bound: number,
  more: (row: number) => number = () => 0,
) {
  expect(found.length, where).toBe(expected.length);
  for (const [row, value] of expected.entries()) {
    if (!same(found[row], value, bound + more(row))) {
      expect.fail(`${where} row ${row}: ${found[row]}, not ${value}`);
    }
  }
}

/** Compares every event of every source with what `stereo.py` got from ctapipe. */
export async function checkStereo(peer: PeerResult): Promise<void> {
  for (const prefix of peer.notes.sources as string[]) {
    const { images, array } = stereoInputs(peer, prefix);
    const { f64 } = columnsOf(peer, prefix);
    const nTelescopes = array.cameraRadius.length;
    const eventOf = (row: number) => images.offsets.findLastIndex((first) => first <= row);
    const farCore = (found: StereoGeometry) => (row: number) =>
      rounding(found.coreX[eventOf(row)], found.coreY[eventOf(row)]);

    const { geometry, corePsi } = await hillasReconstructor(images, array);
    checkGeometry(peer, prefix, 'HillasReconstructor', geometry, nTelescopes);
    checkRows(`${prefix} core_psi`, corePsi, f64('row/core_psi'), 1e-4);
    const impact = await impactDistances(images, array.positions, geometry);
    checkRows(
      `${prefix} impact`,
      impact,
      f64('row/HillasReconstructor/impact'),
      0.1,
      farCore(geometry),
    );

    // In the camera frame the reference forgets to convert psi; the telescope frame of the same
    // images is what both should give.
    const right = prefix.replace('/CameraFrame', '/TelescopeFrame');
    const intersection = await hillasIntersection(images, array);
    checkGeometry(peer, right, 'HillasIntersection', intersection, nTelescopes);
    const impact2 = await impactDistances(images, array.positions, intersection);
    const expected2 = columnsOf(peer, right).f64('row/HillasIntersection/impact');
    checkRows(`${prefix} impact`, impact2, expected2, 0.1, farCore(intersection));

    const shower = f64('true_shower');
    if (shower.length > 0) {
      const pick = (k: number) => shower.filter((_, i) => i % 4 === k);
      const axes = { alt: pick(0), az: pick(1), coreX: pick(2), coreY: pick(3) };
      const trueImpact = await impactDistances(images, array.positions, axes);
      checkRows(`${prefix} true impact`, trueImpact, f64('true_impact'), 1e-6);
    }
  }
}
