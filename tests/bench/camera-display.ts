/**
 * Measures the camera display's drawing without a browser: the index map that is made anew when a camera
 * is moved, and the colours of an image. Medians of 20, on one core.
 */
import { colorScale } from '../../renderer/camera/color-scale.ts';
import type { CameraPixels } from '../../renderer/camera/camera-pixels.ts';
import { fitView, screenTransform } from '../../renderer/camera/camera-view.ts';
import { drawIndexMap, type IndexMap } from '../../renderer/camera/index-map.ts';
import { paintPixels } from '../../renderer/camera/paint-pixels.ts';
import { packedMap, pixelColors, type PixelColors } from '../../renderer/camera/pixel-colors.ts';

const RUNS = 20;

/** A disc of hexagons. */
function hexagons(nPixels: number): CameraPixels {
  const side = Math.ceil(Math.sqrt(nPixels) * 1.3);
  const places = Array.from({ length: side * side }, (_, i) => {
    const [column, row] = [(i % side) - side / 2, Math.floor(i / side) - side / 2];
    return [column + 0.5 * Math.abs(row % 2), (row * Math.sqrt(3)) / 2] as const;
  })
    .toSorted((a, b) => Math.hypot(...a) - Math.hypot(...b))
    .slice(0, nPixels);
  return {
    frame: 'camera',
    unit: 'm',
    shape: 'hexagon',
    rotationDeg: 0,
    pixX: Float64Array.from(places, ([x]) => x),
    pixY: Float64Array.from(places, ([, y]) => y),
    pixArea: new Float64Array(nPixels).fill((0.98 ** 2 * Math.sqrt(3)) / 2),
  };
}

/** Median duration of a function [ms]; it is called once before for warming up. */
function median(task: (run: number) => void): number {
  for (let run = 0; run < 5; run++) task(run);
  const times = Array.from({ length: RUNS }, (_, run) => {
    const start = performance.now();
    task(run);
    return performance.now() - start;
  }).toSorted((a, b) => a - b);
  return times[RUNS / 2];
}

process.stdout.write('\nCamera display, median of 20 [ms]\n\n');
process.stdout.write('pixels   picture   index map   colours   painting\n');
for (const nPixels of [1855, 11_328, 40_000]) {
  const pixels = hexagons(nPixels);
  const values = Float32Array.from({ length: nPixels }, (_, i) => (i * 7919) % 1000);
  for (const side of [700, 1400]) {
    const size = { width: side, height: side };
    const view = fitView(pixels, { frame: 'camera', rotationDeg: 0 }, size, 16);
    let map: IndexMap | undefined;
    const mapTime = median((run) => {
      const turned = { ...view, rotationDeg: run };
      map = drawIndexMap(pixels, screenTransform(pixels, turned, size), size, map);
    });
    let colors: PixelColors | undefined;
    const colorTime = median(() => {
      colors = pixelColors(values, colorScale('symlog', { low: -10, high: 1000 }), colors);
    });
    const target = new Uint32Array(side * side);
    const paint = {
      map: packedMap('inferno'),
      background: 0,
      invalid: 0,
      hatch: 0,
      borders: true,
    };
    const paintTime = median(() => {
      if (map !== undefined && colors !== undefined) paintPixels(map, colors, paint, target);
    });
    const cells = [mapTime, colorTime, paintTime].map((time) => time.toFixed(2));
    process.stdout.write(
      `${String(nPixels).padStart(6)}   ${`${side}²`.padStart(7)}   ${cells[0].padStart(9)}   ${cells[1].padStart(7)}   ${cells[2].padStart(8)}\n`,
    );
  }
}
