import type { GraphLayout, LayoutSizes, Point } from './layout-graph.ts';
import { type NodeText, shortened } from './node-text.ts';

/** What the picture of a graph is drawn with. */
export interface GraphPicture {
  readonly layout: GraphLayout;
  readonly sizes: LayoutSizes;
  readonly texts: ReadonlyMap<string, NodeText & { readonly kind: 'file' | 'activity' }>;
  readonly colors: {
    readonly surface: string;
    readonly raised: string;
    readonly line: string;
    readonly text: string;
    readonly muted: string;
    readonly accent: string;
    readonly warning: string;
  };
  readonly font: string;
}

const MARGIN = 16;
/** Longest texts in a node [characters]. */
export const TITLE_LENGTH = 29;
export const LINE_LENGTH = 34;

/** The way of an edge: straight where it passes a layer, curved between. */
export function edgePath(points: readonly Point[]): string {
  return points
    .map(({ x, y }, i) => {
      if (i === 0) return `M${round(x)} ${round(y)}`;
      const from = points[i - 1];
      if (from.y === y) return `L${round(x)} ${round(y)}`;
      const middle = round((from.x + x) / 2);
      return `C${middle} ${round(from.y)} ${middle} ${round(y)} ${round(x)} ${round(y)}`;
    })
    .join('');
}

/** The graph as a picture for itself, with its own colours. */
export function graphSvg({ layout, sizes, texts, colors, font }: GraphPicture): string {
  const width = Math.ceil(layout.width + 2 * MARGIN);
  const height = Math.ceil(layout.height + 2 * MARGIN);
  const edges = layout.edges.map(
    ({ points }) => `<path d="${edgePath(points)}" fill="none" stroke="${colors.muted}"/>`,
  );
  const nodes = layout.nodes.map(({ id, x, y }) => {
    const text = texts.get(id);
    if (text === undefined) return '';
    const radius = text.kind === 'activity' ? sizes.height / 2 : 3;
    const isWarning = text.state !== '' && text.state !== 'origin';
    const stroke = isWarning
      ? colors.warning
      : text.kind === 'activity'
        ? colors.accent
        : colors.line;
    return [
      `<g transform="translate(${round(x)} ${round(y)})">`,
      `<rect width="${sizes.width}" height="${sizes.height}" rx="${radius}" fill="${colors.raised}" stroke="${stroke}"/>`,
      `<text x="16" y="20" fill="${colors.text}" font-size="12" font-weight="500">${escaped(shortened(text.title, TITLE_LENGTH))}</text>`,
      `<text x="16" y="36" fill="${isWarning ? colors.warning : colors.muted}" font-size="11">${escaped(shortened(text.line, LINE_LENGTH))}</text>`,
      '</g>',
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}" font-family="${escaped(font)}">`,
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="${width}" height="${height}" fill="${colors.surface}"/>`,
    ...edges,
    ...nodes,
    '</svg>',
  ].join('\n');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
