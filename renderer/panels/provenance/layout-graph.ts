import type { GraphEdge } from './provenance-graph.ts';

/** Sizes of what is drawn [px]. */
export interface LayoutSizes {
  readonly width: number;
  readonly height: number;
  /** Between layers, and between nodes of one. */
  readonly gapX: number;
  readonly gapY: number;
}

/** A point [px]. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends Point {
  /** `x`, `y`: its upper left corner. */
  readonly id: string;
  /** Layer, from 0. */
  readonly layer: number;
}

export interface PlacedEdge extends GraphEdge {
  /** From the right edge of one to the left edge of the other, by way of the layers between. */
  readonly points: readonly Point[];
}

export interface GraphLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** A place in a layer: a node, or where a long edge passes. */
interface Slot {
  readonly id: string;
  readonly isNode: boolean;
  readonly layer: number;
  readonly before: Slot[];
  readonly after: Slot[];
  y: number;
}

const SWEEPS = 12;

/**
 * Places a graph in layers from left to right: every edge goes forward, nodes do not overlap, crossings
 * are few (Sugiyama, Tagawa and Toda 1981: layers by the longest way to an end, order within layers by
 * the mean of the neighbours, then heights as near to the neighbours as the order allows). The same
 * graph is always placed alike. Edges that would close a circle are left out of the order and drawn last.
 */
export function layoutGraph(
  graph: {
    readonly nodes: readonly { readonly id: string }[];
    readonly edges: readonly GraphEdge[];
  },
  sizes: LayoutSizes,
): GraphLayout {
  const ids = graph.nodes.map(({ id }) => id);
  const edges = withoutCircles(ids, graph.edges);
  const layers = layersOf(ids, edges);
  const { columns, routes } = slotsOf(ids, edges, layers);
  order(columns);
  const slotHeight = (slot: Slot) => (slot.isNode ? sizes.height : sizes.gapY);
  place(columns, slotHeight, sizes.gapY);

  const all = columns.flat();
  const top = Math.min(0, ...all.map(({ y }) => y));
  const xOf = (layer: number) => layer * (sizes.width + sizes.gapX);
  const nodes = all
    .filter(({ isNode }) => isNode)
    .map(({ id, layer, y }) => ({ id, layer, x: xOf(layer), y: y - top }));
  const middle = (slot: Slot) => slot.y - top + slotHeight(slot) / 2;
  const placed = edges.map((edge, i): PlacedEdge => {
    const route = routes[i];
    const points = route.flatMap((slot, k): Point[] => {
      const x = xOf(slot.layer);
      const y = middle(slot);
      if (k === 0) return [{ x: x + sizes.width, y }];
      if (k === route.length - 1) return [{ x, y }];
      return [
        { x, y },
        { x: x + sizes.width, y },
      ];
    });
    return { ...edge, points };
  });
  return {
    nodes,
    edges: placed,
    width: Math.max(0, columns.length * (sizes.width + sizes.gapX) - sizes.gapX),
    height: Math.max(0, ...all.map((slot) => slot.y - top + slotHeight(slot))),
  };
}

/** Edges without those that lead back to where one came from. */
function withoutCircles(ids: readonly string[], edges: readonly GraphEdge[]): readonly GraphEdge[] {
  const after = new Map<string, GraphEdge[]>();
  for (const edge of edges) after.set(edge.from, [...(after.get(edge.from) ?? []), edge]);
  const state = new Map<string, 'open' | 'done'>();
  const back = new Set<GraphEdge>();
  for (const start of ids) {
    if (state.has(start)) continue;
    const stack = [{ id: start, next: 0 }];
    state.set(start, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = after.get(top.id)?.[top.next++];
      if (edge === undefined) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(edge.to) === 'open') back.add(edge);
      else if (!state.has(edge.to)) {
        state.set(edge.to, 'open');
        stack.push({ id: edge.to, next: 0 });
      }
    }
  }
  return edges.filter((edge) => !back.has(edge));
}

