import { describe, expect, it } from 'vitest';
import { muonRings } from '../../../core/native/muon-rings.ts';
import { hexCamera } from './hex-camera.ts';

const camera = hexCamera(20);
const [x, y, radius] = [0.12, -0.2, 1.1];
const image = Float32Array.from(camera.pixX, (px, i) => {
  const distance = Math.hypot(px - x, camera.pixY[i] - y);
  return 100 * Math.exp(-0.5 * ((distance - radius) / 0.05) ** 2);
});
const mask = image.map((charge) => (charge > 5 ? 1 : 0));
const input = { image, mask: Uint8Array.from(mask) };

describe('muonRings', () => {
  it.each(['kundu_chaudhuri', 'kundu_chaudhuri_taubin'] as const)(
    '%s finds a ring drawn with a compass',
    async (fitMethod) => {
      const { columns, ringPixels } = await muonRings(camera, input, { fitMethod });
      expect(columns.muonring_center_fov_lon[0]).toBeCloseTo(x, 2);
      expect(columns.muonring_center_fov_lat[0]).toBeCloseTo(y, 2);
      expect(Math.abs(columns.muonring_radius[0] - radius)).toBeLessThan(0.01);
      expect(columns.muonring_center_phi[0]).toBeCloseTo((Math.atan2(y, x) * 180) / Math.PI, 0);
      expect(columns.muonparameters_completeness[0]).toBe(1);
      expect(columns.muonparameters_containment[0]).toBe(1);
      expect(columns.muonparameters_n_pixels_in_ring[0]).toBe(mask.reduce((n, one) => n + one, 0));
      expect(columns.muonparameters_radial_std_dev[0]).toBeCloseTo(0.05, 2);
      expect(ringPixels[0]).toBeGreaterThan(columns.muonparameters_n_pixels_in_ring[0]);
    },
  );

  it('leaves NaN and -1 where an image is not evaluated', async () => {
    const { columns, ringPixels } = await muonRings(camera, {
      ...input,
      evaluate: Uint8Array.of(0),
    });
    expect(columns.muonring_radius[0]).toBeNaN();
    expect(columns.muonparameters_n_pixels_in_ring[0]).toBe(-1);
    expect(ringPixels[0]).toBe(0);
  });

  it('asks for the telescope frame', async () => {
    await expect(muonRings({ ...camera, frame: 'CameraFrame' }, input)).rejects.toThrow(
      'Muon rings are fitted in the telescope frame, but the geometry is in the CameraFrame.',
    );
  });
});
