// Thread that reads the profile of one run and ends, so that the engine's own thread stays free.
import { parentPort, workerData } from 'node:worker_threads';
import { PhotoelectronError } from '../../foundation/errors.ts';
import { readRunProfile } from '../../sources/profile/read-run-profile.ts';
import type { RunProfile, RunProfileAsk } from '../../sources/profile/run-profile.ts';
import type { RunProfileRecord } from '../../contract/records/run-profile.ts';
import type { ProfileNews } from './profile-protocol.ts';

const port = parentPort;
if (port === null) throw new Error('The profile worker runs as a thread only.');
const ask = workerData as RunProfileAsk;
const tell = (news: ProfileNews) => {
  port.postMessage(news);
};

function record({
  table,
  bins,
  zenithDeg,
  zenithSource,
  hasGoodTimes,
}: RunProfile): RunProfileRecord {
  return {
    path: ask.path,
    table,
    start: new Date(bins.startUtcMs).toISOString(),
    binWidthS: bins.binWidthS,
    exposureS: bins.exposureS,
    hasGoodTimes,
    counts: bins.counts,
    types: [...bins.types].map(([type, counts]) => ({ type, counts })),
    telescopes: [...bins.telescopes]
      .map(([telId, counts]) => ({ telId, counts }))
      .sort((a, b) => a.telId - b.telId),
    zenithDeg,
    zenithSource: zenithSource ?? null,
    nOutside: bins.nOutside,
  };
}

try {
  const profile = await readRunProfile(ask, (fraction) => {
    tell({ type: 'fraction', fraction });
  });
  tell({ type: 'done', profile: profile && record(profile) });
} catch (error) {
  if (!(error instanceof PhotoelectronError)) throw error;
  const { code, message, place } = error;
  tell({ type: 'failed', code, message, place });
} finally {
  port.close();
}
