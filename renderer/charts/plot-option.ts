import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type {
  AriaComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TitleComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { axisCoordinate, axisValue, type PlotAxis } from './plot-axis.ts';
import { dashPattern } from './dash-pattern.ts';
import { backgroundSeries } from './plot-background.ts';
import { curvePoints } from './plot-points.ts';
import { LEGEND_GAP, LEGEND_SAMPLE, type PlotLayout, TICK_LENGTH } from './plot-layout.ts';
import type { MarkerShape, PlotCurve, PlotModel } from './plot-model.ts';
import type { PlotTheme } from './plot-theme.ts';

/** What ECharts is told. */
export type PlotOption = ComposeOption<
  | AriaComponentOption
  | CustomSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | LineSeriesOption
  | TitleComponentOption
  | TooltipComponentOption
>;

const FONT_SIZE = 11;
const LINE_WIDTH = 1.5;
const MARKER_SIZE = 5;
/** From the x axis to the upper edge of its name [px]. */
const NAME_GAP = 27;

const symbols: Readonly<Record<MarkerShape, string>> = {
  none: 'none',
  circle: 'circle',
  square: 'rect',
  triangle: 'triangle',
  diamond: 'diamond',
};

/**
 * A plot in ECharts' words. The axes are linear there: the logarithm is taken before, because ECharts' own logarithmic
 * axis has no place for a zero and chooses its own ends.
 *
 * @param description what those are told who do not see it
 */
export function plotOption(
  model: PlotModel,
  layout: PlotLayout,
  theme: PlotTheme,
  description: string,
): PlotOption {
  const { inner } = layout;
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.textFont, color: theme.text },
    aria: { enabled: true, label: { description } },
    grid: {
      left: inner.left,
      top: inner.top,
      width: inner.width,
      height: inner.height,
      containLabel: false,
      outerBoundsMode: 'none',
    },
    legend: {
      show: model.hasLegend && model.curves.length > 1,
      // Without points, ECharts would else show one in the middle of the line.
      data: model.curves.map(({ name, marker }) => ({
        name,
        itemStyle: { opacity: marker === 'none' ? 0 : 1 },
      })),
      // Above the plot: inside, it would hide what is drawn.
      right: layout.width - inner.left - inner.width,
      top: layout.legendTop,
      orient: 'horizontal',
      align: 'left',
      itemWidth: LEGEND_SAMPLE,
      itemHeight: 8,
      itemGap: LEGEND_GAP - 5,
      padding: 0,
      selectedMode: false,
      textStyle: { color: theme.text, fontSize: FONT_SIZE, fontFamily: theme.textFont },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      transitionDuration: 0,
      backgroundColor: theme.raised,
      borderColor: theme.line,
      borderWidth: 1,
      borderRadius: 3,
      shadowBlur: 0,
      shadowColor: 'transparent',
      padding: [6, 8],
      textStyle: { color: theme.text, fontSize: FONT_SIZE, fontFamily: theme.numberFont },
      axisPointer: {
        type: 'line',
        snap: false,
        animation: false,
        lineStyle: { color: theme.muted, width: 1, type: 'solid' },
        label: { show: false },
      },
      formatter: (points) => {
        const place = (Array.isArray(points) ? points[0] : points) as { axisValue?: unknown };
        return typeof place.axisValue === 'number'
          ? model.read(axisValue(model.x.kind, place.axisValue)).join('\n')
          : '';
      },
    },
    xAxis: {
      ...axisOption(layout.x, layout.xName, theme, NAME_GAP),
      axisPointer: { show: true, triggerTooltip: true },
    },
    yAxis: {
      ...axisOption(layout.y, layout.yName, theme, inner.left - 10),
      nameRotate: 90,
      axisPointer: { show: false, triggerTooltip: false },
    },
    series: [
      backgroundSeries(model, layout, theme),
      ...model.curves.map((curve) => curveSeries(curve, layout, theme)),
    ],
  };
}

function axisOption(axis: PlotAxis, name: string, theme: PlotTheme, nameGap: number) {
  const coordinates = axis.ticks.map(({ value }) => axisCoordinate(axis.kind, value));
  const texts = new Map(axis.ticks.map(({ text }, i) => [coordinates[i], text]));
  return {
    type: 'value' as const,
    min: axisCoordinate(axis.kind, axis.low),
    max: axisCoordinate(axis.kind, axis.high),
    name,
    nameLocation: 'middle' as const,
    nameGap,
    nameTextStyle: { color: theme.muted, fontSize: FONT_SIZE, fontFamily: theme.textFont },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis, width: 1 } },
    axisTick: {
      show: true,
      inside: false,
      length: TICK_LENGTH,
      lineStyle: { color: theme.axis, width: 1 },
      customValues: coordinates,
    },
    axisLabel: {
      customValues: coordinates.filter((coordinate) => texts.get(coordinate) !== ''),
      formatter: (value: number) => texts.get(value) ?? '',
      color: theme.text,
      fontSize: FONT_SIZE,
      fontFamily: theme.numberFont,
      margin: TICK_LENGTH + 4,
      hideOverlap: true,
      showMinLabel: true,
      showMaxLabel: true,
    },
    splitLine: { show: false },
  };
}

function curveSeries(curve: PlotCurve, layout: PlotLayout, theme: PlotTheme): LineSeriesOption {
  const color = theme.color(curve.color);
  return {
    type: 'line',
    id: `curve ${curve.name}`,
    name: curve.name,
    data: curvePoints(curve, layout),
    symbol: symbols[curve.marker],
    symbolSize: MARKER_SIZE,
    showSymbol: curve.marker !== 'none',
    showAllSymbol: true,
    connectNulls: false,
    clip: true,
    silent: true,
    animation: false,
    emphasis: { disabled: true },
    lineStyle: {
      color,
      width: curve.dash === undefined ? 0 : LINE_WIDTH,
      type: curve.dash === undefined || curve.dash === 'solid' ? 'solid' : dashPattern(curve.dash),
      cap: 'butt',
      join: 'miter',
    },
    itemStyle: { color, borderColor: color },
  };
}
