import { beforeAll, describe, expect, it } from 'vitest';
import { backgroundRate2d, backgroundRate3d } from '../../core/irf/background-rate.ts';
import { evaluateBinnedCut } from '../../core/irf/binned-cut.ts';
import {
  effectiveAreaPerEnergy,
  effectiveAreaPerEnergyAndOffset,
} from '../../core/irf/effective-area.ts';
import { createBinsPerDecade } from '../../core/irf/energy-bins.ts';
import { energyDispersion } from '../../core/irf/energy-dispersion.ts';
import {
  crabHegra,
  crabMagicJheap2015,
  irfdocElectron,
  irfdocProton,
  pdgAllParticle,
} from '../../core/irf/known-spectra.ts';
import { liMaSignificance } from '../../core/irf/li-ma-significance.ts';
import { optimizeCuts } from '../../core/irf/optimize-cuts.ts';
import { percentileCut } from '../../core/irf/percentile-cut.ts';
import { psfTable } from '../../core/irf/psf-table.ts';
import { relativeSensitivity } from '../../core/irf/relative-sensitivity.ts';
import { angularResolution, energyBiasResolution } from '../../core/irf/resolution.ts';
import { type SimulatedEvents, simulatedSpectrum } from '../../core/irf/simulated-events.ts';
import { fluxAt, type Spectrum } from '../../core/irf/spectrum.ts';
import { peerArray, type PeerResult } from './exchange.ts';
import { runPeer } from './run-peer.ts';

const obsTime = 50 * 3600;
const point: SimulatedEvents = {
  nShowers: 1e7,
  energyMin: 0.005,
  energyMax: 200,
  maxImpact: 1500,
  spectralIndex: -2,
  viewconeMin: 0,
  viewconeMax: 0,
};
const cone: SimulatedEvents = { ...point, viewconeMax: 6 };

let result: PeerResult;
beforeAll(async () => {
  result = await runPeer('irf.py', []);
});

const numbers = (name: string) => peerArray(result, name, 'float64');
const events = () => ({
  trueEnergy: numbers('true_energy'),
  recoEnergy: numbers('reco_energy'),
  trueOffset: numbers('offset'),
  recoOffset: numbers('offset'),
  theta: numbers('theta'),
  weight: numbers('weight'),
  recoLon: numbers('lon'),
  recoLat: numbers('lat'),
});

/** Equal to 1e-9, NaN where the reference has NaN, as parity.md asks. */
function expectSame(ours: ArrayLike<number>, name: string, relative = 1e-9): void {
  const theirs = numbers(name);
  expect(ours.length, name).toBe(theirs.length);
  for (const [i, theirValue] of theirs.entries()) {
    const ourValue = ours[i];
    const isSame =
      Object.is(ourValue, theirValue) ||
      ourValue === theirValue ||
      Math.abs(ourValue - theirValue) <= relative * Math.abs(theirValue);
    expect(isSame, `${name}[${i}]: ${ourValue}, reference ${theirValue}`).toBe(true);
  }
}

describe('spectra and weights agree with pyirf', () => {
  it.each([
    ['CRAB_HEGRA', crabHegra],
    ['CRAB_MAGIC_JHEAP2015', crabMagicJheap2015],
    ['PDG_ALL_PARTICLE', pdgAllParticle],
    ['IRFDOC_PROTON_SPECTRUM', irfdocProton],
    ['IRFDOC_ELECTRON_SPECTRUM', irfdocElectron],
  ] as const)('%s', (name, spectrum) => {
    expectSame(fluxAt(spectrum, numbers('energies')), name);
  });

  it('a table, within and beyond its ends', () => {
    const table: Spectrum = {
      kind: 'table',
      normalization: 1,
      referenceEnergy: 1,
      isDiffuse: true,
      energy: numbers('table_energy'),
      flux: numbers('table_flux'),
    };
    expectSame(fluxAt(table, numbers('energies')), 'table_values');
  });

  it('simulations and the weights of their events', () => {
    for (const [name, simulated] of Object.entries({ point, cone })) {
      const ratio =
        simulatedSpectrum(simulated, obsTime).normalization /
        Number(result.notes[`normalization ${name}`]);
      expect(Math.abs(ratio - 1)).toBeLessThan(1e-9);
    }
    const energy = numbers('true_energy');
    const target = fluxAt(crabHegra, energy);
    const made = fluxAt(simulatedSpectrum(point, obsTime), energy);
    expectSame(
      target.map((flux, i) => flux / made[i]),
      'event_weights',
    );
  });
});

