import type { TaskOptions } from '../../native/addon.ts';
import type { CustomSteps } from '../custom/custom-steps.ts';

/** What every step of the pipeline accepts beside its own input. */
export interface StepOptions {
  /** Handed to the native kernels: stops the step. */
  readonly task: TaskOptions;
  /** Steps written in TypeScript that the configuration names. */
  readonly custom: CustomSteps;
}
