import { pathToFileURL } from 'node:url';
import { productTable } from '../../datamodel/product-tables.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { closestName } from '../../foundation/closest-name.ts';
import type { CleaningStep, CustomStep, ParameterStep } from './custom-step.ts';
import { loadCustomStep } from './load-custom-step.ts';
import { StepThreads } from './step-threads.ts';

/** A step with the file that it comes from, from which the threads load it again. */
interface LoadedStep {
  readonly module: string;
  readonly step: CustomStep;
}

/**
 * The steps written in TypeScript that an analysis may name, and the threads that run them.
 */
export class CustomSteps {
  readonly threads = new StepThreads();
  readonly #steps: ReadonlyMap<string, LoadedStep>;

  private constructor(steps: ReadonlyMap<string, LoadedStep>) {
    this.#steps = steps;
  }

  /**
   * Loads the modules of a configuration.
   *
   * @param modules files of the modules
   * @throws PhotoelectronError `config-invalid` when one cannot be loaded, two have one name, or a
   *   column cannot be added to the image parameters
   */
  static async load(modules: readonly string[]): Promise<CustomSteps> {
    const steps = new Map<string, LoadedStep>();
    for (const module of modules) {
      const step = await loadCustomStep(pathToFileURL(module).href);
      const other = steps.get(step.name);
      if (other !== undefined) {
        throw new PhotoelectronError(
          'config-invalid',
          `The modules ${other.module} and ${module} both define a step "${step.name}"; rename one.`,
          { path: module, item: 'custom_steps' },
        );
      }
      steps.set(step.name, { module, step });
    }
    checkColumns([...steps.values()]);
    return new CustomSteps(steps);
  }

  /**
   * A cleaning step by name, and its module.
   *
   * @throws PhotoelectronError `config-invalid` when there is none
   */
  cleaning(name: string): { readonly module: string; readonly step: CleaningStep } {
    const { module, step } = this.#find(name);
    if (step.kind !== 'cleaning') throw wrongKind(name, 'cleaning');
    return { module, step };
  }

  /**
   * A parameter step by name, and its module.
   *
   * @throws PhotoelectronError `config-invalid` when there is none
   */
  parameters(name: string): { readonly module: string; readonly step: ParameterStep } {
    const { module, step } = this.#find(name);
    if (step.kind !== 'parameters') throw wrongKind(name, 'parameters');
    return { module, step };
  }

  #find(name: string): LoadedStep {
    const found = this.#steps.get(name);
    if (found === undefined) {
      const closest = closestName(name, [...this.#steps.keys()]);
      const hint = closest === undefined ? '' : ` Did you mean "${closest}"?`;
      throw new PhotoelectronError(
        'config-invalid',
        `No module of custom_steps defines a step "${name}".${hint}`,
        { item: 'custom_steps' },
      );
    }
    return found;
  }
}

/** Columns must have names of their own, because all go into one table. */
function checkColumns(steps: readonly LoadedStep[]): void {
  const { columns } = productTable('/dl1/event/telescope/parameters/tel_001');
  const taken = new Map(columns.map(({ name }) => [name, 'the program itself writes']));
  for (const { module, step } of steps) {
    for (const { name } of step.kind === 'parameters' ? step.columns : []) {
      const problem = /^[a-z][a-z0-9_]{0,99}$/.test(name)
        ? taken.get(name)
        : 'is no name in snake_case';
      if (problem !== undefined) {
        throw new PhotoelectronError(
          'config-invalid',
          `The step in ${module} adds a column "${name}", which ${problem}; rename it.`,
          { path: module, item: name },
        );
      }
      taken.set(name, `the step in ${module} adds already`);
    }
  }
}

function wrongKind(name: string, kind: CustomStep['kind']): PhotoelectronError {
  return new PhotoelectronError(
    'config-invalid',
    `The step "${name}" is used for ${kind} but is of another kind.`,
    { item: 'custom_steps' },
  );
}
