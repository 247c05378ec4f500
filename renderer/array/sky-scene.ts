import type { ArrayEvent } from '../../core/contract/records/event.ts';
import { valueText } from '../camera/value-text.ts';
import { eventShowers, type GroundShower, imageCharge } from './ground-scene.ts';

/** A place on the sky around the pointing of the array [deg]: u with azimuth, v with altitude. */
export interface SkyPlace {
  readonly u: number;
  readonly v: number;
}

/** An image on the sky. */
export interface SkyImage extends SkyPlace {
  readonly telId: number;
  /** Major axis, from growing u to growing v [rad]. */
  readonly angle: number;
  /** [p.e.] */
  readonly charge: number | undefined;
  /** Where its telescope points. */
  readonly pointing: SkyPlace;
}

/** A direction of a shower. */
export interface SkyShower extends SkyPlace {
  readonly kind: GroundShower['kind'];
  readonly name: string;
}

/** Images with an axis, by their centroids. */
export function skyImages(event: ArrayEvent | undefined): SkyImage[] {
  return (event?.telescopes ?? []).flatMap((image) => {
    const { onSky, telId } = image;
    if (!onSky?.axis) return [];
    const { axis, pointingLonDeg, pointingLatDeg } = onSky;
    return [
      {
        telId,
        u: axis.lonDeg,
        v: axis.latDeg,
        angle: (axis.psiDeg * Math.PI) / 180,
        charge: imageCharge(image),
        pointing: { u: pointingLonDeg, v: pointingLatDeg },
      },
    ];
  });
}

/** Where the telescopes point; the same direction once. */
export function skyPointings(event: ArrayEvent | undefined): SkyPlace[] {
  const places = new Map<string, SkyPlace>();
  for (const { onSky } of event?.telescopes ?? []) {
    if (onSky === null) continue;
    const [u, v] = [onSky.pointingLonDeg, onSky.pointingLatDeg];
    places.set(`${u.toFixed(4)} ${v.toFixed(4)}`, { u, v });
  }
  return [...places.values()];
}

/** Directions of the showers of an event: the true one first. */
export function skyShowers(event: ArrayEvent | undefined): SkyShower[] {
  return eventShowers(event).flatMap(({ kind, name, shower }) =>
    shower.onSky === null ? [] : [{ kind, name, u: shower.onSky.lonDeg, v: shower.onSky.latDeg }],
  );
}

/** Angle between two places of the sky [deg]; u and v are longitude and latitude on a sphere (haversine). */
export function skySeparation(a: SkyPlace, b: SkyPlace): number {
  const radians = Math.PI / 180;
  const [du, dv] = [(a.u - b.u) * radians, (a.v - b.v) * radians];
  const h =
    Math.sin(dv / 2) ** 2 +
    Math.cos(a.v * radians) * Math.cos(b.v * radians) * Math.sin(du / 2) ** 2;
  return (2 * Math.asin(Math.min(1, Math.sqrt(h)))) / radians;
}

/** What is said of an image that is pointed at. */
export function skyImageTip({ telId, charge, u, v }: SkyImage): string[] {
  return [
    `Telescope ${telId}`,
    ...(charge === undefined ? [] : [`Charge ${valueText(charge)} p.e.`]),
    `Centroid ${valueText(u)}°, ${valueText(v)}°`,
  ];
}
