import { computed, shallowRef } from 'vue';
import type { ProvenanceChain } from '../../../core/contract/records/provenance.ts';
import { foldGraph } from './fold-graph.ts';
import { layoutGraph, type LayoutSizes } from './layout-graph.ts';
import { nodeSubjects, nodeText } from './node-text.ts';
import { provenanceGraph } from './provenance-graph.ts';

/** Nodes hold two lines of text. */
const sizes: LayoutSizes = { width: 224, height: 48, gapX: 56, gapY: 16 };

/** A chain as a placed graph, what is alike folded. */
export function useChainGraph(chain: () => ProvenanceChain | undefined) {
  /** Folded nodes that are shown one by one. */
  const unfolded = shallowRef<ReadonlySet<string>>(new Set());
  const graph = computed(() => {
    const known = chain();
    return known === undefined ? { nodes: [], edges: [] } : provenanceGraph(known);
  });
  const folded = computed(() => foldGraph(graph.value, unfolded.value));
  const layout = computed(() => layoutGraph(folded.value, sizes));
  const subjects = computed(() => {
    const known = chain();
    return known === undefined ? new Map<string, never>() : nodeSubjects(known);
  });
  const texts = computed(() => {
    const known = chain();
    if (known === undefined) return new Map<string, never>();
    return new Map(
      folded.value.nodes.map((node) => {
        const text = nodeText(node, subjects.value.get(node.members[0]), known);
        return [node.id, { ...text, kind: node.kind }];
      }),
    );
  });
  return { folded, layout, texts, subjects, sizes, unfolded };
}
