import { isDeepStrictEqual } from 'node:util';
import { diffConfigurations, type JsonValue } from '../config/diff-configurations.ts';
import type {
  ProvenanceActivity,
  ProvenanceChain,
  ProvenanceDifference,
  ProvenanceEntity,
} from '../contract/records/provenance.ts';
import type { ActivityRecord } from './activity-record.ts';

type Area = ProvenanceDifference['area'];
type Parts = Readonly<Partial<Record<string, unknown>>>;

/** What differs within one step. */
type Tell = (area: Area, item: string, left: unknown, right: unknown) => void;

/**
 * What differs in the making of two products: step by step, from the activities that made them back to
 * raw data, the configuration, versions, options, machines and inputs. Inputs are compared by their
 * content, not by their place; those that were made by an activity of the chain are compared by how they
 * were made. Times and resources, which differ always, are no differences.
 */
export function compareChains(
  left: ProvenanceChain,
  right: ProvenanceChain,
): ProvenanceDifference[] {
  const found: ProvenanceDifference[] = [];
  const [ours, theirs] = [stepsOf(left), stepsOf(right)];
  const names = [ours, theirs].map((steps) => steps.map(({ name }) => name));
  if (!isDeepStrictEqual(names[0], names[1])) {
    found.push({ step: 0, area: 'activities', item: 'steps', left: names[0], right: names[1] });
  }
  for (let step = 0; step < Math.min(ours.length, theirs.length); step++) {
    const tell: Tell = (area, item, a, b) => {
      found.push({ step, area, item, left: jsonOf(a), right: jsonOf(b) });
    };
    compareConfigurations(
      configurationOf(left, ours[step]),
      configurationOf(right, theirs[step]),
      tell,
    );
    compareStep(ours[step], theirs[step], tell);
    compareInputs([left, ours[step]], [right, theirs[step]], tell);
  }
  // Of files that no activity is known of, the content is all there is.
  if (ours.length === 0 && theirs.length === 0) {
    const [a, b] = [left, right].map(({ entities, subject }) =>
      entities.find(({ id }) => id === subject),
    );
    if (a !== undefined && b !== undefined && contentOf(a) !== contentOf(b)) {
      found.push({ step: 0, area: 'inputs', item: '', left: fileOf(a), right: fileOf(b) });
    }
  }
  return found;
}

/**
 * The activities from the last one back, each after all that used what it made, as far as the chain has
 * no circle; activities side by side are in the order of their names and configurations, so that the
 * order of inputs does not matter.
 */
function stepsOf(chain: ProvenanceChain): ProvenanceActivity[] {
  const makers = new Map<string, ProvenanceActivity[]>();
  for (const activity of chain.activities) {
    for (const output of activity.outputs) {
      makers.set(output, [...(makers.get(output) ?? []), activity]);
    }
  }
  const steps = new Set<ProvenanceActivity>();
  let level = makers.get(chain.subject) ?? [];
  while (level.length > 0) {
    const sorted = level.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    for (const activity of sorted) steps.add(activity);
    level = sorted
      .flatMap(({ inputs }) => inputs.flatMap((input) => makers.get(input) ?? []))
      .filter((activity, i, all) => !steps.has(activity) && all.indexOf(activity) === i);
  }
  return [...steps];
}

function orderOf({ name, configurationHash, software }: ProvenanceActivity): string {
  return [name, configurationHash, software].join('\n');
}

function compareStep(left: ProvenanceActivity, right: ProvenanceActivity, tell: Tell): void {
  const [a, b] = [recordOf(left), recordOf(right)];
  if (left.name !== right.name) tell('activities', 'name', left.name, right.name);
  if (left.status !== right.status) tell('activities', 'status', left.status, right.status);
  if (left.isComplete !== right.isComplete) {
    tell('activities', 'is complete', left.isComplete, right.isComplete);
  }
  if (left.software !== right.software) tell('software', 'program', left.software, right.software);
  compareParts('software', librariesOf(a), librariesOf(b), tell);
  compareParts('options', a.options, b.options, tell);
  compareParts('system', machineOf(a), machineOf(b), tell);
}

/** What is known of the configuration of an activity. */
type Configuration = NonNullable<ActivityRecord['config']> | undefined;

