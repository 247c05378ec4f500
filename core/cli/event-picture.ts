import type { CameraPicture } from '../pictures/camera-picture.ts';
import type { ScaleKind } from '../pictures/color-scale.ts';
import { numberText } from '../pictures/number-text.ts';
import type { ThemeName } from '../pictures/picture-theme.ts';
import type { EventImage } from '../processing/event-image-request.ts';

/** Choices of how an event is drawn; undefined means the default. */
export interface EventPictureStyle {
  /** Default `charge`. */
  readonly quantity?: 'charge' | 'peak_time' | undefined;
  readonly scale?: ScaleKind | undefined;
  readonly theme?: ThemeName | undefined;
}

/** The picture of one telescope event, with the texts that belong to it. */
export function eventPicture(event: EventImage, style: EventPictureStyle = {}): CameraPicture {
  const { geometry, image, peakTime, mask, parameters } = event;
  const sky = geometry.frame === 'TelescopeFrame';
  const prefix = sky ? 'hillas' : 'camera_frame_hillas';
  const unit = sky ? 'deg' : 'm';
  const value = (name: string) => parameters[name] ?? NaN;
  const [x, y] = sky ? (['fov_lon', 'fov_lat'] as const) : (['x', 'y'] as const);
  const cleanedTimes = [...peakTime].filter((_, pixel) => mask[pixel] === 1);
  const { quantity = 'charge', scale, theme } = style;
  return {
    geometry,
    ...(quantity === 'charge'
      ? { image, quantity: 'Charge', unit: 'p.e.' }
      : {
          // Pixels without a pulse have arbitrary times: only the cleaned ones are shown.
          image: peakTime.map((time, pixel) => (mask[pixel] === 1 ? time : NaN)),
          quantity: 'Peak time',
          unit: 'ns',
          ...(cleanedTimes.length > 0
            ? { range: [Math.min(...cleanedTimes), Math.max(...cleanedTimes)] as const }
            : {}),
        }),
    title: `Event ${event.eventId} · Telescope ${event.telId}`,
    subtitle: `${event.telescopeType} · run ${event.obsId} · ${timeText(event.time)}`,
    ...(event.isSimulation ? { label: simulationLabel(event.trueEnergy) } : {}),
    mask,
    ellipse: {
      x: value(`${prefix}_${x}`),
      y: value(`${prefix}_${y}`),
      length: value(`${prefix}_length`),
      width: value(`${prefix}_width`),
      psi: value(`${prefix}_psi`),
    },
    parameters: [
      ['Intensity [p.e.]', numberText(value(`${prefix}_intensity`), 1)],
      [`Length [${unit}]`, numberText(value(`${prefix}_length`), 4)],
      [`Width [${unit}]`, numberText(value(`${prefix}_width`), 4)],
      ['ψ [deg]', numberText(value(`${prefix}_psi`), 2)],
      [`${x} [${unit}]`, numberText(value(`${prefix}_${x}`), 3)],
      [`${y} [${unit}]`, numberText(value(`${prefix}_${y}`), 3)],
      ['Islands', numberText(value('morphology_n_islands'), 0)],
      ['Leakage 2', numberText(value('leakage_intensity_width_2'), 3)],
    ],
    ...(scale === undefined ? {} : { scale }),
    ...(theme === undefined ? {} : { theme }),
  };
}

/** `2022-03-07 16:30:12.933085 TAI` of an ISO 8601 time with nanoseconds. */
function timeText(time: string): string {
  return `${time
    .replace('T', ' ')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')} TAI`;
}

function simulationLabel(energy: number | undefined): string {
  if (energy === undefined || !Number.isFinite(energy)) return 'Simulation';
  const tera = energy >= 0.1;
  return `Simulation · ${numberText(tera ? energy : energy * 1000, tera ? 2 : 1)} ${tera ? 'TeV' : 'GeV'}`;
}
