import type {
  ArrayEvent,
  SessionTelescope,
  Shower,
  TelescopeEvent,
} from '../../core/contract/records/event.ts';

const TRUE_CORE = { x: 40, y: 130 };
const DIRECTION = { lon: 0.45, lat: 0.3 };

/** Telescopes on two rings, three kinds. */
export const exampleTelescopes: readonly SessionTelescope[] = [
  ...ring(4, 70, 0.8, { type: 'LST_LST_LSTCam', mirrorAreaM2: 386, focalLengthM: 29.3 }),
  ...ring(11, 210, 0.2, { type: 'MST_MST_NectarCam', mirrorAreaM2: 106, focalLengthM: 16.4 }),
  ...ring(23, 420, 0, { type: 'SST_ASTRI_CHEC', mirrorAreaM2: 14, focalLengthM: 2.15 }),
].map((telescope, i) => ({ ...telescope, telId: i + 1 }));

function ring(
  count: number,
  radius: number,
  phase: number,
  kind: Pick<SessionTelescope, 'type' | 'mirrorAreaM2' | 'focalLengthM'>,
): SessionTelescope[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = phase + (2 * Math.PI * i) / count;
    return {
      ...kind,
      telId: 0,
      name: kind.type.split('_')[0],
      camera: 0,
      x: radius * Math.cos(angle),
      y: radius * Math.sin(angle),
      z: 0,
    };
  });
}

/** Image of a shower whose light falls with the square of the distance; its axes meet in core and direction. */
function imageOf({ telId, x, y, mirrorAreaM2 }: SessionTelescope): TelescopeEvent {
  const [dx, dy] = [TRUE_CORE.x - x, TRUE_CORE.y - y];
  const distance = Math.hypot(dx, dy);
  const toWest = Math.atan2(dy, dx);
  // In a camera the image lies away from the core as seen from the direction.
  const psi = Math.atan2(-dx, dy);
  const length = Math.min(2.5, distance / 120);
  return {
    telId,
    image: new Float32Array(),
    peakTime: new Float32Array(),
    mask: new Uint8Array(),
    island: new Int16Array(),
    trueImage: null,
    unusable: null,
    gain: null,
    parameters: {
      hillas_intensity: (4e4 * (mirrorAreaM2 ?? 0)) / (distance * distance + 2000),
      peak_time_mean: 15 + distance / 40,
      true_impact_distance: distance,
      HillasReconstructor_tel_impact_distance: distance + 6 * Math.sin(telId),
    },
    pointingAltDeg: 70,
    pointingAzDeg: 180,
    directions: [],
    onSky: {
      pointingLonDeg: 0,
      pointingLatDeg: 0,
      axis: {
        lonDeg: DIRECTION.lon - length * Math.cos(psi),
        latDeg: DIRECTION.lat - length * Math.sin(psi),
        psiDeg: ((psi + 0.02 * Math.sin(3 * telId)) * 180) / Math.PI,
      },
    },
    axisOnGround: { x, y, angleDeg: ((toWest + 0.02 * Math.sin(5 * telId)) * 180) / Math.PI },
  };
}

function shower(dx: number, dy: number, dLon: number, dLat: number): Shower {
  return {
    altDeg: 70 + DIRECTION.lat + dLat,
    azDeg: 180 + (DIRECTION.lon + dLon) / Math.cos((70 * Math.PI) / 180),
    onSky: { lonDeg: DIRECTION.lon + dLon, latDeg: DIRECTION.lat + dLat },
    coreX: TRUE_CORE.x + dx,
    coreY: TRUE_CORE.y + dy,
    energyTeV: 1.2,
    values: {},
  };
}

const images = exampleTelescopes
  .filter(({ x, y }) => Math.hypot(x - TRUE_CORE.x, y - TRUE_CORE.y) < 330)
  .map(imageOf);

/** An event that never was. */
export const exampleEvent: ArrayEvent = {
  index: 0,
  obsId: 1,
  eventId: 42,
  time: null,
  eventType: 'SUBARRAY',
  pointingAltDeg: 70,
  pointingAzDeg: 180,
  telescopes: images,
  triggeredTelIds: [...images.map(({ telId }) => telId), 30],
  reconstructed: {
    HillasReconstructor: shower(9, -7, 0.05, -0.03),
    HillasIntersection: shower(-14, 6, -0.07, 0.04),
  },
  truth: shower(0, 0, 0, 0),
  values: {},
};