function configurationOf(chain: ProvenanceChain, activity: ProvenanceActivity): Configuration {
  const { config } = recordOf(activity);
  const hash = config?.sha256;
  if (config === undefined || hash === undefined || !(hash in chain.configurations)) return config;
  return { ...config, document: chain.configurations[hash] };
}

function compareConfigurations(left: Configuration, right: Configuration, tell: Tell): void {
  if (left === undefined && right === undefined) return;
  if (left?.document !== undefined && right?.document !== undefined) {
    const [ours, theirs] = [left.document, right.document] as Record<string, JsonValue>[];
    for (const { key, left: value, right: other } of diffConfigurations(ours, theirs)) {
      tell('configuration', key, value, other);
    }
    return;
  }
  // Of one side nothing but the hash or the name is known.
  const known = (config: Configuration) => config?.sha256 ?? config?.name;
  if (known(left) !== known(right)) tell('configuration', '', known(left), known(right));
}

function compareParts(area: Area, left: Parts, right: Parts, tell: Tell): void {
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (!isDeepStrictEqual(left[key], right[key])) tell(area, key, left[key], right[key]);
  }
}

/** Records of the first version named Node alone. */
function librariesOf({ system }: ActivityRecord): Parts {
  const node = system?.node_version;
  return { ...(node !== undefined && { node }), ...system?.libraries };
}

function machineOf({ agent, system }: ActivityRecord): Parts {
  return {
    user: agent?.user_name,
    host: agent?.host_name,
    platform: system?.platform,
    architecture: system?.architecture,
    cpu: system?.cpu,
    cpu_count: system?.cpu_count,
    memory_bytes: system?.memory_bytes,
  };
}

type Step = readonly [ProvenanceChain, ProvenanceActivity];

/**
 * Inputs that were made by an activity of the chain are compared with that, unless the other side has
 * fewer of those: one of its other inputs stands in their place.
 */
function compareInputs(left: Step, right: Step, tell: Tell): void {
  const [ours, theirs] = [inputsOf(left), inputsOf(right)];
  const onlyIn = (side: Inputs, other: Inputs) => {
    const contents = new Set([...other.made, ...other.unmade].map(contentOf));
    return [...side.unmade, ...side.made.slice(other.made.length)].filter(
      (entity) => !contents.has(contentOf(entity)),
    );
  };
  const [onlyOurs, onlyTheirs] = [onlyIn(ours, theirs), onlyIn(theirs, ours)];
  for (let i = 0; i < Math.max(onlyOurs.length, onlyTheirs.length); i++) {
    const [a, b] = [onlyOurs.at(i), onlyTheirs.at(i)];
    tell('inputs', (a ?? b)?.role ?? '', a && fileOf(a), b && fileOf(b));
  }
}

/** Inputs of a step that an activity of the chain made, and the others. */
interface Inputs {
  readonly made: readonly ProvenanceEntity[];
  readonly unmade: readonly ProvenanceEntity[];
}

function inputsOf([{ activities, entities }, { inputs }]: Step): Inputs {
  const outputs = new Set(activities.flatMap((activity) => activity.outputs));
  const all = entities.filter(({ id }) => inputs.includes(id));
  return {
    made: all.filter(({ id }) => outputs.has(id)),
    unmade: all.filter(({ id }) => !outputs.has(id)),
  };
}

function contentOf({ path, productId, sizeBytes, sha256, sha256Of64Pieces }: ProvenanceEntity) {
  const hash = sha256 ?? sha256Of64Pieces;
  if (hash !== null) return `${hash} ${String(sizeBytes)}`;
  return productId ?? path;
}

function fileOf({ path, sizeBytes, sha256, sha256Of64Pieces, productId }: ProvenanceEntity) {
  return { path, sizeBytes, sha256, sha256Of64Pieces, productId };
}

/** The chain made it from a record; it went through JSON since. */
function recordOf({ record }: ProvenanceActivity): ActivityRecord {
  return record as unknown as ActivityRecord;
}

function jsonOf(value: unknown): ProvenanceDifference['left'] {
  return value === undefined ? null : (value as ProvenanceDifference['left']);
}
