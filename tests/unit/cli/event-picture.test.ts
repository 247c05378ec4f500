import { describe, expect, it } from 'vitest';
import { eventPicture } from '../../../core/cli/event-picture.ts';
import type { EventImage } from '../../../core/processing/event-image-request.ts';
import { flower, toyCamera } from '../pictures/toy-camera.ts';

const event: EventImage = {
  input: 'a.simtel',
  obsId: 4,
  eventId: 100,
  telId: 7,
  telescopeType: 'LST_LST_LSTCam',
  isSimulation: true,
  geometry: toyCamera('hexagon', flower),
  image: Float32Array.of(10, 5, 0, -1, 2, 3, 4),
  peakTime: Float32Array.of(20, 22, 90, 0, 25, 1, 2),
  mask: Uint8Array.of(1, 1, 0, 0, 1, 0, 0),
  parameters: { hillas_intensity: 12345.67, hillas_fov_lon: 0.5, hillas_psi: -12.345 },
  time: '2022-03-07T16:30:12.933085000',
  trueEnergy: 0.0432,
};

describe('eventPicture', () => {
  it('states event, time scale, energy and parameters', () => {
    const picture = eventPicture(event);
    expect(picture.title).toBe('Event 100 · Telescope 7');
    expect(picture.subtitle).toBe('LST_LST_LSTCam · run 4 · 2022-03-07 16:30:12.933085 TAI');
    expect(picture.label).toBe('Simulation · 43.2 GeV');
    expect(picture.image).toBe(event.image);
    expect(Object.fromEntries(picture.parameters ?? [])).toMatchObject({
      'Intensity [p.e.]': '12\u2009345.7',
      'ψ [deg]': '−12.35',
      'Width [deg]': 'n/a',
    });
    expect(eventPicture({ ...event, isSimulation: false })).not.toHaveProperty('label');
    expect(eventPicture({ ...event, trueEnergy: 1.296 }).label).toBe('Simulation · 1.30 TeV');
    expect(eventPicture({ ...event, time: '2022-03-07T16:30:12.000000000' }).subtitle).toContain(
      '16:30:12 TAI',
    );
  });

  it('draws the peak times of the cleaned pixels', () => {
    expect(eventPicture(event, { quantity: 'peak_time' })).toMatchObject({
      image: Float32Array.of(20, 22, NaN, NaN, 25, NaN, NaN),
      unit: 'ns',
      range: [20, 25],
    });
  });
});
