import { mapColor, MAP_COLORS } from '../colors/color-map.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { CameraGeometry } from '../instrument/camera-geometry.ts';
import { type ColorScale, colorScale, type ScaleKind } from './color-scale.ts';
import { maskOutline } from './mask-outline.ts';
import { numberText } from './number-text.ts';
import { pixelCorners, type PixelCorners } from './pixel-corners.ts';
import { pictureTheme, type PictureTheme, type ThemeName } from './picture-theme.ts';

/** The ellipse of the Hillas parameters, in the unit of the geometry; psi in deg. */
export interface PictureEllipse {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly width: number;
  readonly psi: number;
}

/** What a camera picture shows. */
export interface CameraPicture {
  /** In `TelescopeFrame` [deg] or `CameraFrame` [m]. */
  readonly geometry: CameraGeometry;
  /** One value per pixel; NaN is drawn grey. Shape (n_pixels). */
  readonly image: Float32Array | Float64Array | Int32Array;
  /** What the values are, and their unit: `Charge`, `p.e.`. */
  readonly quantity: string;
  readonly unit: string;
  /** First line, such as `Event 100 · Telescope 3`. */
  readonly title: string;
  /** Second line: telescope type, run, time. */
  readonly subtitle: string;
  /** Label in the corner, such as `Simulation · 1.3 TeV`. */
  readonly label?: string;
  /** 1 where a pixel survived cleaning: outlined. Shape (n_pixels). */
  readonly mask?: Uint8Array;
  readonly ellipse?: PictureEllipse;
  /** Lines of the table below: name with unit, value. */
  readonly parameters?: readonly (readonly [name: string, value: string])[];
  /** Default `linear`. */
  readonly scale?: ScaleKind;
  /** Values of the darkest and the brightest colour. Default: 0 (or the least, if above) and the largest. */
  readonly range?: readonly [low: number, high: number];
  /** Default `dark`. */
  readonly theme?: ThemeName;
}

/** Size of a picture [SVG units]. */
export const PICTURE_WIDTH = 920;
export const PICTURE_HEIGHT = 950;

/** Place of the camera in it. */
const CAMERA = { left: 40, top: 104, side: 700 };
const BAR = { left: 786, top: 164, width: 16, height: 580 };
const FOOTER = 836;

/**
 * Draws a camera image: every pixel in its true shape, colour bar, outline of the cleaned pixels,
 * Hillas ellipse (1 σ) with its axis and centre, scale and directions.
 *
 * @returns an SVG document that needs nothing from outside; text is set in Inter where there is one
 * @throws PhotoelectronError `argument-invalid` when arrays do not fit the geometry
 */
export function cameraPictureSvg(picture: CameraPicture): string {
  const { geometry, image, mask } = picture;
  for (const [name, length] of [
    ['image', image.length],
    ['mask', mask?.length ?? geometry.nPixels],
  ] as const) {
    if (length !== geometry.nPixels) {
      throw new PhotoelectronError(
        'argument-invalid',
        `The ${name} has ${length} values, but camera ${geometry.name} has ${geometry.nPixels} pixels.`,
      );
    }
  }
  const theme = pictureTheme(picture.theme ?? 'dark');
  const view = cameraView(geometry);
  const scale = scaleOf(picture);
  const camera = `${escape(geometry.name)} camera image`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" viewBox="0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}" role="img" font-family="Inter, 'Helvetica Neue', Arial, sans-serif">`,
    `<title>${escape(picture.title)}: ${camera}</title>`,
    `<rect width="100%" height="100%" fill="${theme.background}"/>`,
    header(picture, theme),
    pixels(picture, view, scale, theme),
    overlays(picture, view, theme),
    colorBar(picture, scale, theme),
    directions(geometry, view, theme),
    legend(picture, theme),
    parameterTable(picture, theme),
    '</svg>',
    '',
  ].join('\n');
}

/** From the geometry's unit to SVG units, y upwards. */
interface View {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** SVG units per unit of the geometry. */
  readonly factor: number;
}

function cameraView(geometry: CameraGeometry): View {
  const { x, y } = pixelCorners(geometry);
  const [left, right] = extent(x);
  const [bottom, top] = extent(y);
  const factor = CAMERA.side / Math.max(right - left, top - bottom, Number.MIN_VALUE);
  const centerX = CAMERA.left + CAMERA.side / 2 - ((left + right) / 2) * factor;
  const centerY = CAMERA.top + CAMERA.side / 2 + ((bottom + top) / 2) * factor;
  return { x: (value) => centerX + value * factor, y: (value) => centerY - value * factor, factor };
}

/** Least and largest finite value; 0 and 0 when there is none. */
function extent(values: ArrayLike<number>): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

