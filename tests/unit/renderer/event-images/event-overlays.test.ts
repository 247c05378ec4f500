import { describe, expect, it } from 'vitest';
import {
  eventOverlays,
  hillasOf,
  overlayNames,
} from '../../../../renderer/event-images/event-overlays.ts';
import { toyCamera, toyTelescopeEvent } from './toy-event.ts';

const sky = {
  hillas_fov_lon: 0.5,
  hillas_fov_lat: -0.25,
  hillas_length: 0.2,
  hillas_width: 0.1,
  hillas_psi: 30,
  hillas_psi_uncertainty: 2,
};
const all = new Set(overlayNames);

describe('hillasOf', () => {
  it('takes the parameters of the sky', () => {
    expect(hillasOf(toyTelescopeEvent({ parameters: sky }))).toEqual({
      x: 0.5,
      y: -0.25,
      length: 0.2,
      width: 0.1,
      psiDeg: 30,
      psiUncertaintyDeg: 2,
    });
  });

  it('takes those of the camera frame', () => {
    const parameters = {
      camera_frame_hillas_x: 0.1,
      camera_frame_hillas_y: 0.2,
      camera_frame_hillas_length: 0.03,
      camera_frame_hillas_width: 0.02,
      camera_frame_hillas_psi: -80,
    };
    expect(hillasOf(toyTelescopeEvent({ parameters }))).toEqual({
      x: 0.1,
      y: 0.2,
      length: 0.03,
      width: 0.02,
      psiDeg: -80,
    });
  });

  it('has none for an image that was not parametrised', () => {
    const parameters = { ...sky, hillas_length: null };
    expect(hillasOf(toyTelescopeEvent({ parameters }))).toBeUndefined();
  });
});

describe('eventOverlays', () => {
  const event = toyTelescopeEvent({
    parameters: {
      ...sky,
      muonring_center_fov_lon: 0.1,
      muonring_center_fov_lat: 0,
      muonring_radius: 1.1,
    },
    directions: [
      { kind: 'true', name: '', x: 0.4, y: 0 },
      { kind: 'reconstructed', name: 'HillasReconstructor', x: 0.3, y: 0.1 },
    ],
  });

  it('shows everything that there is', () => {
    const overlays = eventOverlays(event, toyCamera(), all, 'LST 1');
    expect(overlays.source).toEqual({ x: 0.4, y: 0 });
    expect(overlays.reconstructed).toEqual([{ x: 0.3, y: 0.1 }]);
    expect(overlays.muonRing).toEqual({ x: 0.1, y: 0, radius: 1.1 });
    // The topmost pixel carries the label.
    expect(overlays.labels).toEqual([{ x: 0, y: 0.5, label: 'LST 1' }]);
    expect(overlays.mask).toBe(event.mask);
  });

  it('tells the results of several reconstructors apart', () => {
    const directions = ['HillasReconstructor', 'HillasIntersection'].map((name) => ({
      ...{ kind: 'reconstructed' as const, name, x: 0, y: 0 },
    }));
    const several = toyTelescopeEvent({ directions });
    const { reconstructed } = eventOverlays(several, toyCamera(), all);
    expect(reconstructed).toMatchObject([{ label: 'Hillas' }, { label: 'HillasIntersection' }]);
  });

  it('shows nothing that is switched off', () => {
    expect(eventOverlays(event, toyCamera(), new Set(), 'LST 1')).toEqual({});
  });

  it('tells ellipse and axis apart', () => {
    const { hillas } = eventOverlays(event, toyCamera(), new Set(['axis'] as const));
    expect(hillas).toMatchObject({ showsAxis: true, showsEllipse: false });
  });
});
