import type {
  ArrayEvent,
  SessionTelescope,
  Shower,
  TelescopeEvent,
} from '../../core/contract/records/event.ts';
import { valueText } from '../camera/value-text.ts';

/** A place on the map of the ground [m]: u to east, v to north. */
export interface GroundPlace {
  readonly u: number;
  readonly v: number;
}

/** A telescope on the map. */
export interface GroundTelescope extends GroundPlace {
  readonly telId: number;
  readonly name: string;
  readonly type: string;
  /** Radius of a mirror of the same area [m]. */
  readonly mirrorRadius: number;
  readonly hasTriggered: boolean;
  readonly hasImage: boolean;
  /** Charge of the image [p.e.] and its mean peak time [ns]; undefined without parameters. */
  readonly charge: number | undefined;
  readonly time: number | undefined;
  /** Line on which the shower fell as the image has it, with its angle from east to north [rad]. */
  readonly axis: (GroundPlace & { readonly angle: number }) | undefined;
  /** Distance to the axis of a shower [m], by its name. */
  readonly impactDistances: readonly (readonly [name: string, distance: number])[];
}

/** Where a shower fell. */
export interface GroundShower extends GroundPlace {
  readonly kind: 'true' | 'reconstructed';
  /** `True` or the name of the reconstructor. */
  readonly name: string;
}

/** Where a point of the ground frame (x to north, y to west) is on the map. */
export function groundPlace(x: number, y: number): GroundPlace {
  return { u: -y, v: x };
}

/** Telescopes of the array with what they saw of an event. */
export function groundTelescopes(
  telescopes: readonly SessionTelescope[],
  event: ArrayEvent | undefined,
): GroundTelescope[] {
  const seen = new Map(event?.telescopes.map((each) => [each.telId, each]));
  const triggered = new Set(event?.triggeredTelIds);
  return telescopes.map(({ telId, name, type, x, y, mirrorAreaM2 }) => {
    const image = seen.get(telId);
    return {
      telId,
      name,
      type,
      ...groundPlace(x, y),
      mirrorRadius: Math.sqrt((mirrorAreaM2 ?? 0) / Math.PI),
      hasTriggered: triggered.has(telId),
      hasImage: image !== undefined,
      charge: imageCharge(image),
      time: image?.parameters['peak_time_mean'] ?? undefined,
      axis: axisOnMap(image),
      impactDistances: impactDistances(image),
    };
  });
}

/** Charge of the surviving pixels [p.e.], in whichever frame the parameters are. */
export function imageCharge(image: TelescopeEvent | undefined): number | undefined {
  const { parameters = {} } = image ?? {};
  return parameters['hillas_intensity'] ?? parameters['camera_frame_hillas_intensity'] ?? undefined;
}

function axisOnMap(image: TelescopeEvent | undefined): GroundTelescope['axis'] {
  if (!image?.axisOnGround) return undefined;
  const { x, y, angleDeg } = image.axisOnGround;
  const angle = (angleDeg * Math.PI) / 180;
  // The direction (cos, sin) to north and west.
  return { ...groundPlace(x, y), angle: Math.atan2(Math.cos(angle), -Math.sin(angle)) };
}

const DISTANCE = /^(.*)_tel_impact_distance$/;

function impactDistances(image: TelescopeEvent | undefined): GroundTelescope['impactDistances'] {
  return Object.entries(image?.parameters ?? {}).flatMap(([column, distance]) => {
    if (distance === null) return [];
    if (column === 'true_impact_distance') return [['True', distance] as const];
    const name = DISTANCE.exec(column)?.[1];
    return name === undefined ? [] : [[name, distance] as const];
  });
}

/** Where the showers of an event fell: the true one first. */
export function groundShowers(event: ArrayEvent | undefined): GroundShower[] {
  return eventShowers(event).flatMap(({ kind, name, shower }) =>
    shower.coreX === null || shower.coreY === null
      ? []
      : [{ kind, name, ...groundPlace(shower.coreX, shower.coreY) }],
  );
}

/** The true shower of an event, if there is one, and those that were reconstructed. */
export function eventShowers(
  event: ArrayEvent | undefined,
): { readonly kind: GroundShower['kind']; readonly name: string; readonly shower: Shower }[] {
  if (event === undefined) return [];
  return [
    ...(event.truth === null ? [] : [{ kind: 'true' as const, name: 'True', shower: event.truth }]),
    ...Object.entries(event.reconstructed).map(([name, shower]) => ({
      kind: 'reconstructed' as const,
      name,
      shower,
    })),
  ];
}

/** What is said of a telescope that is pointed at. */
export function telescopeTip(telescope: GroundTelescope): string[] {
  const {
    telId,
    name,
    charge,
    time,
    hasImage,
    hasTriggered,
    impactDistances: distances,
  } = telescope;
  return [
    `Telescope ${telId} · ${name}`,
    ...(charge === undefined ? [] : [`Charge ${valueText(charge)} p.e.`]),
    ...(time === undefined ? [] : [`Mean peak time ${valueText(time)} ns`]),
    ...(hasImage && charge === undefined ? ['Nothing survived cleaning'] : []),
    ...(hasImage ? [] : [hasTriggered ? 'Triggered, no image' : 'Did not trigger']),
    ...distances.map(([of, distance]) => `Impact distance ${valueText(distance)} m (${of})`),
  ];
}
