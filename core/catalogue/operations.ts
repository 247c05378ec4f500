import { annotationOperations } from './operations/annotation-operations.ts';
import { configurationOperations } from './operations/configuration-operations.ts';
import { engineOperations } from './operations/engine-operations.ts';
import { fileOperations } from './operations/file-operations.ts';
import { jobOperations } from './operations/job-operations.ts';
import { jobQueries } from './operations/job-queries.ts';
import { nightOperations } from './operations/night-operations.ts';
import { provenanceOperations } from './operations/provenance-operations.ts';
import { rootOperations } from './operations/root-operations.ts';
import { runInputOperations } from './operations/run-input-operations.ts';
import { runOperations } from './operations/run-operations.ts';
import { runValueOperations } from './operations/run-value-operations.ts';
import { scanOperations } from './operations/scan-operations.ts';

/**
 * All operations, by name: each is something that is done with the catalogue in its thread, one
 * transaction or one query. Arguments and results cross threads as structured clones.
 */
export const operations = {
  ...configurationOperations,
  ...provenanceOperations,
  ...rootOperations,
  ...engineOperations,
  ...jobOperations,
  ...jobQueries,
  ...fileOperations,
  ...nightOperations,
  ...runOperations,
  ...runInputOperations,
  ...runValueOperations,
  ...scanOperations,
  ...annotationOperations,
};

export type OperationName = keyof typeof operations;
export type OperationAsk<N extends OperationName> = Parameters<(typeof operations)[N]>[1];
export type OperationAnswer<N extends OperationName> = ReturnType<(typeof operations)[N]>;