/** Layer of every node: as far right as what comes of it allows. */
function layersOf(
  ids: readonly string[],
  edges: readonly GraphEdge[],
): ReadonlyMap<string, number> {
  const left = new Map<string, number>(ids.map((id) => [id, 0]));
  const before = new Map<string, string[]>();
  for (const { from, to } of edges) {
    left.set(from, (left.get(from) ?? 0) + 1);
    before.set(to, [...(before.get(to) ?? []), from]);
  }
  const fromEnd = new Map<string, number>();
  const ready = ids.filter((id) => left.get(id) === 0);
  for (const id of ready) {
    const distance = fromEnd.get(id) ?? 0;
    fromEnd.set(id, distance);
    for (const other of before.get(id) ?? []) {
      fromEnd.set(other, Math.max(fromEnd.get(other) ?? 0, distance + 1));
      const rest = (left.get(other) ?? 0) - 1;
      left.set(other, rest);
      if (rest === 0) ready.push(other);
    }
  }
  const last = Math.max(0, ...fromEnd.values());
  return new Map(ids.map((id) => [id, last - (fromEnd.get(id) ?? 0)]));
}

/** Slots layer by layer, with those by which edges pass the layers between. */
function slotsOf(
  ids: readonly string[],
  edges: readonly GraphEdge[],
  layers: ReadonlyMap<string, number>,
): { readonly columns: Slot[][]; readonly routes: readonly Slot[][] } {
  const columns: Slot[][] = [];
  const make = (id: string, layer: number, isNode: boolean): Slot => {
    const slot: Slot = { id, layer, isNode, before: [], after: [], y: 0 };
    while (columns.length <= layer) columns.push([]);
    columns[layer].push(slot);
    return slot;
  };
  const byId = new Map(ids.map((id) => [id, make(id, layers.get(id) ?? 0, true)]));
  const routes = edges.map(({ from, to }, i) => {
    const [start, end] = [byId.get(from), byId.get(to)];
    if (start === undefined || end === undefined) return [];
    const route = [start];
    for (let layer = start.layer + 1; layer < end.layer; layer++) {
      route.push(make(`edge ${i} in ${layer}`, layer, false));
    }
    route.push(end);
    for (let k = 1; k < route.length; k++) {
      route[k - 1].after.push(route[k]);
      route[k].before.push(route[k - 1]);
    }
    return route;
  });
  return { columns, routes };
}

/** Orders the slots of each layer by the mean place of their neighbours, forth and back. */
function order(columns: Slot[][]): void {
  const place = new Map<Slot, number>();
  const number = (column: readonly Slot[]) => {
    column.forEach((slot, i) => place.set(slot, i));
  };
  columns.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForth = sweep % 2 === 0;
    for (const column of isForth ? columns : columns.toReversed()) {
      const mean = new Map(
        column.map((slot) => {
          const neighbours = isForth ? slot.before : slot.after;
          const sum = neighbours.reduce((total, other) => total + (place.get(other) ?? 0), 0);
          return [slot, neighbours.length === 0 ? (place.get(slot) ?? 0) : sum / neighbours.length];
        }),
      );
      // Sorting is stable: what stands equal stays in its order.
      column.sort((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0));
      number(column);
    }
  }
}

/** Gives every slot a height near the mean of its neighbours, without changing the order. */
function place(columns: readonly Slot[][], heightOf: (slot: Slot) => number, gap: number): void {
  for (const column of columns) {
    let y = 0;
    for (const slot of column) {
      slot.y = y;
      y += heightOf(slot) + gap;
    }
  }
  const middle = (slot: Slot) => slot.y + heightOf(slot) / 2;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForth = sweep % 2 === 1;
    for (const column of isForth ? columns : columns.toReversed()) {
      const wanted = column.map((slot) => {
        const neighbours = isForth ? slot.before : slot.after;
        if (neighbours.length === 0) return slot.y;
        const sum = neighbours.reduce((total, other) => total + middle(other), 0);
        return sum / neighbours.length - heightOf(slot) / 2;
      });
      let sum = 0;
      const offsets = column.map((slot) => {
        const offset = sum;
        sum += heightOf(slot) + gap;
        return offset;
      });
      const risen = nearestRising(wanted.map((y, i) => y - offsets[i]));
      column.forEach((slot, i) => {
        slot.y = risen[i] + offsets[i];
      });
    }
  }
}

/** The sequence without falls that is nearest in squares (pool adjacent violators, Barlow 1972). */
function nearestRising(values: readonly number[]): readonly number[] {
  const pools: { sum: number; count: number }[] = [];
  for (const value of values) {
    let pool = { sum: value, count: 1 };
    for (let last = pools.at(-1); last !== undefined; last = pools.at(-1)) {
      if (last.sum / last.count <= pool.sum / pool.count) break;
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
}
