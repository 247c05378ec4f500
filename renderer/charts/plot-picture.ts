import { initChart } from './echarts-core.ts';
import { layoutPlot, type PlotLayout } from './plot-layout.ts';
import type { PlotModel } from './plot-model.ts';
import { plotOption } from './plot-option.ts';
import type { PlotTheme } from './plot-theme.ts';

/** A plot that leaves the program. */
export interface PlotPicture {
  readonly svg: () => string;
  /** With so many pixels for each CSS pixel. */
  readonly png: (magnification: number) => Promise<Blob>;
}

/** Height of the title over the plot [px]. */
const TITLE = 24;

/** Draws a plot for a file: as large as it is seen, with its title above and on the ground of the theme. */
export function plotPicture(
  model: PlotModel,
  { width, height }: PlotLayout,
  theme: PlotTheme,
  title: string,
): PlotPicture | undefined {
  const complete = { ...model, hasLegend: true };
  const layout = layoutPlot(complete, { width, height });
  if (layout === undefined) return undefined;
  const lowered = {
    ...layout,
    legendTop: layout.legendTop + TITLE,
    inner: { ...layout.inner, top: layout.inner.top + TITLE },
  };
  const size = { width, height: height + TITLE };
  const option = {
    ...plotOption(complete, lowered, theme, title),
    backgroundColor: theme.surface,
    title: {
      text: title,
      left: 8,
      top: 6,
      textStyle: { color: theme.text, fontFamily: theme.textFont, fontSize: 13, fontWeight: 600 },
    },
  };
  return {
    svg: () => {
      const chart = initChart(null, null, { ...size, renderer: 'svg', ssr: true });
      chart.setOption(option);
      const svg = chart.renderToSVGString();
      chart.dispose();
      return svg;
    },
    png: async (magnification) => {
      const host = document.createElement('div');
      const chart = initChart(host, null, { ...size, renderer: 'canvas' });
      chart.setOption(option);
      const canvas = chart.renderToCanvas({
        pixelRatio: magnification,
        backgroundColor: theme.surface,
      });
      chart.dispose();
      return new Promise<Blob>((resolve, reject) => {
        canvas.toBlob((blob) => {
          if (blob === null) reject(new Error('The picture is too large to be saved as PNG.'));
          else resolve(blob);
        }, 'image/png');
      });
    },
  };
}
