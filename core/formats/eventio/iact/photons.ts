import { BUNCH_COLUMNS, decodePhotonBunches } from '../../../native/decode-photon-bunches.ts';
import { checkStatus } from '../check-status.ts';
import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** What the head of an object of photon bunches says. */
export interface PhotonsHead {
  readonly array: number;
  readonly telescope: number;
  readonly nPhotons: number;
  readonly nBunches: number;
  /** The object holds the particles at observation level instead of photons. */
  readonly isParticles: boolean;
}

/** Photon bunches; columns of shape (number of bunches). */
export interface Photons {
  /** Impact position relative to the telescope [cm]. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Direction cosines. */
  readonly cx: Float32Array;
  readonly cy: Float32Array;
  /** Since the first interaction [ns]. */
  readonly time: Float32Array;
  /** Emission height [cm a.s.l.]. */
  readonly zem: Float32Array;
  readonly photons: Float32Array;
  /** [nm] */
  readonly wavelength: Float32Array;
}

/** The particles that emitted bunches, where the simulation kept them. */
export interface Emitters {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly mass: Float32Array;
  readonly charge: Float32Array;
  readonly time: Float32Array;
  readonly emissionTime: Float32Array;
  readonly energy: Float32Array;
  readonly wavelength: Float32Array;
}

/** Particles at observation level (written by IACTEXT as telescope 999 of array 999). */
export interface Particles {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly cx: Float32Array;
  readonly cy: Float32Array;
  readonly time: Float32Array;
  readonly momentum: Float32Array;
  readonly weight: Float32Array;
  readonly particleId: Float32Array;
}

/** Content of an object of photon bunches (type 1205). */
export type PhotonsContent =
  | { readonly head: PhotonsHead; readonly photons: Photons; readonly emitters?: Emitters }
  | { readonly head: PhotonsHead; readonly particles: Particles };

const PARTICLES_ID = 999_999;
const HEAD_LENGTH = 12;

/** Reads the head of photon bunches (type 1205) without the bunches. @throws `format-damaged` */
export function decodePhotonsHead(object: EventIoObject): PhotonsHead {
  const reader = new PayloadReader(object);
  return {
    array: reader.int16(),
    telescope: reader.int16(),
    nPhotons: reader.float32(),
    nBunches: reader.int32(),
    isParticles: object.id === PARTICLES_ID,
  };
}

/**
 * Decodes photon bunches (type 1205), compact (versions 1000 …) or not.
 *
 * @throws PhotoelectronError `format-damaged`
 */
export async function decodePhotons(object: EventIoObject): Promise<PhotonsContent> {
  const head = decodePhotonsHead(object);
  const compact = Math.floor(object.version / 1000) === 1;
  const bytes = object.payload.subarray(HEAD_LENGTH);
  const { nBunches, isParticles } = head;
  const bunchLength = BUNCH_COLUMNS * (compact ? 2 : 4);
  if (nBunches < 0 || nBunches * bunchLength > bytes.length) {
    throw new PayloadReader(object).damaged(
      `it claims ${nBunches} bunches in ${bytes.length} bytes`,
    );
  }
  const { status, columns, nEmitters } = await decodePhotonBunches(
    bytes,
    nBunches,
    compact,
    !isParticles,
  );
  checkStatus(object, status);
  const nPhotons = nBunches - nEmitters;
  const column = (k: number, from: number, to: number): Float32Array =>
    columns.subarray(k * nBunches + from, k * nBunches + to);
  const common = (from: number, to: number) => ({
    x: column(0, from, to),
    y: column(1, from, to),
    time: column(4, from, to),
  });
  if (isParticles) {
    return {
      head,
      particles: {
        ...common(0, nBunches),
        cx: column(2, 0, nBunches),
        cy: column(3, 0, nBunches),
        momentum: column(5, 0, nBunches),
        weight: column(6, 0, nBunches),
        particleId: column(7, 0, nBunches),
      },
    };
  }
  const photons = {
    ...common(0, nPhotons),
    cx: column(2, 0, nPhotons),
    cy: column(3, 0, nPhotons),
    zem: column(5, 0, nPhotons),
    photons: column(6, 0, nPhotons),
    wavelength: column(7, 0, nPhotons),
  };
  if (nEmitters === 0) return { head, photons };
  return {
    head,
    photons,
    emitters: {
      ...common(nPhotons, nBunches),
      mass: column(2, nPhotons, nBunches),
      charge: column(3, nPhotons, nBunches),
      emissionTime: column(5, nPhotons, nBunches),
      energy: column(6, nPhotons, nBunches),
      wavelength: column(7, nPhotons, nBunches),
    },
  };
}
