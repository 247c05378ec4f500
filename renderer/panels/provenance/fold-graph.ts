import type { GraphEdge, GraphNode, ProvenanceGraph } from './provenance-graph.ts';

/** From this many on, nodes that are alike are shown as one. */
const MANY = 4;

/** A node of the drawn graph: one of the chain, or many that are alike. */
export interface FoldedNode {
  /** Of a node alone its identity; of many that of the first with `×` before. */
  readonly id: string;
  readonly kind: GraphNode['kind'];
  /** Identities of the nodes of the chain. */
  readonly members: readonly string[];
}

export interface FoldedGraph {
  readonly nodes: readonly FoldedNode[];
  readonly edges: readonly GraphEdge[];
}

/**
 * Draws nodes that are alike as one: equal in what they are, and in what comes before and after them (a
 * bisimulation, found by refining classes until nothing changes; Paige and Tarjan 1987 do it faster). A
 * merge of three hundred runs, each processed in the same way, becomes a line of five.
 *
 * @param unfolded identities of folded nodes that are shown one by one
 */
export function foldGraph(graph: ProvenanceGraph, unfolded: ReadonlySet<string>): FoldedGraph {
  const classes = refine(graph);
  const members = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    const name = classes.get(node.id) ?? '';
    members.set(name, [...(members.get(name) ?? []), node]);
  }
  const shownAs = new Map<string, string>();
  const nodes: FoldedNode[] = [];
  for (const group of members.values()) {
    const id = `×${group[0].id}`;
    const isFolded = group.length >= MANY && !unfolded.has(id);
    if (isFolded) nodes.push({ id, kind: group[0].kind, members: group.map((node) => node.id) });
    for (const node of group) {
      shownAs.set(node.id, isFolded ? id : node.id);
      if (!isFolded) nodes.push({ id: node.id, kind: node.kind, members: [node.id] });
    }
  }
  const edges = new Map<string, GraphEdge>();
  for (const { from, to } of graph.edges) {
    const edge = { from: shownAs.get(from) ?? from, to: shownAs.get(to) ?? to };
    edges.set(`${edge.from}\n${edge.to}`, edge);
  }
  return { nodes, edges: [...edges.values()] };
}

/** Class of every node; nodes of one class are alike. */
function refine({ nodes, edges }: ProvenanceGraph): ReadonlyMap<string, string> {
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  for (const { from, to } of edges) {
    after.set(from, [...(after.get(from) ?? []), to]);
    before.set(to, [...(before.get(to) ?? []), from]);
  }
  let classes = numbered(
    new Map(nodes.map(({ id, kind, likeness }) => [id, `${kind}\n${likeness}`])),
  );
  let count = new Set(classes.values()).size;
  for (;;) {
    const own = classes;
    const sets = (ids: readonly string[] | undefined) =>
      [...new Set((ids ?? []).map((id) => own.get(id) ?? ''))].sort().join(' ');
    classes = numbered(
      new Map(
        nodes.map(({ id }) => [
          id,
          [own.get(id), sets(before.get(id)), sets(after.get(id))].join('\n'),
        ]),
      ),
    );
    const next = new Set(classes.values()).size;
    if (next === count) return classes;
    count = next;
  }
}

/** Short names for long ones, in the order of the nodes. */
function numbered(names: ReadonlyMap<string, string>): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const name of names.values()) {
    if (!numbers.has(name)) numbers.set(name, String(numbers.size));
  }
  return new Map([...names].map(([id, name]) => [id, numbers.get(name) ?? '']));
}
