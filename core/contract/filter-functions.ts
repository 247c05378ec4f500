import { expressionFunctions, logicalFunctions } from '../foundation/expression/functions.ts';

/** Functions that a filter expression may call, for completion while it is typed. */
export const filterFunctions: readonly string[] = [
  ...expressionFunctions.keys(),
  ...logicalFunctions.keys(),
  'where',
];
