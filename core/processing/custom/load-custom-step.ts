import { PhotoelectronError } from '../../foundation/errors.ts';
import type { CustomStep } from './custom-step.ts';

function isCustomStep(value: unknown): value is CustomStep {
  if (typeof value !== 'object' || value === null) return false;
  const step = value as Partial<Record<string, unknown>>;
  if (typeof step['name'] !== 'string') return false;
  if (step['kind'] === 'cleaning') return typeof step['clean'] === 'function';
  return (
    step['kind'] === 'parameters' &&
    typeof step['parametrize'] === 'function' &&
    Array.isArray(step['columns']) &&
    step['columns'].every(isColumn)
  );
}

function isColumn(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, unit, description } = value as Partial<Record<string, unknown>>;
  const hasUnit = unit === undefined || typeof unit === 'string';
  return typeof name === 'string' && typeof description === 'string' && hasUnit;
}

/**
 * Loads the module of a step written in TypeScript or JavaScript.
 *
 * @param url file URL of the module, whose default export is the step
 * @throws PhotoelectronError `config-invalid` when it cannot be loaded or exports no step
 */
export async function loadCustomStep(url: string): Promise<CustomStep> {
  let module: { readonly default?: unknown };
  try {
    module = (await import(url)) as { readonly default?: unknown };
  } catch (cause) {
    throw new PhotoelectronError(
      'config-invalid',
      `The step module ${url} could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { path: url },
      cause,
    );
  }
  if (!isCustomStep(module.default)) {
    throw new PhotoelectronError(
      'config-invalid',
      `The step module ${url} exports no step by default; see resources/steps for examples.`,
      { path: url },
    );
  }
  return module.default;
}
