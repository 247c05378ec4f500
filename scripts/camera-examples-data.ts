import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CameraGeometry, PixelShape } from '../core/instrument/camera-geometry.ts';
import { borderPixelMask } from '../core/instrument/border-pixel-mask.ts';
import { eventImage } from '../core/processing/event-image.ts';
import { toyImages } from '../core/simulation/toy-images.ts';
import type { ToyModel } from '../core/simulation/toy-model.ts';
import type { CameraExample } from '../renderer/camera-examples/camera-example.ts';

const sample = 'resources/samples/history_meta_75.simtel.zst';
const sampleFile = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', sample);
const EVENT = 100;

/**
 * Images for the page of camera examples: of the sample's telescopes by our own pipeline, and toy images
 * of cameras of every kind from 64 to 40 000 pixels.
 */
export async function cameraExamples(): Promise<CameraExample[]> {
  return [
    await sampleExample(1, 'LST 1'),
    await sampleExample(5, 'MST 5'),
    ...(await Promise.all(toyCameras().map(toyExample))),
  ];
}

/** One telescope of the sample's event, calibrated, cleaned and parametrised. */
async function sampleExample(telId: number, name: string): Promise<CameraExample> {
  const event = await eventImage({ input: sampleFile, eventId: EVENT, telId });
  const { geometry, parameters } = event;
  return {
    id: `sample-${telId}`,
    title: `Event ${EVENT} · ${name} · ${geometry.name}`,
    isSimulation: event.isSimulation,
    frame: 'sky',
    unit: 'deg',
    shape: geometry.pixType,
    rotationDeg: geometry.pixRotation,
    ...positions(geometry),
    charge: rounded(event.image, 3),
    peakTime: rounded(event.peakTime, 2),
    mask: [...event.mask],
    border: [...borderPixelMask(geometry)],
    hillas: {
      x: parameters.hillas_fov_lon,
      y: parameters.hillas_fov_lat,
      length: parameters.hillas_length,
      width: parameters.hillas_width,
      psiDeg: parameters.hillas_psi,
      psiUncertaintyDeg: parameters.hillas_psi_uncertainty,
      label: `${parameters.hillas_intensity.toFixed(0)} p.e.`,
    },
    origin: { path: sample, obsId: event.obsId, eventId: EVENT, telId, quantity: 'image' },
  };
}

interface ToyCamera {
  readonly id: string;
  readonly title: string;
  readonly shape: PixelShape;
  readonly rotationDeg: number;
  /** Centres [m]. */
  readonly places: readonly (readonly [x: number, y: number])[];
  /** Width of each pixel [m]. */
  readonly widths: readonly number[];
  readonly model: ToyModel;
  /** Pixels without a value. */
  readonly broken?: readonly number[];
}

function toyCameras(): ToyCamera[] {
  const squares = squareLattice(48, 0.0062);
  const small = squareLattice(8, 0.1);
  const hexagons = hexagonLattice(0.0235, (x, y) => Math.hypot(x, y) < 0.5);
  const huge = hexagonLattice(0.008, (x, y) => Math.hypot(x, y) < 0.84).slice(0, 40_000);
  const spiral = sunflower(620, 0.021);
  const modules = squareModules();
  const shower = (scale: number): ToyModel => ({
    kind: 'shower',
    x: 0.25 * scale,
    y: 0.1 * scale,
    length: 0.22 * scale,
    width: 0.07 * scale,
    psi: 25,
    intensity: 3500,
    skewness: 0.3,
    timeIntercept: 20,
    timeGradient: 40 / scale,
  });
  const all = (places: readonly unknown[], width: number) => places.map(() => width);
  return [
    {
      id: 'square',
      title: `Toy square camera · ${squares.length} pixels`,
      shape: 'square',
      rotationDeg: 0,
      places: squares,
      widths: all(squares, 0.006),
      model: shower(0.14),
      broken: [300, 301, 302, 1700],
    },
    {
      id: 'modules',
      title: `Toy square camera in modules · ${modules.length} pixels`,
      shape: 'square',
      rotationDeg: 0,
      places: modules,
      widths: all(modules, 0.006),
      model: { ...shower(0.35), intensity: 20_000 },
    },
    {
      id: 'circle',
      title: `Toy circle camera · ${hexagons.length} pixels`,
      shape: 'circle',
      rotationDeg: 0,
      places: hexagons,
      widths: all(hexagons, 0.0235),
      model: { kind: 'ring', x: 0.05, y: -0.06, radius: 0.27, sigma: 0.02, intensity: 9000 },
      broken: [100, 700],
    },
    {
      id: 'irregular',
      title: `Toy irregular camera · ${spiral.length} pixels`,
      shape: 'hexagon',
      rotationDeg: 10,
      places: spiral.map(({ x, y }) => [x, y] as const),
      widths: spiral.map(({ width }) => width),
      model: shower(0.6),
    },
    {
      id: 'small',
      title: `Toy square camera · ${small.length} pixels`,
      shape: 'square',
      rotationDeg: 45,
      places: small.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2] as const),
      widths: all(small, 0.096),
      model: shower(0.4),
    },
    {
      id: 'huge',
      title: `Toy hexagon camera · ${huge.length} pixels`,
      shape: 'hexagon',
      rotationDeg: 0,
      places: huge,
      widths: all(huge, 0.0078),
      model: { ...shower(0.7), intensity: 60_000 },
    },
  ];
}

