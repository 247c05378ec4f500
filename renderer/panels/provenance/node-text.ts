import type {
  ProvenanceActivity,
  ProvenanceChain,
  ProvenanceEntity,
} from '../../../core/contract/records/provenance.ts';
import { fileSizeText } from '../../files/file-size-text.ts';
import type { FoldedNode } from './fold-graph.ts';
import { readerId, readerOutputId } from './provenance-graph.ts';

/** What a node of the graph stands for. */
export type NodeSubject =
  | { readonly kind: 'entity'; readonly entity: ProvenanceEntity }
  | { readonly kind: 'activity'; readonly activity: ProvenanceActivity }
  | { readonly kind: 'reader'; readonly reader: ProvenanceChain['readBy'][number] }
  /** A file that a reader made; only its path is known. */
  | { readonly kind: 'made'; readonly path: string };

/** What is written in a node. */
export interface NodeText {
  readonly title: string;
  readonly line: string;
  /** Words of its state, which also give it a mark. */
  readonly state: 'missing' | 'origin' | 'failed' | 'incomplete' | '';
  /** All of it, for ears. */
  readonly label: string;
}

/** What the nodes of a chain stand for, by their identities. */
export function nodeSubjects(chain: ProvenanceChain): ReadonlyMap<string, NodeSubject> {
  return new Map<string, NodeSubject>([
    ...chain.entities.map((entity) => [entity.id, { kind: 'entity', entity }] as const),
    ...chain.activities.map((activity) => [activity.id, { kind: 'activity', activity }] as const),
    ...chain.readBy.map((reader) => [readerId(reader.id), { kind: 'reader', reader }] as const),
    ...chain.readBy.flatMap(({ outputs }) =>
      outputs.map((path) => [readerOutputId(path), { kind: 'made', path }] as const),
    ),
  ]);
}

export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** A text of a certain length, its middle left out where it is longer. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.floor((length - 1) / 2);
  return `${text.slice(0, length - 1 - end)}…${text.slice(text.length - end)}`;
}

/** What is written in a node of the graph. */
export function nodeText(
  node: FoldedNode,
  subject: NodeSubject | undefined,
  chain: ProvenanceChain,
): NodeText {
  const one = subject === undefined ? unknown : textOf(subject, chain);
  const count = node.members.length;
  if (count === 1) return one;
  const title = `${count} × ${subject?.kind === 'activity' || subject?.kind === 'reader' ? one.title : 'files'}`;
  const line =
    subject?.kind === 'entity' || subject?.kind === 'made' ? `like ${one.title}` : one.line;
  return { ...one, title, line, label: `${title}, ${line}, folded` };
}

const unknown: NodeText = { title: 'unknown', line: '', state: '', label: 'unknown' };

function textOf(subject: NodeSubject, chain: ProvenanceChain): NodeText {
  switch (subject.kind) {
    case 'entity': {
      const { id, path, role, sizeBytes, presentPath } = subject.entity;
      const isOrigin = chain.origins.includes(id);
      const state = presentPath === null ? 'missing' : isOrigin ? 'origin' : '';
      const size = sizeBytes === null ? [] : [fileSizeText(sizeBytes)];
      const what = id === chain.subject ? 'this file' : role;
      const words = [what, ...size, ...(state === '' ? [] : [state])].filter((word) => word !== '');
      return labelled('File', baseName(path), words.join(' · '), state);
    }
    case 'activity': {
      const { name, status, configurationName, configurationHash, isComplete, start } =
        subject.activity;
      const hash = configurationHash === null ? '' : ` (${configurationHash.slice(0, 8)})`;
      const configuration = configurationName === null ? [] : [`${configurationName}${hash}`];
      const day = start === null ? [] : [start.slice(0, 10)];
      const isBad = status === 'error' || status === 'interrupted';
      const state = isBad ? 'failed' : isComplete === false ? 'incomplete' : '';
      const words = [...configuration, ...day, ...(state === '' ? [] : [state])];
      return labelled('Activity', name, words.join(' · '), state);
    }
    case 'reader': {
      const { name, start } = subject.reader;
      const line = ['read this file', ...(start === null ? [] : [start.slice(0, 10)])].join(' · ');
      return labelled('Activity', name, line, '');
    }
    case 'made':
      return labelled('File', baseName(subject.path), 'made from this file', '');
  }
}

function labelled(kind: string, title: string, line: string, state: NodeText['state']): NodeText {
  return {
    title,
    line,
    state,
    label: [kind, title, line].filter((part) => part !== '').join(', '),
  };
}
