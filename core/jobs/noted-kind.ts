import type { JobRequest } from '../contract/requests/job-requests.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { Activity } from '../provenance/activity.ts';
import type { ActivityRecord, ActivityStatus } from '../provenance/activity-record.ts';
import type { JobContext, JobKind } from './job-kind.ts';

/**
 * A kind of job that makes no files of its own, such as a scan or the job of a night, with its activity
 * noted in the catalogue: who asked for it, where, when, with which options, and how it ended.
 *
 * @param name what the activity is called
 */
export function notedKind<R extends JobRequest>(
  name: string,
  kind: JobKind<R>,
  recordActivity: (record: ActivityRecord) => Promise<void>,
): JobKind<R> {
  const note = async (activity: Activity, status: ActivityStatus, { log }: JobContext) => {
    try {
      await recordActivity(await activity.record(status));
    } catch (error) {
      if (!(error instanceof PhotoelectronError)) throw error;
      log('warning', `The activity could not be noted: ${error.message}`);
    }
  };
  return {
    prepare: (request) => kind.prepare(request),
    run: async (request, context) => {
      const activity = new Activity(name, { options: { ...request }, isAlone: false });
      await context.note({ activityId: activity.id });
      await note(activity, 'running', context);
      try {
        const outcome = await kind.run(request, context);
        await note(activity, 'completed', context);
        return outcome;
      } catch (error) {
        await note(activity, context.signal.aborted ? 'interrupted' : 'error', context);
        throw error;
      }
    },
  };
}
