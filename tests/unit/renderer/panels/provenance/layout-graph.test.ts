import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { foldGraph } from '../../../../../renderer/panels/provenance/fold-graph.ts';
import { layoutGraph } from '../../../../../renderer/panels/provenance/layout-graph.ts';
import type { ProvenanceGraph } from '../../../../../renderer/panels/provenance/provenance-graph.ts';

const sizes = { width: 200, height: 48, gapX: 60, gapY: 16 };

/** Graphs without circles: edges lead from smaller to larger numbers. */
const graphs = fc
  .integer({ min: 1, max: 40 })
  .chain((count) =>
    fc.record({
      count: fc.constant(count),
      pairs: fc.uniqueArray(
        fc.tuple(fc.integer({ min: 0, max: count - 1 }), fc.integer({ min: 0, max: count - 1 })),
        { maxLength: 80, selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}` },
      ),
    }),
  )
  .map(({ count, pairs }) => ({
    nodes: Array.from({ length: count }, (_, i) => ({ id: `n${i}` })),
    edges: pairs
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => ({ from: `n${Math.min(a, b)}`, to: `n${Math.max(a, b)}` })),
  }));

describe('the layout of a graph', () => {
  it('lets no nodes overlap, leads every edge forward and is always the same', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const layout = layoutGraph(graph, sizes);
        expect(layout.nodes.map(({ id }) => id).sort()).toEqual(
          graph.nodes.map(({ id }) => id).sort(),
        );
        for (const a of layout.nodes) {
          expect(a.x).toBeGreaterThanOrEqual(0);
          expect(a.y).toBeGreaterThanOrEqual(-1e-6);
          expect(a.x + sizes.width).toBeLessThanOrEqual(layout.width + 1e-6);
          expect(a.y + sizes.height).toBeLessThanOrEqual(layout.height + 1e-6);
          for (const b of layout.nodes) {
            if (a.id >= b.id || a.layer !== b.layer) continue;
            expect(Math.abs(a.y - b.y)).toBeGreaterThanOrEqual(sizes.height + sizes.gapY - 1e-6);
          }
        }
        expect(layout.edges).toHaveLength(graph.edges.length);
        for (const { points } of layout.edges) {
          for (let i = 1; i < points.length; i++)
            expect(points[i].x).toBeGreaterThan(points[i - 1].x);
        }
        expect(layoutGraph(graph, sizes)).toEqual(layout);
      }),
      { numRuns: 60 },
    );
  });

  it('draws what can be drawn of a graph with circles', () => {
    const nodes = ['a', 'b', 'c'].map((id) => ({ id }));
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'a' },
      { from: 'b', to: 'b' },
    ];
    const layout = layoutGraph({ nodes, edges }, sizes);
    expect(layout.nodes.map(({ id, layer }) => [id, layer])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
    expect(layout.edges.map(({ from, to }) => from + to)).toEqual(['ab', 'bc']);
  });

  it('puts a line on one height and nothing nowhere', () => {
    const line = ['a', 'b', 'c'].map((id) => ({ id }));
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
    ];
    expect(layoutGraph({ nodes: line, edges }, sizes)).toMatchObject({ width: 720, height: 48 });
    expect(layoutGraph({ nodes: [], edges: [] }, sizes)).toMatchObject({ width: 0, height: 0 });
  });
});

/** Runs that were each processed alike, and merged. */
function merge(nRuns: number): ProvenanceGraph {
  const runs = Array.from({ length: nRuns }, (_, i) => i);
  return {
    nodes: [
      { id: 'merged', kind: 'file', likeness: 'merged' },
      { id: 'merge', kind: 'activity', likeness: 'merge' },
      ...runs.flatMap((i) => [
        { id: `raw${i}`, kind: 'file' as const, likeness: 'raw' },
        { id: `process${i}`, kind: 'activity' as const, likeness: 'process' },
        { id: `product${i}`, kind: 'file' as const, likeness: 'product' },
      ]),
    ],
    edges: [
      { from: 'merge', to: 'merged' },
      ...runs.flatMap((i) => [
        { from: `raw${i}`, to: `process${i}` },
        { from: `process${i}`, to: `product${i}` },
        { from: `product${i}`, to: 'merge' },
      ]),
    ],
  };
}

describe('folding', () => {
  it('shows a merge of hundreds of equal runs as a line', () => {
    const folded = foldGraph(merge(300), new Set());
    expect(folded.nodes.map(({ id, members }) => [id, members.length])).toEqual([
      ['merged', 1],
      ['merge', 1],
      ['×raw0', 300],
      ['×process0', 300],
      ['×product0', 300],
    ]);
    expect(folded.edges.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'merge → merged',
      '×raw0 → ×process0',
      '×process0 → ×product0',
      '×product0 → merge',
    ]);
  });

  it('keeps what differs anywhere on its way apart', () => {
    const { nodes, edges } = merge(6);
    const other = nodes.map((node) =>
      node.id === 'process3' ? { ...node, likeness: 'process by another version' } : node,
    );
    const ids = foldGraph({ nodes: other, edges }, new Set()).nodes.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['×raw0', '×process0', '×product0', 'raw3', 'process3', 'product3']),
    );
    expect(ids).toHaveLength(8);
  });

  it('leaves few alone, and shows many one by one where that is wished', () => {
    expect(foldGraph(merge(3), new Set()).nodes).toHaveLength(11);
    const unfolded = foldGraph(merge(5), new Set(['×process0']));
    expect(unfolded.nodes.filter(({ kind }) => kind === 'activity')).toHaveLength(6);
    expect(unfolded.edges).toHaveLength(5 + 5 + 1 + 1);
  });

  it('never makes circles: what is folded can still be placed forward', () => {
    const { nodes, edges } = merge(40);
    const folded = foldGraph({ nodes, edges }, new Set(['×raw0']));
    expect(layoutGraph(folded, sizes).edges).toHaveLength(folded.edges.length);
  });
});
