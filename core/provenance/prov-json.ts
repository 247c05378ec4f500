import type {
  ProvenanceActivity,
  ProvenanceChain,
  ProvenanceEntity,
} from '../contract/records/provenance.ts';
import type { ActivityRecord } from './activity-record.ts';

/** A value of PROV-JSON: a text, or a literal with its type. */
export type ProvValue = string | { readonly $: string; readonly type: string };

type Attributes = Record<string, ProvValue>;

/** A PROV-JSON document: prefixes by name, then elements and relations by kind and identifier. */
export interface ProvDocument {
  [kind: string]: Record<string, Attributes> | Record<string, string>;
}

const prefixes = {
  prov: 'http://www.w3.org/ns/prov#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  uuid: 'urn:uuid:',
  pe: 'urn:x-photoelectron:terms:',
  activity: 'urn:x-photoelectron:activity:',
  content: 'urn:x-photoelectron:content:',
  product: 'urn:x-photoelectron:product:',
  file: 'urn:x-photoelectron:file:',
  configuration: 'urn:x-photoelectron:configuration:',
  software: 'urn:x-photoelectron:software:',
  account: 'urn:x-photoelectron:account:',
  contact: 'urn:x-photoelectron:contact:',
} as const;

type Prefix = keyof typeof prefixes;

/**
 * A chain of provenance as PROV-JSON (W3C member submission of 24 April 2013): files and configurations
 * are entities, configurations also the plans of the activities; programs, accounts and the persons whom
 * the configurations name are agents.
 *
 * Identifiers are made from contents and ids, so that the exports of several products can be joined.
 */
export function provJson(chain: ProvenanceChain): ProvDocument {
  const document = new Document();
  const files = new Map<string, File>();
  for (const entity of chain.entities) {
    const id = document.add('entity', entityId(entity), entityAttributes(entity));
    files.set(entity.id, { id, role: entity.role });
  }
  for (const activity of chain.activities) addActivity(document, activity, { chain, files });
  return document.parts;
}

/** An entity of the document. */
interface File {
  readonly id: string;
  readonly role: string;
}

/** A document while it is made. */
class Document {
  readonly parts: ProvDocument = { prefix: { ...prefixes } };
  #relations = 0;

  /** Adds an element; gives its identifier. */
  add(kind: 'entity' | 'activity' | 'agent', id: string, attributes: Attributes): string {
    this.#part(kind)[id] = attributes;
    return id;
  }

  /** Adds a relation. Its parts are named without `prov:`, as in `{ entity: …, activity: … }`. */
  relate(kind: string, parts: Readonly<Record<string, string>>, more: Attributes = {}): void {
    const named = Object.entries(parts).map(([name, id]) => [`prov:${name}`, id]);
    const id = `_:r${String(++this.#relations)}`;
    this.#part(kind)[id] = { ...(Object.fromEntries(named) as Attributes), ...more };
  }

  #part(kind: string): Record<string, Attributes> {
    this.parts[kind] ??= {};
    return this.parts[kind] as Record<string, Attributes>;
  }
}

function addActivity(
  document: Document,
  activity: ProvenanceActivity,
  { chain, files }: { readonly chain: ProvenanceChain; readonly files: ReadonlyMap<string, File> },
): void {
  // The chain made it from a record; it went through JSON since.
  const record = activity.record as unknown as ActivityRecord;
  const id = document.add(
    'activity',
    activityId(activity.id),
    activityAttributes(activity, record),
  );
  const inputs = activity.inputs.flatMap((entity) => files.get(entity) ?? []);
  const outputs = activity.outputs.flatMap((entity) => files.get(entity)?.id ?? []);
  const plan = addConfiguration(document, record, chain.configurations);
  for (const { id: entity, role } of inputs) {
    document.relate('used', { activity: id, entity }, roleOf(role));
  }
  if (plan !== undefined) {
    document.relate('used', { activity: id, entity: plan }, roleOf('configuration'));
  }
  for (const entity of outputs) {
    document.relate('wasGeneratedBy', {
      entity,
      activity: id,
      ...(activity.stop === null ? {} : { time: activity.stop }),
    });
    for (const input of inputs) {
      document.relate('wasDerivedFrom', {
        generatedEntity: entity,
        usedEntity: input.id,
        activity: id,
      });
    }
  }
  addAgents(document, { id, record, outputs, plan });
}

function addAgents(
  document: Document,
  {
    id,
    record,
    outputs,
    plan,
  }: {
    readonly id: string;
    readonly record: ActivityRecord;
    readonly outputs: readonly string[];
    readonly plan: string | undefined;
  },
): void {
  const software = addSoftware(document, record);
  const account = addAccount(document, record);
  const contact = addContact(document, record);
  const withPlan = plan === undefined ? {} : { plan };
  if (software !== undefined) {
    document.relate('wasAssociatedWith', { activity: id, agent: software, ...withPlan });
  }
  if (account !== undefined) {
    document.relate('wasAssociatedWith', { activity: id, agent: account, ...withPlan });
  }
  if (software !== undefined && account !== undefined) {
    document.relate('actedOnBehalfOf', { delegate: software, responsible: account, activity: id });
  }
  const author = contact ?? account ?? software;
  if (author === undefined) return;
  for (const entity of outputs) document.relate('wasAttributedTo', { entity, agent: author });
}

