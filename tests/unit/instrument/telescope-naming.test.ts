import { describe, expect, it } from 'vitest';
import { focalLength } from '../../../core/instrument/focal-length.ts';
import { guessTelescope, unknownTelescope } from '../../../core/instrument/guess-telescope.ts';
import { sizeTypeFromMirrorArea } from '../../../core/instrument/size-type.ts';
import { telescopeType } from '../../../core/instrument/telescope-type.ts';

const optics = {
  name: 'LST',
  sizeType: 'LST',
  reflectorShape: 'PARABOLIC',
  equivalentFocalLength: 28,
  effectiveFocalLength: NaN,
  nMirrors: 1,
  nMirrorTiles: 198,
  mirrorArea: 386.7,
} as const;

describe('naming of telescopes', () => {
  it('recognises telescopes by pixels, focal length to the cm, and tiles where needed', () => {
    expect(guessTelescope(1855, Math.fround(28), 198)?.cameraName).toBe('LSTCam');
    expect(guessTelescope(2048, Math.fround(2.283), 0)?.opticsName).toBe('GCT');
    expect(guessTelescope(1039, 16.97, 964)?.opticsName).toBe('MAGIC-1');
    expect(guessTelescope(1039, 17, 247)?.opticsName).toBe('MAGIC-2');
    expect(guessTelescope(1039, 17, 1)).toBeUndefined();
    expect(guessTelescope(7987, 28, 198)).toBeUndefined();
  });

  it('names what it does not know by area and pixels, halves to the even number', () => {
    expect(unknownTelescope(386.7, 7987)).toEqual({
      sizeType: 'LST',
      opticsName: 'UNKNOWN-387M2',
      cameraName: 'UNKNOWN-7987PX',
      nMirrors: -1,
      reflectorShape: 'UNKNOWN',
    });
    expect(unknownTelescope(0.5, 1).opticsName).toBe('UNKNOWN-0M2');
    expect(unknownTelescope(1.5, 1).opticsName).toBe('UNKNOWN-2M2');
    expect(unknownTelescope(2.5, 1).opticsName).toBe('UNKNOWN-2M2');
  });

  it('classes sizes by the mirror diameter', () => {
    expect(sizeTypeFromMirrorArea(Math.PI * 3.99 ** 2)).toBe('SST');
    expect(sizeTypeFromMirrorArea(Math.PI * 4 ** 2 + 1e-9)).toBe('MST');
    expect(sizeTypeFromMirrorArea(Math.PI * 8.01 ** 2)).toBe('LST');
  });

  it('joins size, optics and camera', () => {
    expect(telescopeType(optics, 'LSTCam')).toBe('LST_LST_LSTCam');
  });

  it('names the option when the effective focal length is missing', () => {
    expect(focalLength(optics, 'EQUIVALENT')).toBe(28);
    expect(focalLength({ ...optics, effectiveFocalLength: 29.3 }, 'EFFECTIVE')).toBe(29.3);
    expect(() => focalLength(optics, 'EFFECTIVE')).toThrow(
      'source.focal_length_choice: EQUIVALENT',
    );
  });
});