function scaleOf({ image, range, scale = 'linear' }: CameraPicture): ColorScale {
  const [low, high] = extent(image);
  return colorScale(scale, range?.[0] ?? Math.max(0, low), range?.[1] ?? high);
}

function header({ title, subtitle, label }: CameraPicture, theme: PictureTheme): string {
  const parts = [
    text(CAMERA.left, 50, title, { size: 26, weight: 600, fill: theme.text }),
    text(CAMERA.left, 78, shortened(subtitle, 88), { size: 15, fill: theme.muted }),
  ];
  if (label !== undefined) {
    // The pill is sized for Inter at 13; other fonts of the family list are about as wide.
    const width = label.length * 7.4 + 28;
    const left = PICTURE_WIDTH - CAMERA.left - width;
    parts.push(
      `<rect x="${fixed(left)}" y="28" width="${fixed(width)}" height="28" rx="14" fill="none" stroke="${theme.warning}" stroke-width="1.4"/>`,
      text(left + width / 2, 46.8, label, {
        size: 13,
        weight: 600,
        fill: theme.warning,
        anchor: 'middle',
      }),
    );
  }
  return parts.join('\n');
}

/** All pixels, one path per colour: small files also for cameras with many thousand pixels. */
function pixels(
  { geometry, image }: CameraPicture,
  view: View,
  scale: ColorScale,
  theme: PictureTheme,
): string {
  const corners = pixelCorners(geometry);
  const paths = new Map<number, string[]>();
  const all: string[] = [];
  let largest = 0;
  for (let i = 0; i < geometry.nPixels; i++) {
    const width = corners.width[i] * view.factor;
    if (width > largest) largest = width;
    // A thin gap shows the pixels; where they are small it would only darken the picture.
    const inset = width > 5 ? 1 - 0.9 / width : 1;
    const color = scale.color(image[i]) ?? -1;
    const path = pixelPath(geometry, corners, i, view, inset);
    if (inset < 1) all.push(pixelPath(geometry, corners, i, view, 1));
    const list = paths.get(color);
    if (list === undefined) paths.set(color, [path]);
    else list.push(path);
  }
  const seam = largest > 5 ? 0 : 0.35;
  const colored = [...paths]
    .toSorted(([a], [b]) => a - b)
    .map(([color, list]) => {
      const fill = color < 0 ? theme.missing : mapColor('inferno', color);
      const stroke = seam > 0 ? ` stroke="${fill}" stroke-width="${seam}"` : '';
      return `<path fill="${fill}"${stroke} d="${list.join('')}"/>`;
    });
  const body =
    all.length > 0
      ? `<path fill="${theme.body}" stroke="${theme.body}" stroke-width="1.2" stroke-linejoin="round" d="${all.join('')}"/>\n`
      : '';
  return `<g id="pixels">\n${body}${colored.join('\n')}\n</g>`;
}

/** Outline of one pixel, shrunk towards its centre; corners relative to each other to save space. */
function pixelPath(
  { pixX, pixY }: CameraGeometry,
  corners: PixelCorners,
  pixel: number,
  view: View,
  inset: number,
): string {
  const n = corners.perPixel;
  let path = '';
  let lastX = 0;
  let lastY = 0;
  for (let k = 0; k < n; k++) {
    const dx = corners.x[pixel * n + k] - pixX[pixel];
    const dy = corners.y[pixel * n + k] - pixY[pixel];
    const x = Math.round(100 * view.x(pixX[pixel] + dx * inset));
    const y = Math.round(100 * view.y(pixY[pixel] + dy * inset));
    path += `${k === 0 ? 'M' : 'l'}${(x - lastX) / 100} ${(y - lastY) / 100}`;
    lastX = x;
    lastY = y;
  }
  return `${path}Z`;
}

function overlays({ geometry, mask, ellipse }: CameraPicture, view: View, theme: PictureTheme) {
  const parts: string[] = [];
  if (mask?.includes(1) === true) {
    const d = maskOutline(geometry, mask)
      .map((line) => {
        const points = line.map(([x, y]) => `${fixed(view.x(x))} ${fixed(view.y(y))}`);
        return points[0] === points.at(-1)
          ? `M${points.slice(0, -1).join('L')}Z`
          : `M${points.join('L')}`;
      })
      .join('');
    parts.push(
      `<g id="cleaning" fill="none" stroke-linejoin="round" stroke-linecap="round">`,
      haloed(
        (stroke, extra) => `<path d="${d}" stroke="${stroke}" stroke-width="${2 + extra}"/>`,
        theme.outline,
      ),
      '</g>',
    );
  }
  if (ellipse !== undefined && Number.isFinite(ellipse.x + ellipse.y)) {
    parts.push(ellipseOverlay(geometry, ellipse, view, theme));
  }
  return parts.join('\n');
}

