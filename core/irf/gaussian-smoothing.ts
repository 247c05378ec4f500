/** Widths after which the Gaussian is cut off. */
const TRUNCATE = 4;

/**
 * Smooths by a Gaussian that is cut off after four widths; beyond the ends stand the values there (scipy
 * `gaussian_filter1d` with mode `nearest`).
 *
 * @param sigma width [elements]
 */
export function smoothed(values: Float64Array, sigma: number): Float64Array {
  const radius = Math.floor(TRUNCATE * sigma + 0.5);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp((-0.5 * (i - radius) ** 2) / sigma ** 2),
  );
  const norm = kernel.reduce((sum, weight) => sum + weight, 0);
  const last = values.length - 1;
  return values.map((_, at) => {
    let sum = 0;
    for (const [i, weight] of kernel.entries()) {
      sum += (weight / norm) * values[Math.min(last, Math.max(0, at + i - radius))];
    }
    return sum;
  });
}
