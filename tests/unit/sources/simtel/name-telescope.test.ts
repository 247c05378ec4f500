import { describe, expect, it } from 'vitest';
import { nameTelescope } from '../../../../core/sources/simtel/name-telescope.ts';

const lst = { nPixels: 1855, focalLength: 28, nMirrorTiles: 198, mirrorArea: 386.7 };
const names: readonly (readonly [string, string])[] = [
  ['OPTICS_CONFIG_NAME', 'MST-S'],
  ['CAMERA_CONFIG_NAME', 'FlashCam-2'],
];

describe('nameTelescope', () => {
  it('takes the names of the metaparameters', () => {
    const meta = new Map([...names, ['MIRROR_CLASS', '2']]);
    expect(nameTelescope(meta, lst)).toEqual({
      origin: 'metaparameters',
      sizeType: 'LST',
      opticsName: 'MST-S',
      cameraName: 'FlashCam-2',
      nMirrors: 2,
      reflectorShape: 'SCHWARZSCHILD_COUDER',
    });
  });

  it('tells reflectors of one mirror apart', () => {
    const shape = (...more: readonly (readonly [string, string])[]) =>
      nameTelescope(new Map([...names, ['MIRROR_CLASS', '0'], ...more]), lst).reflectorShape;
    expect(shape(['PARABOLIC_DISH', '1'])).toBe('PARABOLIC');
    expect(shape(['DISH_SHAPE_Length', '1600'], ['FOCAL_Length', '1600.0'])).toBe('DAVIES_COTTON');
    expect(shape(['DISH_SHAPE_Length', '1920'], ['FOCAL_Length', '1600'])).toBe('HYBRID');
    const solid = nameTelescope(new Map([...names, ['MIRROR_CLASS', '1']]), lst);
    expect([solid.reflectorShape, solid.nMirrors]).toEqual(['UNKNOWN', 1]);
  });

  it('guesses where names are missing or make no sense', () => {
    expect(nameTelescope(undefined, lst)).toMatchObject({ origin: 'known', cameraName: 'LSTCam' });
    expect(nameTelescope(new Map(names), lst).origin).toBe('known');
    const strange = new Map([...names, ['MIRROR_CLASS', '7'] as const]);
    expect(nameTelescope(strange, lst).origin).toBe('known');
    expect(nameTelescope(undefined, { ...lst, nPixels: 3 })).toMatchObject({
      origin: 'unknown',
      cameraName: 'UNKNOWN-3PX',
    });
  });
});