function ellipseOverlay(
  geometry: CameraGeometry,
  { x, y, length, width, psi }: PictureEllipse,
  view: View,
  theme: PictureTheme,
): string {
  const cx = view.x(x);
  const cy = view.y(y);
  const radians = (psi * Math.PI) / 180;
  const parts = [
    `<clipPath id="camera"><rect x="${CAMERA.left}" y="${CAMERA.top}" width="${CAMERA.side}" height="${CAMERA.side}"/></clipPath>`,
    '<g id="hillas" fill="none" stroke-linecap="round" clip-path="url(#camera)">',
  ];
  if (Number.isFinite(psi)) {
    const [begin, end] = axisThrough(geometry, x, y, radians);
    const at = (s: number) =>
      `${fixed(view.x(x + s * Math.cos(radians)))} ${fixed(view.y(y + s * Math.sin(radians)))}`;
    parts.push(
      `<path d="M${at(begin)}L${at(end)}" stroke="${theme.ellipse}" stroke-width="2" stroke-dasharray="1 7"/>`,
    );
    if (length > 0 && width >= 0) {
      const shape = `cx="${fixed(cx)}" cy="${fixed(cy)}" rx="${fixed(length * view.factor)}" ry="${fixed(width * view.factor)}" transform="rotate(${fixed(-psi)} ${fixed(cx)} ${fixed(cy)})"`;
      parts.push(
        haloed(
          (stroke, extra) => `<ellipse ${shape} stroke="${stroke}" stroke-width="${2.4 + extra}"/>`,
          theme.ellipse,
        ),
      );
    }
  }
  const cross = `M${fixed(cx - 7)} ${fixed(cy)}h14M${fixed(cx)} ${fixed(cy - 7)}v14`;
  parts.push(
    haloed(
      (stroke, extra) => `<path d="${cross}" stroke="${stroke}" stroke-width="${2 + extra}"/>`,
      theme.ellipse,
    ),
    '</g>',
  );
  return parts.join('\n');
}

/** A line over a dark, wider one, so that it stands out from bright pixels too. */
function haloed(draw: (stroke: string, extra: number) => string, color: string): string {
  return `<g opacity="0.6">${draw('#05070b', 2.6)}</g>\n${draw(color, 0)}`;
}

/** Where a line through a point leaves the camera's circle, as distances along it. */
function axisThrough(
  { pixX, pixY }: CameraGeometry,
  x: number,
  y: number,
  psi: number,
): [number, number] {
  let radius = 0;
  for (let i = 0; i < pixX.length; i++) radius = Math.max(radius, Math.hypot(pixX[i], pixY[i]));
  const along = x * Math.cos(psi) + y * Math.sin(psi);
  const across = -x * Math.sin(psi) + y * Math.cos(psi);
  const half = Math.sqrt(Math.max(0, radius ** 2 - across ** 2));
  return [-along - half, -along + half];
}

function colorBar(
  { image, quantity, unit }: CameraPicture,
  scale: ColorScale,
  theme: PictureTheme,
) {
  const { left, top, width, height } = BAR;
  const stops = Array.from({ length: 33 }, (_, i) => {
    const color = mapColor('inferno', Math.round((i / 32) * (MAP_COLORS - 1)));
    return `<stop offset="${fixed(i / 32, 4)}" stop-color="${color}"/>`;
  }).join('');
  const parts = [
    `<defs><linearGradient id="colors" x1="0" y1="1" x2="0" y2="0">${stops}</linearGradient></defs>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="url(#colors)" stroke="${theme.line}"/>`,
  ];
  const [least, largest] = extent(image);
  // A triangle says that there are values beyond the end, as on matplotlib's colour bars.
  const arrow = (y: number, direction: number, color: number) =>
    `<path d="M${left} ${y}h${width}l${-width / 2} ${direction * 11}Z" fill="${mapColor('inferno', color)}" stroke="${theme.line}"/>`;
  if (least < scale.low) parts.push(arrow(top + height + 3, 1, 0));
  if (largest > scale.high) parts.push(arrow(top - 3, -1, MAP_COLORS - 1));
  const decimals = Math.max(0, ...scale.ticks.map(decimalsOf));
  const tickText = (tick: number) =>
    numberText(tick, scale.kind === 'linear' ? decimals : decimalsOf(tick));
  for (const tick of scale.ticks) {
    const y = top + height * (1 - scale.position(tick));
    parts.push(
      `<path d="M${left + width} ${fixed(y)}h6" stroke="${theme.muted}"/>`,
      text(left + width + 11, y + 4.6, tickText(tick), { size: 13, fill: theme.text }),
    );
  }
  const label = unit === '' ? quantity : `${quantity} [${unit}]`;
  const longest = Math.max(0, ...scale.ticks.map((tick) => tickText(tick).length));
  const labelX = left + width + 36 + longest * 8;
  parts.push(
    `<text transform="translate(${labelX} ${top + height / 2}) rotate(-90)" font-size="15" fill="${theme.text}" text-anchor="middle">${escape(label)}</text>`,
  );
  return parts.join('\n');
}

