/**
 * A differential flux against energy. Normalisations are in 1 / (TeV cm² s), of diffuse fluxes in
 * 1 / (TeV cm² s sr).
 */
export type Spectrum = {
  readonly normalization: number;
  /** [TeV] */
  readonly referenceEnergy: number;
  /** Whether it is per solid angle. */
  readonly isDiffuse: boolean;
} & (
  | { readonly kind: 'power-law'; /** Its sign included. */ readonly index: number }
  /** (E / E₀)^(a + b log₁₀(E / E₀)) */
  | { readonly kind: 'log-parabola'; readonly a: number; readonly b: number }
  /** A power law times 1 + f (exp(g) − 1), where g is a Gaussian in log₁₀(E / E₀), not normalised. */
  | {
      readonly kind: 'power-law-with-bump';
      readonly index: number;
      readonly f: number;
      readonly mu: number;
      readonly sigma: number;
    }
  /** Interpolated linearly in the logarithms, beyond the ends with the slope there; normalization × flux. */
  | { readonly kind: 'table'; readonly energy: Float64Array; readonly flux: Float64Array }
);

/** A power law. */
export type PowerLaw = Spectrum & { readonly kind: 'power-law' };

/**
 * Flux at energies, as pyirf's `spectral` module.
 *
 * @param energy [TeV]
 * @returns in the unit of the normalisation, same shape
 */
export function fluxAt(spectrum: Spectrum, energy: ArrayLike<number>): Float64Array {
  const { normalization, referenceEnergy } = spectrum;
  const shape = shapeOf(spectrum);
  return Float64Array.from(energy, (e) => normalization * shape(e / referenceEnergy));
}

function shapeOf(spectrum: Spectrum): (e: number) => number {
  switch (spectrum.kind) {
    case 'power-law':
      return (e) => e ** spectrum.index;
    case 'log-parabola':
      return (e) => e ** (spectrum.a + spectrum.b * Math.log10(e));
    case 'power-law-with-bump': {
      const { index, f, mu, sigma } = spectrum;
      return (e) => {
        const gauss = Math.exp(-0.5 * ((Math.log10(e) - mu) / sigma) ** 2);
        return e ** index * (1 + f * (Math.exp(gauss) - 1));
      };
    }
    case 'table': {
      const x = Float64Array.from(spectrum.energy, (e) => Math.log10(e / spectrum.referenceEnergy));
      const y = Float64Array.from(spectrum.flux, Math.log10);
      return (e) => 10 ** interpolated(x, y, Math.log10(e));
    }
  }
}

/** Piecewise linear; beyond the ends the first and last pieces go on. */
function interpolated(x: Float64Array, y: Float64Array, at: number): number {
  let i = x.findIndex((knot) => knot >= at);
  if (i < 0) i = x.length - 1;
  i = Math.max(1, i);
  return y[i - 1] + ((at - x[i - 1]) * (y[i] - y[i - 1])) / (x[i] - x[i - 1]);
}
