import type {
  ProvenanceActivity,
  ProvenanceEntity,
} from '../../../core/contract/records/provenance.ts';
import { fileSizeText } from '../../files/file-size-text.ts';

/** Name and value; what is not known is left out. */
export type Fact = readonly [name: string, value: string];

function known(facts: readonly (readonly [string, string | null | undefined])[]): readonly Fact[] {
  return facts.flatMap(([name, value]): Fact[] =>
    value === null || value === undefined || value === '' ? [] : [[name, value]],
  );
}

/** What is known of a file. */
export function entityFacts(entity: ProvenanceEntity): readonly Fact[] {
  const { path, presentPath, role, productId, sizeBytes, sha256, sha256Of64Pieces } = entity;
  return known([
    ['Path', path],
    ['Is now at', presentPath === path ? null : presentPath],
    ['Role', role],
    ['Product', productId],
    ['Size', sizeBytes === null ? null : fileSizeText(sizeBytes)],
    ['SHA-256', sha256],
    ['SHA-256 of 64 pieces', sha256Of64Pieces],
  ]);
}

/** What is known of an activity itself. */
export function activityFacts(activity: ProvenanceActivity): readonly Fact[] {
  const { durationS, cpuTimeS, peakMemoryBytes, threads, isComplete } = activity;
  const time = (text: string | null) => text?.slice(0, 19).replace('T', ' ').concat(' UTC');
  const seconds = (value: number | null) =>
    value === null ? null : `${value < 100 ? value.toPrecision(3) : value.toFixed(0)} s`;
  return known([
    ['Status', activity.status],
    ['Events', isComplete === false ? 'missing: an input ended early or was damaged' : null],
    ['Started', time(activity.start)],
    ['Ended', time(activity.stop)],
    ['Duration', seconds(durationS)],
    ['CPU time', seconds(cpuTimeS)],
    ['Largest memory', peakMemoryBytes === null ? null : fileSizeText(peakMemoryBytes)],
    ['Threads', threads === null ? null : String(threads)],
    ['By', [activity.user, activity.host].filter((part) => part !== null).join(' on ')],
    ['Software', activity.software],
    ['Configuration', activity.configurationName],
    ['Its hash', activity.configurationHash],
    ['Identity', activity.id],
  ]);
}

/** Versions and machine of an activity, as its record tells them. */
export function libraryFacts({ record }: ProvenanceActivity): readonly Fact[] {
  const system = group(record['system']);
  const options = group(record['options']);
  const text = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  const memory = system['memory_bytes'];
  return known([
    ...Object.entries(group(system['libraries'])).map(
      ([name, version]) => [name, text(version)] as const,
    ),
    ['Platform', text(system['platform'])],
    ['Architecture', text(system['architecture'])],
    ['Processor', text(system['cpu'])],
    ['Processors', text(system['cpu_count'])],
    ['Memory', typeof memory === 'number' ? fileSizeText(memory) : null],
    ...Object.entries(options).map(
      ([name, value]) => [`Option ${name}`, JSON.stringify(value)] as const,
    ),
  ]);
}

function group(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
