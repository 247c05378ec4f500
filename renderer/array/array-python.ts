/** What an array view shows, as its program needs it. */
export interface PythonArray {
  readonly title: string;
  readonly telIds: readonly number[];
  /** Ground frame [m]. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** NaN where there is none. */
  readonly values: readonly number[];
  readonly valueLabel: string;
  readonly isLog: boolean;
  readonly colorMap: string;
  readonly axes: readonly { readonly x: number; readonly y: number; readonly angleDeg: number }[];
  readonly showers: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

/** A Python program that draws the array with matplotlib: north up, so west is to the left. */
export function arrayPython(array: PythonArray): string {
  const { title, telIds, x, y, values, valueLabel, isLog, colorMap, axes, showers } = array;
  return [
    'import matplotlib.pyplot as plt',
    'import numpy as np',
    '',
    `tel_id = ${numbers(telIds)}`,
    '# Ground frame: x to north, y to west [m].',
    `x = ${numbers(x)}`,
    `y = ${numbers(y)}`,
    `value = ${numbers(values)}`,
    '',
    'fig, ax = plt.subplots()',
    'ax.scatter(y, x, color="lightgray")',
    `points = ax.scatter(y, x, c=value, cmap=${text(colorMap)}${isLog ? ', norm="log"' : ''})`,
    `fig.colorbar(points, label=${text(valueLabel)})`,
    ...axes.map(
      (axis) =>
        `ax.axline((${axis.y}, ${axis.x}), (${axis.y} + np.sin(np.radians(${axis.angleDeg})), ${axis.x} + np.cos(np.radians(${axis.angleDeg}))), lw=0.5)`,
    ),
    ...showers.map(
      ({ name, x: north, y: west }) => `ax.plot(${west}, ${north}, "x", label=${text(name)})`,
    ),
    'for i, name in enumerate(tel_id):',
    '    ax.annotate(str(name), (y[i], x[i]))',
    'ax.invert_xaxis()',
    'ax.set_aspect("equal")',
    'ax.set_xlabel("y, to west [m]")',
    'ax.set_ylabel("x, to north [m]")',
    `ax.set_title(${text(title)})`,
    ...(showers.length > 0 ? ['ax.legend()'] : []),
    'plt.show()',
    '',
  ].join('\n');
}

function numbers(values: readonly number[]): string {
  const all = values.map((value) => (Number.isFinite(value) ? String(value) : 'np.nan'));
  return `np.array([${all.join(', ')}])`;
}

/** A Python string: JSON's escapes are Python's. */
function text(value: string): string {
  return JSON.stringify(value);
}
