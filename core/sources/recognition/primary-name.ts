/** Leptons by the codes of sim_telarray; antiparticles are negative. */
const leptons = new Map([
  [0, 'gamma'],
  [1, 'electron'],
  [-1, 'positron'],
  [2, 'muon'],
  [-2, 'antimuon'],
]);

/** Nuclei by atomic number, as far as they have names of their own in cosmic-ray physics. */
const nuclei = new Map([
  [1, 'proton'],
  [2, 'helium'],
  [6, 'carbon'],
  [7, 'nitrogen'],
  [8, 'oxygen'],
  [14, 'silicon'],
  [26, 'iron'],
]);

function nucleusName(massNumber: number, atomicNumber: number): string {
  if (massNumber === 1 && atomicNumber === 0) return 'neutron';
  return nuclei.get(atomicNumber) ?? `nucleus A=${String(massNumber)} Z=${String(atomicNumber)}`;
}

/**
 * Name of a primary particle by the code of sim_telarray and ctapipe (0 gamma, 1 electron, 2 muon,
 * 100·A + Z for nuclei, negative for antiparticles); undefined for codes without a meaning.
 */
export function primaryName(code: number): string | undefined {
  const lepton = leptons.get(code);
  if (lepton !== undefined) return lepton;
  if (!Number.isInteger(code) || Math.abs(code) < 100) return undefined;
  const name = nucleusName(Math.floor(Math.abs(code) / 100), Math.abs(code) % 100);
  return code < 0 ? `anti${name}` : name;
}

/** Particles of CORSIKA by code. Source: CORSIKA User's Guide, table "Particle codes". */
const corsikaParticles = new Map([
  [1, 'gamma'],
  [2, 'positron'],
  [3, 'electron'],
  [5, 'antimuon'],
  [6, 'muon'],
  [7, 'neutral pion'],
  [8, 'positive pion'],
  [9, 'negative pion'],
  [13, 'neutron'],
  [14, 'proton'],
  [15, 'antiproton'],
]);

/** Name of a primary particle by the code of CORSIKA (1 gamma, 14 proton, 100·A + Z for nuclei). */
export function corsikaPrimaryName(code: number): string | undefined {
  if (!Number.isInteger(code)) return undefined;
  if (code < 200) return corsikaParticles.get(code);
  return nucleusName(Math.floor(code / 100), code % 100);
}
