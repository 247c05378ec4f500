import type { ReflectorShape, SizeType } from './optics-description.ts';
import { sizeTypeFromMirrorArea } from './size-type.ts';

/** What can be known of a telescope whose file gives no names. */
export interface TelescopeGuess {
  readonly sizeType: SizeType;
  readonly opticsName: string;
  readonly cameraName: string;
  /** 1 or 2; -1 where unknown. */
  readonly nMirrors: number;
  readonly reflectorShape: ReflectorShape;
}

interface KnownTelescope extends TelescopeGuess {
  readonly nPixels: number;
  /** Focal length [m], two decimals. */
  readonly focalLength: number;
  /** Number of mirror tiles, where it is needed to tell telescopes apart. */
  readonly nMirrorTiles?: number;
}

const knownTelescopes: readonly KnownTelescope[] = (
  [
    [2048, 2.28, undefined, 'SST', 'GCT', 'CHEC', 2, 'SCHWARZSCHILD_COUDER'],
    [2368, 2.15, undefined, 'SST', 'ASTRI', 'ASTRICam', 2, 'SCHWARZSCHILD_COUDER'],
    [2048, 2.15, undefined, 'SST', 'ASTRI', 'CHEC', 2, 'SCHWARZSCHILD_COUDER'],
    [1296, 5.6, undefined, 'SST', '1M', 'DigiCam', 1, 'DAVIES_COTTON'],
    [1764, 16, undefined, 'MST', 'MST', 'FlashCam', 1, 'HYBRID'],
    [1855, 16, undefined, 'MST', 'MST', 'NectarCam', 1, 'HYBRID'],
    [1855, 28, undefined, 'LST', 'LST', 'LSTCam', 1, 'PARABOLIC'],
    [11328, 5.59, undefined, 'MST', 'SCT', 'SCTCam', 1, 'SCHWARZSCHILD_COUDER'],
    [1039, 16.97, 964, 'LST', 'MAGIC-1', 'MAGICCam', 1, 'PARABOLIC'],
    [1039, 16.97, 247, 'LST', 'MAGIC-2', 'MAGICCam', 1, 'PARABOLIC'],
    [1039, 17, 964, 'LST', 'MAGIC-1', 'MAGICCam', 1, 'PARABOLIC'],
    [1039, 17, 247, 'LST', 'MAGIC-2', 'MAGICCam', 1, 'PARABOLIC'],
    [960, 15, undefined, 'MST', 'HESS-I', 'HESS-I', 1, 'DAVIES_COTTON'],
    [2048, 36, undefined, 'LST', 'HESS-II', 'HESS-II', 1, 'PARABOLIC'],
    [1440, 4.89, undefined, 'SST', 'FACT', 'FACT', 1, 'HYBRID'],
  ] as const
).map(
  ([
    nPixels,
    focalLength,
    nMirrorTiles,
    sizeType,
    opticsName,
    cameraName,
    nMirrors,
    reflectorShape,
  ]) => ({
    nPixels,
    focalLength,
    ...(nMirrorTiles === undefined ? {} : { nMirrorTiles }),
    sizeType,
    opticsName,
    cameraName,
    nMirrors,
    reflectorShape,
  }),
);

/**
 * Recognises a telescope by its numbers of pixels and mirror tiles and its focal length rounded to
 * cm. The telescopes and names are those of ctapipe 0.32 (`ctapipe.instrument.guess`).
 *
 * @param focalLength equivalent focal length [m]
 * @returns undefined when there is no such telescope
 */
export function guessTelescope(
  nPixels: number,
  focalLength: number,
  nMirrorTiles: number,
): TelescopeGuess | undefined {
  const rounded = Number(focalLength.toFixed(2));
  const found = knownTelescopes.find(
    (known) =>
      known.nPixels === nPixels &&
      known.focalLength === rounded &&
      (known.nMirrorTiles ?? nMirrorTiles) === nMirrorTiles,
  );
  if (found === undefined) return undefined;
  const { sizeType, opticsName, cameraName, nMirrors, reflectorShape } = found;
  return { sizeType, opticsName, cameraName, nMirrors, reflectorShape };
}

/**
 * Names of a telescope that nothing is known of but its mirror area and number of pixels, such as
 * `UNKNOWN-100M2` with `UNKNOWN-1855PX`. As `unknown_telescope` of ctapipe.
 *
 * @param mirrorArea [m²]
 */
export function unknownTelescope(mirrorArea: number, nPixels: number): TelescopeGuess {
  // Halves go to the even number, as Python writes them.
  const halfway = mirrorArea % 1 === 0.5;
  const area = halfway ? 2 * Math.round(mirrorArea / 2) : Math.round(mirrorArea);
  return {
    sizeType: sizeTypeFromMirrorArea(mirrorArea),
    opticsName: `UNKNOWN-${area}M2`,
    cameraName: `UNKNOWN-${nPixels}PX`,
    nMirrors: -1,
    reflectorShape: 'UNKNOWN',
  };
}
