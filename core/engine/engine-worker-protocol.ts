import { z } from 'zod';
import type { PortLike } from '../contract/carriers/message-port-carrier.ts';
import type { ContractError } from '../contract/error-schema.ts';
import type { WorkerNews, WorkerOrder } from '../jobs/worker/worker-protocol.ts';

const paths = z.array(z.string().min(1));
const grants = z.strictObject({ readable: paths, writable: paths });
const workerId = z.int();

/** What the maker of the engine's worker tells it. */
export const engineWorkerOrderSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    /** Default: that of the environment. */
    home: z.string().min(1).optional(),
    cores: z.int().min(1).optional(),
    /** What the user has chosen; without it every file may be read and written. */
    access: grants.optional(),
    /** The maker starts the processes that jobs run in, because the worker cannot. */
    launchesWorkers: z.boolean().optional(),
  }),
  /** The user has chosen more; `granted` answers, so that the page is told of a path it can use. */
  z.strictObject({ kind: z.literal('grant'), id: z.int(), access: grants }),
  /** Comes with a port: inside the message from Node, beside it from Electron. */
  z.strictObject({ kind: z.literal('connect'), port: z.custom<PortLike>(isPort).optional() }),
  z.strictObject({ kind: z.literal('close') }),
  /** A process for a job has begun; without a number it could not. */
  z.strictObject({
    kind: z.literal('worker-started'),
    worker: workerId,
    pid: z.int().positive().optional(),
  }),
  z.strictObject({
    kind: z.literal('worker-news'),
    worker: workerId,
    news: z.custom<WorkerNews>(isObject),
  }),
  z.strictObject({
    kind: z.literal('worker-output'),
    worker: workerId,
    stream: z.enum(['stdout', 'stderr']),
    text: z.string(),
  }),
  z.strictObject({
    kind: z.literal('worker-exit'),
    worker: workerId,
    code: z.int().nullable(),
    reason: z.string().nullable(),
  }),
]);

/** What the maker of the engine's worker tells it. */
export type EngineWorkerOrder = z.infer<typeof engineWorkerOrderSchema>;

/** What the engine's worker asks of its maker about processes for jobs. */
export type WorkerDemand =
  | { readonly kind: 'launch-worker'; readonly worker: number }
  | { readonly kind: 'worker-order'; readonly worker: number; readonly order: WorkerOrder }
  | { readonly kind: 'kill-worker'; readonly worker: number };

/** What the engine's worker tells its maker. */
export type EngineWorkerReply =
  | { readonly kind: 'ready' }
  /** The engine could not be started or ended as it should; the worker ends. */
  | { readonly kind: 'failed'; readonly error: ContractError }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'granted'; readonly id: number }
  | WorkerDemand;

function isPort(value: unknown): value is PortLike {
  return isObject(value) && 'postMessage' in value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
