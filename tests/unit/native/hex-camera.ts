import type { CameraGeometry } from '../../../core/instrument/camera-geometry.ts';

/** A hexagonal camera with `rings` rings of pixels of width 0.1 deg around the central one. */
export function hexCamera(rings: number): CameraGeometry {
  const axial: [number, number][] = [];
  for (let q = -rings; q <= rings; q++) {
    for (let r = Math.max(-rings, -q - rings); r <= Math.min(rings, -q + rings); r++) {
      axial.push([q, r]);
    }
  }
  const nPixels = axial.length;
  const width = 0.1;
  const indptr = [0];
  const indices: number[] = [];
  for (const [q, r] of axial) {
    for (const [i, [a, b]] of axial.entries()) {
      const [dq, dr] = [a - q, b - r];
      if (Math.max(Math.abs(dq), Math.abs(dr), Math.abs(dq + dr)) === 1) indices.push(i);
    }
    indptr.push(indices.length);
  }
  return {
    name: 'Hex',
    frame: 'TelescopeFrame',
    nPixels,
    pixId: Int32Array.from({ length: nPixels }, (_, i) => i),
    pixX: Float64Array.from(axial, ([q, r]) => width * (q + r / 2)),
    pixY: Float64Array.from(axial, ([, r]) => width * r * Math.sqrt(3 / 4)),
    pixArea: new Float64Array(nPixels).fill((width * width * Math.sqrt(3)) / 2),
    pixType: 'hexagon',
    pixRotation: 0,
    camRotation: 0,
    neighbors: { indptr: Int32Array.from(indptr), indices: Int32Array.from(indices) },
  };
}
