import { describe, expect, it } from 'vitest';
import {
  type SimulatedEvents,
  simulatedPerEnergy,
  simulatedPerOffset,
  simulatedSpectrum,
} from '../../../core/irf/simulated-events.ts';
import { fluxAt } from '../../../core/irf/spectrum.ts';

const simulated: SimulatedEvents = {
  nShowers: 1000,
  energyMin: 1,
  energyMax: 100,
  maxImpact: 100,
  spectralIndex: -2,
  viewconeMin: 0,
  viewconeMax: 10,
};

describe('simulated events', () => {
  it('are all in the bins that cover them, in shares of the integral', () => {
    // ∫ E⁻² from 1 to 100 is 0.99; from 1 to 2 it is 0.5.
    const counts = simulatedPerEnergy(simulated, [0.1, 0.5, 2, 100, 1000]);
    expect(Array.from(counts)).toEqual(
      [0, 500 / 0.99, (1000 * 0.49) / 0.99, 0].map((n) => expect.closeTo(n, 9) as number),
    );
  });

  it('of index −1 are even in the logarithm', () => {
    const even = simulatedPerEnergy({ ...simulated, spectralIndex: -1 }, [1, 10, 100]);
    expect(Array.from(even)).toEqual([500, 500].map((n) => expect.closeTo(n, 9) as number));
    const { normalization } = simulatedSpectrum(
      { ...simulated, spectralIndex: -1, viewconeMax: 0 },
      10,
    );
    // 1000 showers over π (10⁴ cm)², 10 s and ln 100.
    expect(normalization * Math.PI * 1e8 * 10 * Math.log(100)).toBeCloseTo(1000, 9);
  });

  it('are even over the view cone, or all in one place', () => {
    const rings = simulatedPerOffset(simulated, [0, 5, 10, 20]);
    const part = (1 - Math.cos(Math.PI / 36)) / (1 - Math.cos(Math.PI / 18));
    expect(rings[0]).toBeCloseTo(part, 12);
    expect(rings[0] + rings[1]).toBeCloseTo(1, 12);
    expect(rings[2]).toBe(0);
    expect(simulatedPerOffset({ ...simulated, viewconeMax: 0 }, [0, 1, 2])).toEqual(
      Float64Array.of(1, 0),
    );
  });

  it('come again when their flux is integrated', () => {
    const spectrum = simulatedSpectrum({ ...simulated, viewconeMax: 0 }, 3600);
    const n = 20_000;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const energy = 100 ** ((i + 0.5) / n);
      sum += (fluxAt(spectrum, [energy])[0] * energy * Math.log(100)) / n;
    }
    expect(sum * Math.PI * 1e8 * 3600).toBeCloseTo(1000, 3);
  });

  it('must fall with energy', () => {
    expect(() => simulatedPerEnergy({ ...simulated, spectralIndex: -0.5 }, [1, 2])).toThrow(
      expect.objectContaining({ code: 'argument-invalid' }),
    );
  });
});
