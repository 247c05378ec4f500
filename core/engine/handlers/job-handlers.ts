import type { JobRequest } from '../../contract/requests/job-requests.ts';
import type { AccessPolicy } from '../access-policy.ts';
import type { EventSources, Handlers } from '../handler.ts';
import type { Services } from '../services.ts';

type JobHandlers = Pick<
  Handlers,
  | 'jobs.submit'
  | 'jobs.list'
  | 'jobs.get'
  | 'jobs.log'
  | 'jobs.cancel'
  | 'jobs.retry'
  | 'jobs.set-priority'
  | 'jobs.wait'
>;

/** Handlers of requests about jobs. */
export function jobHandlers({ jobs, access }: Services): JobHandlers {
  return {
    'jobs.submit': async ({ request, priority, cores }) =>
      jobs.submit(await allowed(request, access), { priority, cores }),
    'jobs.list': (ask) => jobs.list(ask),
    'jobs.get': ({ id }) => jobs.get(id),
    'jobs.log': (ask) => jobs.log(ask),
    'jobs.cancel': ({ id }) => jobs.cancel(id),
    'jobs.retry': ({ id }) => jobs.retry(id),
    'jobs.set-priority': ({ id, priority }) => jobs.setPriority(id, priority),
    'jobs.wait': ({ id }, { signal, onProgress }) => jobs.wait(id, { signal, onProgress }),
  };
}

/** Event streams about jobs. */
export function jobEvents({ jobs }: Services): Pick<EventSources, 'jobs.changed' | 'jobs.logged'> {
  return {
    'jobs.changed': ({ id }, emit) =>
      jobs.onChange((job) => {
        if (id === undefined || job.id === id) emit(job);
      }),
    'jobs.logged': ({ id }, emit) =>
      jobs.onLog((jobId, line) => {
        if (jobId === id) emit(line);
      }),
  };
}

/**
 * A request with the real paths of its files. Configurations that are files are checked where they are
 * read.
 *
 * @throws PhotoelectronError `access-denied`
 */
async function allowed(request: JobRequest, access: AccessPolicy): Promise<JobRequest> {
  switch (request.kind) {
    case 'scan':
      return request;
    case 'process-run':
      return {
        ...request,
        input: await access.checkRead(request.input),
        output: await access.checkWrite(request.output),
      };
    case 'process-night':
      return { ...request, outputFolder: await access.checkWrite(request.outputFolder) };
  }
}
