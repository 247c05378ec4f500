import type { GraphEdge } from './provenance-graph.ts';
import type { FoldedGraph, FoldedNode } from './fold-graph.ts';

/** A node in the list, below what was made from it. */
export interface ChainRow {
  readonly node: FoldedNode;
  readonly depth: number;
  /** Its own sources stand where it was listed first. */
  readonly isRepeated: boolean;
}

/** The graph as a list: each node followed by what it came from, a step further in. */
export function chainRows(graph: FoldedGraph): readonly ChainRow[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const sources = new Map<string, string[]>();
  for (const { from, to } of graph.edges) sources.set(to, [...(sources.get(to) ?? []), from]);
  const seen = new Set<string>();
  const rows: ChainRow[] = [];
  const visit = (id: string, depth: number): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const isRepeated = seen.has(id);
    rows.push({ node, depth, isRepeated });
    if (isRepeated) return;
    seen.add(id);
    for (const source of sources.get(id) ?? []) visit(source, depth + 1);
  };
  for (const { id } of ends(graph)) visit(id, 0);
  // What stands in a circle has no end.
  for (const { id } of graph.nodes) if (!seen.has(id)) visit(id, 0);
  return rows;
}

/** Nodes of which nothing was made. */
function ends({ nodes, edges }: { nodes: readonly FoldedNode[]; edges: readonly GraphEdge[] }) {
  const used = new Set(edges.map(({ from }) => from));
  return nodes.filter(({ id }) => !used.has(id));
}
