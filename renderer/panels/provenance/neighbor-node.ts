import type { GraphLayout, PlacedNode } from './layout-graph.ts';

/** Where an arrow key leads from a node: along the edges, or to the next of the same layer. */
export function neighborNode(
  layout: GraphLayout,
  from: string,
  direction: 'left' | 'right' | 'up' | 'down',
): string | undefined {
  const byId = new Map(layout.nodes.map((node) => [node.id, node]));
  const start = byId.get(from);
  if (start === undefined) return undefined;
  const candidates =
    direction === 'left'
      ? layout.edges.flatMap((edge) => (edge.to === from ? [byId.get(edge.from)] : []))
      : direction === 'right'
        ? layout.edges.flatMap((edge) => (edge.from === from ? [byId.get(edge.to)] : []))
        : layout.nodes.filter(
            ({ layer, y }) =>
              layer === start.layer && (direction === 'up' ? y < start.y : y > start.y),
          );
  const known = candidates.filter((node): node is PlacedNode => node !== undefined);
  return known.toSorted((a, b) => Math.abs(a.y - start.y) - Math.abs(b.y - start.y)).at(0)?.id;
}
