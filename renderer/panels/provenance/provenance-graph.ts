import type { ProvenanceChain } from '../../../core/contract/records/provenance.ts';

/** A file or an activity in the graph. */
export interface GraphNode {
  readonly id: string;
  readonly kind: 'file' | 'activity';
  /** Nodes that are alike are shown as one: what makes them so. */
  readonly likeness: string;
}

/** From what came before to what came of it. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

export interface ProvenanceGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Identity of the node of an activity that read the file. */
export function readerId(id: string): string {
  return `reader ${id}`;
}

/** Identity of the node of a file that such an activity made. */
export function readerOutputId(path: string): string {
  return `made ${path}`;
}

/**
 * Files and activities of a chain as a graph: raw files first, then what read them, what that made, and
 * at the end what read the file that was asked for.
 */
export function provenanceGraph(chain: ProvenanceChain): ProvenanceGraph {
  const origins = new Set(chain.origins);
  const files = chain.entities.map(({ id, role, path, presentPath }): GraphNode => {
    const extension = /(?:\.[A-Za-z][A-Za-z0-9]*){1,2}$/.exec(path)?.[0] ?? '';
    const state = [presentPath === null, origins.has(id)].join(' ');
    // The file that was asked for is like no other.
    return {
      id,
      kind: 'file',
      likeness: id === chain.subject ? id : [role, extension, state].join('\n'),
    };
  });
  const activities = chain.activities.map(
    ({ id, name, software, configurationHash, status, isComplete }): GraphNode => ({
      id,
      kind: 'activity',
      likeness: [name, software, configurationHash, status, isComplete].join('\n'),
    }),
  );
  const edges = chain.activities.flatMap(({ id, inputs, outputs }) => [
    ...inputs.map((input) => ({ from: input, to: id })),
    ...outputs.map((output) => ({ from: id, to: output })),
  ]);
  const readers = chain.readBy.map(({ id, name, status }): GraphNode => ({
    id: readerId(id),
    kind: 'activity',
    likeness: ['reader', name, status].join('\n'),
  }));
  const made = [...new Set(chain.readBy.flatMap(({ outputs }) => outputs))].map(
    (path): GraphNode => ({ id: readerOutputId(path), kind: 'file', likeness: 'made by a reader' }),
  );
  const onwards = chain.readBy.flatMap(({ id, outputs }) => [
    { from: chain.subject, to: readerId(id) },
    ...outputs.map((path) => ({ from: readerId(id), to: readerOutputId(path) })),
  ]);
  return withoutLooseEnds({
    nodes: [...files, ...activities, ...readers, ...made],
    edges: [...edges, ...onwards],
  });
}

/** Records of foreign programs may name files that are nowhere told. */
function withoutLooseEnds({ nodes, edges }: ProvenanceGraph): ProvenanceGraph {
  const known = new Set(nodes.map(({ id }) => id));
  return { nodes, edges: edges.filter(({ from, to }) => known.has(from) && known.has(to)) };
}
