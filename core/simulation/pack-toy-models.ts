import { PhotoelectronError } from '../foundation/errors.ts';
import { parametersPerToyModel, type ToyModels } from '../native/toy-images.ts';
import type { ToyModel } from './toy-model.ts';

/** Skewness at which the skew-normal distribution ends. */
const skewnessLimit = 0.995;

function checkNumber(value: number, name: string, ok: boolean, wanted: string): number {
  if (ok && Number.isFinite(value)) return value;
  throw new PhotoelectronError(
    'argument-invalid',
    `${name} of a toy image must be ${wanted}, not ${value}.`,
    { item: name },
  );
}

function finite(value: number, name: string): number {
  return checkNumber(value, name, true, 'a finite number');
}

function positive(value: number, name: string): number {
  return checkNumber(value, name, value > 0, 'positive');
}

function notNegative(value: number, name: string): number {
  return checkNumber(value, name, value >= 0, 'zero or positive');
}

function parametersOf(model: ToyModel): number[] {
  const center = [finite(model.x, 'x'), finite(model.y, 'y')];
  if (model.kind === 'ring') {
    const { radius, sigma, rho = 0, phi0 = 0 } = model;
    return [
      ...center,
      positive(radius, 'radius'),
      positive(sigma, 'sigma'),
      notNegative(rho, 'rho'),
      finite(phi0, 'phi0'),
    ];
  }
  const { length, width, psi, skewness = 0 } = model;
  const inRange = Math.abs(skewness) < skewnessLimit;
  return [
    ...center,
    positive(length, 'length'),
    positive(width, 'width'),
    finite(psi, 'psi'),
    checkNumber(skewness, 'skewness', inRange, `between -${skewnessLimit} and ${skewnessLimit}`),
  ];
}

/**
 * Lays models out in columns for the native core.
 *
 * @throws PhotoelectronError `argument-invalid` naming the parameter that is out of range
 */
export function packToyModels(models: readonly ToyModel[]): ToyModels {
  const parameters = new Float64Array(models.length * parametersPerToyModel);
  for (const [i, model] of models.entries()) {
    parameters.set(parametersOf(model), i * parametersPerToyModel);
  }
  return {
    isRing: Uint8Array.from(models, ({ kind }) => (kind === 'ring' ? 1 : 0)),
    parameters,
    intensity: Float64Array.from(models, ({ intensity = 50 }) =>
      notNegative(intensity, 'intensity'),
    ),
  };
}