/** Axes of the frame and a bar of round length. */
function directions(geometry: CameraGeometry, view: View, theme: PictureTheme): string {
  const sky = geometry.frame === 'TelescopeFrame';
  const [right, up, unit] = sky ? ['fov_lon', 'fov_lat', 'deg'] : ['x', 'y', 'm'];
  const x = CAMERA.left + 6;
  const y = FOOTER + 52;
  const stroke = `stroke="${theme.muted}" stroke-width="1.6" fill="none" stroke-linecap="round" stroke-linejoin="round"`;
  const wanted = 110 / view.factor;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const length = ([5, 2, 1].find((factor) => factor * power <= wanted) ?? 1) * power;
  const bar = length * view.factor;
  const barX = x;
  const barY = y + 34;
  return [
    `<path d="M${x} ${y}v-36m-5 6l5 -6l5 6M${x} ${y}h36m-6 -5l6 5l-6 5" ${stroke}/>`,
    text(x + 12, y - 28, up, { size: 13, fill: theme.muted }),
    text(x + 44, y + 4.5, right, { size: 13, fill: theme.muted }),
    `<path d="M${barX} ${barY - 4}v8M${barX} ${barY}h${fixed(bar)}m0 -4v8" ${stroke}/>`,
    text(barX + bar + 10, barY + 4.5, `${numberText(length, decimalsOf(length))} ${unit}`, {
      size: 13,
      fill: theme.muted,
    }),
  ].join('\n');
}

function legend({ image, mask, ellipse }: CameraPicture, theme: PictureTheme): string {
  const entries: [sample: string, label: string][] = [];
  const sample = (y: number, extra: string) => `<path d="M0 ${y}h26" fill="none" ${extra}/>`;
  if (mask !== undefined) {
    const count = mask.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
    entries.push([
      sample(0, `stroke="${theme.outline}" stroke-width="2"`),
      `cleaned, ${count} ${count === 1 ? 'pixel' : 'pixels'}`,
    ]);
  }
  if (ellipse !== undefined) {
    entries.push([
      `<ellipse cx="13" cy="0" rx="12" ry="5" fill="none" stroke="${theme.ellipse}" stroke-width="2"/>`,
      'Hillas ellipse (1 σ)',
    ]);
    entries.push([
      sample(
        0,
        `stroke="${theme.ellipse}" stroke-width="2" stroke-linecap="round" stroke-dasharray="1 7"`,
      ),
      'main axis',
    ]);
  }
  let missing = 0;
  for (const value of image) if (Number.isNaN(value)) missing++;
  if (missing > 0) {
    entries.push([
      `<rect x="7" y="-6" width="12" height="12" fill="${theme.missing}"/>`,
      `no value, ${missing} ${missing === 1 ? 'pixel' : 'pixels'}`,
    ]);
  }
  const parts = entries.map(([drawing, label], i) => {
    const y = FOOTER + 14 + i * 24;
    return `<g transform="translate(300 ${y})">${drawing}</g>\n${text(338, y + 4.6, label, { size: 14, fill: theme.text })}`;
  });
  return parts.join('\n');
}

function parameterTable({ parameters = [] }: CameraPicture, theme: PictureTheme): string {
  const rows = 4;
  return parameters
    .slice(0, 2 * rows)
    .map(([name, value], i) => {
      const column = Math.floor(i / rows);
      const left = 540 + column * 182;
      const y = FOOTER + 18.6 + (i % rows) * 24;
      return [
        text(left, y, name, { size: 14, fill: theme.muted }),
        text(left + 158, y, value, { size: 14, fill: theme.text, anchor: 'end' }),
      ].join('\n');
    })
    .join('\n');
}

interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
}

function text(x: number, y: number, content: string, style: TextStyle): string {
  const weight = style.weight === undefined ? '' : ` font-weight="${style.weight}"`;
  const anchor = style.anchor === undefined ? '' : ` text-anchor="${style.anchor}"`;
  return `<text x="${fixed(x)}" y="${fixed(y)}" font-size="${style.size}"${weight} fill="${style.fill}"${anchor}>${escape(content)}</text>`;
}

function shortened(content: string, length: number): string {
  return content.length <= length ? content : `${content.slice(0, length - 1)}…`;
}

function escape(content: string): string {
  return content
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Number of decimals that a round value needs. */
function decimalsOf(value: number): number {
  return Math.min(6, String(value).split('.').at(1)?.length ?? 0);
}

/** A coordinate with two decimals, without needless zeros. */
function fixed(value: number, decimals = 2): string {
  return String(Number(value.toFixed(decimals)));
}