function addSoftware(document: Document, { system }: ActivityRecord): string | undefined {
  if (system === undefined) return undefined;
  const { software_name, software_version } = system;
  return document.add('agent', name('software', `${software_name}-${software_version}`), {
    'prov:type': qualifiedName('prov:SoftwareAgent'),
    'prov:label': `${software_name} ${software_version}`,
    'pe:version': software_version,
  });
}

function addAccount(document: Document, { agent }: ActivityRecord): string | undefined {
  if (agent?.user_name === undefined) return undefined;
  const host = agent.host_name ?? 'unknown';
  return document.add('agent', name('account', `${agent.user_name}@${host}`), {
    'prov:type': qualifiedName('prov:Person'),
    'prov:label': `${agent.user_name} on ${host}`,
    'foaf:accountName': agent.user_name,
  });
}

function addContact(document: Document, { agent }: ActivityRecord): string | undefined {
  const contact = agent?.contact;
  if (contact === undefined || isUntold(contact.name)) return undefined;
  return document.add('agent', name('contact', contact.name), {
    'prov:type': qualifiedName('prov:Person'),
    'foaf:name': contact.name,
    ...(!isUntold(contact.email) && { 'foaf:mbox': contact.email }),
    ...(!isUntold(contact.organization) && { 'pe:organization': contact.organization }),
  });
}

function isUntold(text: string): boolean {
  return text === '' || text === 'unknown';
}

function addConfiguration(
  document: Document,
  { config, activity_uuid }: ActivityRecord,
  documents: Partial<ProvenanceChain['configurations']>,
): string | undefined {
  if (config === undefined) return undefined;
  const told = config.document ?? (config.sha256 && documents[config.sha256]);
  const id = name('configuration', config.sha256 ?? `of-${activity_uuid}`);
  return document.add('entity', id, {
    'prov:type': qualifiedName('prov:Plan'),
    'prov:label': config.name,
    ...(config.sha256 !== undefined && { 'pe:sha256': config.sha256 }),
    ...(told !== undefined && { 'pe:document': JSON.stringify(told) }),
  });
}

function entityAttributes(entity: ProvenanceEntity): Attributes {
  const { path, productId, sizeBytes, sha256, sha256Of64Pieces } = entity;
  return {
    'prov:type': qualifiedName('pe:File'),
    'prov:label': path.split(/[/\\]/).at(-1) ?? path,
    'prov:location': path,
    ...(productId !== null && { 'pe:productId': productId }),
    ...(sizeBytes !== null && { 'pe:sizeBytes': { $: String(sizeBytes), type: 'xsd:long' } }),
    ...(sha256 !== null && { 'pe:sha256': sha256 }),
    ...(sha256Of64Pieces !== null && { 'pe:sha256Of64Pieces': sha256Of64Pieces }),
  };
}

function activityAttributes(activity: ProvenanceActivity, record: ActivityRecord): Attributes {
  const { host, isComplete, durationS, cpuTimeS, peakMemoryBytes, threads } = activity;
  const { system, options } = record;
  const number = (key: string, value: number | null, type: string): Attributes =>
    value === null ? {} : { [`pe:${key}`]: { $: String(value), type } };
  const text = (key: string, value: string | undefined): Attributes =>
    value === undefined ? {} : { [`pe:${key}`]: value };
  return {
    ...(activity.start !== null && { 'prov:startTime': activity.start }),
    ...(activity.stop !== null && { 'prov:endTime': activity.stop }),
    'prov:type': qualifiedName('pe:Processing'),
    'prov:label': activity.name,
    ...(host !== null && { 'prov:location': host }),
    'pe:status': activity.status,
    ...(isComplete !== null && {
      'pe:isComplete': { $: String(isComplete), type: 'xsd:boolean' },
    }),
    ...number('durationS', durationS, 'xsd:double'),
    ...number('cpuTimeS', cpuTimeS, 'xsd:double'),
    ...number('peakMemoryBytes', peakMemoryBytes, 'xsd:long'),
    ...number('threads', threads, 'xsd:long'),
    ...text('platform', system?.platform),
    ...text('architecture', system?.architecture),
    ...text('libraries', system?.libraries && JSON.stringify(system.libraries)),
    'pe:options': JSON.stringify(options),
  };
}

function entityId({ path, productId, sizeBytes, sha256, sha256Of64Pieces }: ProvenanceEntity) {
  const hash = sha256 ?? sha256Of64Pieces;
  if (hash !== null) return name('content', `${hash}-${String(sizeBytes)}`);
  return productId === null ? name('file', path) : name('product', productId);
}

function activityId(id: string): string {
  const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  return name(isUuid ? 'uuid' : 'activity', id);
}

function qualifiedName(value: string): ProvValue {
  return { $: value, type: 'xsd:QName' };
}

function roleOf(role: string): Attributes {
  return role === '' ? {} : { 'prov:role': role };
}

/** A qualified name; characters that have a meaning in names of PROV-N are percent-encoded. */
function name(prefix: Prefix, local: string): string {
  const encoded = encodeURIComponent(local.toWellFormed()).replace(
    /[!'()*.~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${prefix}:${encoded}`;
}
