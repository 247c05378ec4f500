import type { PowerLaw, Spectrum } from './spectrum.ts';

/** Crab nebula as HEGRA measured it: Aharonian et al., ApJ 614, 2004, 897; the usual reference. */
export const crabHegra: PowerLaw = {
  kind: 'power-law',
  normalization: 2.83e-11,
  index: -2.62,
  referenceEnergy: 1,
  isDiffuse: false,
};

/** Crab nebula as MAGIC measured it: Aleksić et al., JHEAP 5–6, 2015, 30. */
export const crabMagicJheap2015: Spectrum = {
  kind: 'log-parabola',
  normalization: 3.23e-11,
  a: -2.47,
  b: -0.24,
  referenceEnergy: 1,
  isDiffuse: false,
};

/** All cosmic-ray particles: Particle Data Group; 1.8e4 / (GeV m² s sr) at 1 GeV. */
export const pdgAllParticle: PowerLaw = {
  kind: 'power-law',
  // 1 / GeV = 1000 / TeV, 1 / m² = 1e-4 / cm².
  normalization: 1.8e3,
  index: -2.7,
  referenceEnergy: 1e-3,
  isDiffuse: true,
};

/** Protons as in the description of CTA's response functions. */
export const irfdocProton: PowerLaw = {
  kind: 'power-law',
  normalization: 9.8e-6,
  index: -2.62,
  referenceEnergy: 1,
  isDiffuse: true,
};

/** Electrons and positrons as in the description of CTA's response functions. */
export const irfdocElectron: Spectrum = {
  kind: 'power-law-with-bump',
  normalization: 2.385e-9,
  index: -3.43,
  referenceEnergy: 1,
  mu: -0.101,
  sigma: 0.741,
  f: 1.95,
  isDiffuse: true,
};