describe('bins and cuts agree with pyirf', () => {
  it('bins', () => {
    expectSame(createBinsPerDecade(0.01, 100, 5), 'energy_edges');
    expectSame(createBinsPerDecade(0.013, 77, 7), 'uneven_edges');
  });

  it('percentile cuts, clipped and smoothed, and who passes them', () => {
    const { theta, recoEnergy } = events();
    const edges = numbers('energy_edges');
    const options = { fillValue: 0.32, minValue: 0.05, maxValue: 0.32 };
    const cut = percentileCut(theta, recoEnergy, edges, options);
    expectSame(cut.cut, 'theta_cut');
    expectSame(cut.nEvents, 'theta_cut_events');
    const passed = evaluateBinnedCut(cut, theta, recoEnergy, 'atMost');
    expect(passed).toEqual(result.arrays.get('theta_passed')?.data);
    const smoothing = { percentile: 60, fillValue: 0, smoothing: 1.3, minEvents: 30 };
    expectSame(
      percentileCut(numbers('gammaness'), recoEnergy, edges, smoothing).cut,
      'gammaness_cut',
    );
  });
});

describe('significance and sensitivity agree with pyirf', () => {
  it('Li & Ma', () => {
    const nOff = numbers('n_off');
    const ours = numbers('n_on').map((n, i) => liMaSignificance(n, nOff[i], 0.2));
    // Exactly as many events as the background has: rounding gives the reference the root of −1e-15.
    const exact = 3;
    expect([ours[exact], numbers('li_ma')[exact]]).toEqual([0, NaN]);
    ours[exact] = NaN;
    expectSame(ours, 'li_ma', 1e-12);
  });

  it('sensitivity', () => {
    const nOff = numbers('n_off');
    const ours = numbers('n_on').map((n, i) => relativeSensitivity(n, nOff[i], 0.2).value);
    expectSame(ours, 'sensitivity');
  });
});

it('the cuts that give the best sensitivity are those of pyirf', () => {
  const of = (prefix: string) => ({
    recoEnergy: numbers(`${prefix} reco_energy`),
    gammaness: numbers(`${prefix} gh_score`),
    multiplicity: numbers(`${prefix} multiplicity`),
    weight: numbers(`${prefix} weight`),
    theta: numbers(`${prefix} theta`),
    recoOffset: numbers(`${prefix} reco_source_fov_offset`),
  });
  const efficiencies = Array.from(numbers('efficiencies'));
  const best = optimizeCuts(of('signal'), of('background'), {
    energyEdges: numbers('energy_edges'),
    multiplicityCuts: [2, 3, 4, 5],
    gammanessEfficiencies: efficiencies,
    thetaEfficiencies: efficiencies.toReversed(),
    offsetMax: 1.5,
    alpha: 0.2,
  });
  expectSame(best.multiplicity, 'best_multiplicity');
  expectSame(best.gammanessEfficiency, 'best_gammaness_efficiency');
  expectSame(best.thetaEfficiency, 'best_theta_efficiency');
  expectSame(best.gammaness.cut, 'best_gammaness');
  expectSame(best.theta.cut, 'best_theta');
  expectSame(
    best.sensitivity.map(({ value }) => value),
    'best_sensitivity',
  );
});

describe('response functions agree with pyirf', () => {
  it('effective area', () => {
    const edges = numbers('energy_edges');
    expectSame(effectiveAreaPerEnergy(events(), point, edges), 'aeff');
    const offsets = numbers('offset_edges');
    expectSame(effectiveAreaPerEnergyAndOffset(events(), cone, edges, offsets), 'aeff_offset');
  });

  it('energy dispersion', () => {
    const [edges, offsets] = [numbers('energy_edges'), numbers('offset_edges')];
    expectSame(energyDispersion(events(), edges, numbers('migration_edges'), offsets), 'edisp');
  });

  it('point spread function', () => {
    const [edges, offsets] = [numbers('energy_edges'), numbers('offset_edges')];
    expectSame(psfTable(events(), edges, offsets, numbers('theta_edges')), 'psf');
  });

  it('background', () => {
    const edges = numbers('energy_edges');
    const lon = numbers('lon_edges');
    expectSame(
      backgroundRate2d(events(), edges, numbers('offset_edges'), obsTime),
      'background_2d',
    );
    expectSame(backgroundRate3d(events(), edges, lon, lon, obsTime), 'background_3d');
  });

  it('angular and energy resolution', () => {
    const { theta, trueEnergy, recoEnergy } = events();
    const edges = numbers('energy_edges');
    expectSame(angularResolution(theta, trueEnergy, edges), 'angular_resolution');
    for (const kind of ['true', 'reco'] as const) {
      const { bias, resolution } = energyBiasResolution(trueEnergy, recoEnergy, edges, kind);
      expectSame(bias, `bias_${kind}`, 1e-8);
      expectSame(resolution, `resolution_${kind}`);
    }
  });
});
