import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ConfigurationStore } from '../catalogue/configurations/configuration-store.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { AccessPolicy } from './access-policy.ts';
import type { ChangeSignal } from './changes.ts';
import type { PhotoelectronHome } from './photoelectron-home.ts';

/** What handlers work with. */
export interface Services {
  readonly home: PhotoelectronHome;
  readonly catalogue: Catalogue;
  readonly configurations: ConfigurationStore;
  readonly jobs: JobQueue;
  /** Every path of a client goes through it. */
  readonly access: AccessPolicy;
  /** To be told of every change of the catalogue. */
  readonly changes: ChangeSignal;
  /** Cores that jobs may use. */
  readonly cores: number;
}