async function toyExample(camera: ToyCamera): Promise<CameraExample> {
  const { id, title, shape, rotationDeg, places, widths, model, broken = [] } = camera;
  const factor = { hexagon: Math.sqrt(3) / 2, square: 1, circle: Math.PI / 4 }[shape];
  const geometry: CameraGeometry = {
    name: title,
    frame: 'CameraFrame',
    nPixels: places.length,
    pixId: Int32Array.from(places.keys()),
    pixX: Float64Array.from(places, ([x]) => x),
    pixY: Float64Array.from(places, ([, y]) => y),
    pixArea: Float64Array.from(widths, (width) => factor * width * width),
    pixType: shape,
    pixRotation: rotationDeg,
    camRotation: 0,
    // Toy images need none.
    neighbors: { indptr: new Int32Array(places.length + 1), indices: new Int32Array(0) },
  };
  const { image, peakTime, signal } = await toyImages(geometry, [model], { nsbLevel: 2, seed: 4 });
  const charge: (number | null)[] = rounded(image, 3);
  for (const pixel of broken) charge[pixel] = null;
  return {
    id,
    title,
    isSimulation: true,
    frame: 'camera',
    unit: 'm',
    shape,
    rotationDeg,
    ...positions(geometry),
    charge,
    peakTime: rounded(peakTime, 2),
    mask: Array.from(signal, (photons) => (photons >= 4 ? 1 : 0)),
    ...(model.kind === 'ring'
      ? { muonRing: { x: model.x, y: model.y, radius: model.radius, label: 'muon' } }
      : {
          hillas: {
            x: model.x,
            y: model.y,
            length: model.length,
            width: model.width,
            psiDeg: model.psi,
            psiUncertaintyDeg: 4,
          },
          source: { x: 0, y: 0, label: 'source' },
          reconstructed: { x: -0.15 * model.length, y: 0.2 * model.length, label: 'reconstructed' },
        }),
  };
}

/** Positions and areas with the digits of single precision; one area when all are the same. */
function positions({ pixX, pixY, pixArea }: CameraGeometry) {
  const isSame = pixArea.every((area) => Math.abs(area - pixArea[0]) < 1e-6 * area);
  const short = (value: number) => Number(value.toPrecision(7));
  return {
    pixX: Array.from(pixX, short),
    pixY: Array.from(pixY, short),
    pixArea: isSame ? short(pixArea[0]) : Array.from(pixArea, short),
  };
}

function rounded(values: Float32Array, decimals: number): number[] {
  return Array.from(values, (value) => Number(value.toFixed(decimals)));
}

function squareLattice(side: number, pitch: number): [number, number][] {
  const at = (k: number) => (k - (side - 1) / 2) * pitch;
  return Array.from({ length: side * side }, (_, i) => [at(i % side), at(Math.floor(i / side))]);
}

/** 177 modules of 8 × 8 pixels as the Schwarzschild–Couder telescope has them, with gaps between. */
function squareModules(): [number, number][] {
  const perRow = [5, 9, 11, 13, 13, 15, 15, 15, 15, 15, 13, 13, 11, 9, 5];
  return perRow.flatMap((count, row) =>
    Array.from({ length: count }, (_, column) =>
      squareLattice(8, 0.0062).map(([x, y]): [number, number] => [
        x + (column - (count - 1) / 2) * 0.0515,
        y + (row - 7) * 0.0515,
      ]),
    ).flat(),
  );
}

/** A lattice of hexagons that stand on a corner, of those for which `within` holds. */
function hexagonLattice(
  pitch: number,
  within: (x: number, y: number) => boolean,
): [number, number][] {
  const places: [number, number][] = [];
  const reach = Math.ceil(1.2 / pitch);
  for (let row = -reach; row <= reach; row++) {
    for (let column = -reach; column <= reach; column++) {
      const x = (column + (row % 2 === 0 ? 0 : 0.5)) * pitch;
      const y = row * pitch * (Math.sqrt(3) / 2);
      if (within(x, y)) places.push([x, y]);
    }
  }
  return places;
}

/** Pixels on a spiral, larger outwards, none overlapping another. */
function sunflower(n: number, width: number) {
  const turn = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: n }, (_, k) => {
    const part = (k + 0.5) / n;
    const radius = width * 0.62 * Math.sqrt(n) * part ** 0.62;
    const angle = k * turn;
    return {
      x: radius * Math.cos(angle),
      y: radius * Math.sin(angle),
      width: width * (0.5 + 0.5 * Math.sqrt(part)),
    };
  });
}
