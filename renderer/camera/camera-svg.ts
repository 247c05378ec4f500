import { type ColorMapName, MAP_COLORS, mapColor } from '../../core/colors/color-map.ts';
import type { CameraPixels } from './camera-pixels.ts';
import { type PictureSize, type ScreenTransform, toScreen } from './camera-view.ts';
import type { ColorScale } from './color-scale.ts';
import {
  HALO,
  type Mark,
  type MarkRole,
  type MarkStyle,
  symbolLines,
  SYMBOL_REACH,
} from './mark.ts';
import { pixelOutlines } from './mask-edges.ts';
import { INVALID, type PixelColors } from './pixel-colors.ts';
import { halfWidths } from './pixel-outline.ts';
import { scaleBarLength } from './scale-bar-length.ts';
import { scaleTicks } from './scale-ticks.ts';
import { tickText } from './value-text.ts';

/** A camera picture that leaves the program. */
export interface SvgPicture {
  readonly title: string;
  /** What the values are, with their unit: `Charge [p.e.]`. */
  readonly quantity: string;
  /** Name of the frame that is shown, after the word that the image is simulated where it is. */
  readonly frame: string;
  readonly pixels: CameraPixels;
  readonly colors: PixelColors;
  readonly colorMap: ColorMapName;
  readonly scale: ColorScale;
  readonly marks: readonly Mark[];
  readonly styles: Readonly<Record<MarkRole, MarkStyle>>;
  /** Camera to picture, and the size of the camera's part of it. */
  readonly transform: ScreenTransform;
  readonly size: PictureSize;
  readonly theme: {
    readonly background: string;
    readonly text: string;
    readonly muted: string;
    /** Beneath lines and text over the pixels. */
    readonly halo: string;
    readonly invalid: string;
    readonly hatch: string;
  };
}

const TITLE_HEIGHT = 36;
/** Longest bar that shows a length. */
const LONGEST_BAR = 90;
const BAR = { gap: 16, width: 14, labels: 86 };

/** The picture as an SVG document: every pixel in its true shape, overlays, colour bar, title. */
export function cameraSvg(picture: SvgPicture): string {
  const { size, theme, title } = picture;
  const width = size.width + BAR.gap + BAR.width + BAR.labels;
  const height = size.height + TITLE_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${number(width)} ${number(height)}" width="${number(width)}" height="${number(height)}" role="img" font-family="Inter, Helvetica, Arial, sans-serif" font-size="13">`,
    `<title>${escape(title)}</title>`,
    '<defs>',
    `<pattern id="invalid" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="${theme.invalid}"/><rect width="2" height="6" fill="${theme.hatch}"/></pattern>`,
    `<clipPath id="camera"><rect y="${TITLE_HEIGHT}" width="${number(size.width)}" height="${number(size.height)}"/></clipPath>`,
    '</defs>',
    `<rect width="100%" height="100%" fill="${theme.background}"/>`,
    `<text x="12" y="24" font-size="15" fill="${theme.text}">${escape(title)}</text>`,
    '<g clip-path="url(#camera)">',
    `<g transform="translate(0 ${TITLE_HEIGHT})">`,
    ...pixelElements(picture),
    ...picture.marks.map((mark) => markElement(mark, picture)),
    '</g>',
    '</g>',
    ...lengthElements(picture),
    ...barElements(picture),
    '</svg>',
    '',
  ].join('\n');
}

function pixelElements({ pixels, colors, colorMap, transform, size }: SvgPicture): string[] {
  const half = halfWidths(pixels);
  const elements = ['<g id="pixels">'];
  for (let i = 0; i < half.length; i++) {
    const [x, y] = toScreen(transform, pixels.pixX[i], pixels.pixY[i]);
    const reach = half[i] * transform.scale * Math.SQRT2;
    const isOutside =
      x + reach < 0 || y + reach < 0 || x - reach > size.width || y - reach > size.height;
    if (isOutside) continue;
    const index = colors.index[i];
    const fill = index === INVALID ? 'url(#invalid)' : mapColor(colorMap, index);
    if (pixels.shape === 'circle') {
      const radius = number(half[i] * transform.scale);
      elements.push(`<circle cx="${number(x)}" cy="${number(y)}" r="${radius}" fill="${fill}"/>`);
    } else {
      const [outline] = pixelOutlines(pixels, [i]);
      elements.push(`<path d="${pathData([outline], transform, true)}" fill="${fill}"/>`);
    }
  }
  elements.push('</g>');
  return elements;
}

function markElement(mark: Mark, { styles, transform, theme }: SvgPicture): string {
  const style = styles[mark.role];
  if (mark.kind === 'text') {
    const [x, y] = toScreen(transform, mark.x, mark.y);
    const place = `x="${number(x + SYMBOL_REACH + 3)}" y="${number(y - SYMBOL_REACH)}"`;
    return `<text ${place} fill="${style.color}" stroke="${theme.halo}" stroke-width="3" paint-order="stroke">${escape(mark.text)}</text>`;
  }
  let data: string;
  if (mark.kind === 'lines') data = pathData(mark.lines, transform, mark.closed);
  else {
    const [x, y] = toScreen(transform, mark.x, mark.y);
    const place = { xx: 1, xy: 0, yx: 0, yy: -1, x0: x, y0: y, scale: 1 };
    data = pathData(symbolLines(mark.symbol), place, false);
  }
  const fill =
    style.fill > 0 ? `fill="${style.color}" fill-opacity="${style.fill}"` : 'fill="none"';
  const dash = style.dash.length > 0 ? ` stroke-dasharray="${style.dash.join(' ')}"` : '';
  const rounding = 'stroke-linejoin="round" stroke-linecap="round"';
  const halo = style.halo
    ? `<path d="${data}" fill="none" stroke="${theme.halo}" stroke-opacity="0.55" stroke-width="${style.width + HALO}" ${rounding}/>`
    : '';
  const stroke =
    style.width > 0
      ? ` stroke="${style.color}" stroke-width="${style.width}" ${rounding}${dash}`
      : '';
  return `${halo}<path class="${mark.role}" d="${data}" ${fill}${stroke}/>`;
}

/** Name of the frame, and a bar of a round length. */
function lengthElements({ frame, pixels, transform, size, theme }: SvgPicture): string[] {
  const length = scaleBarLength(transform.scale, LONGEST_BAR);
  const bottom = TITLE_HEIGHT + size.height - 12;
  const width = length * transform.scale;
  const unit = pixels.unit === 'deg' ? '°' : ' m';
  return [
    `<text x="${number(size.width - 4)}" y="24" text-anchor="end" fill="${theme.muted}">${escape(frame)}</text>`,
    `<path class="length" d="M12 ${number(bottom - 4)}v4h${number(width)}v-4" fill="none" stroke="${theme.muted}"/>`,
    `<text x="${number(12 + width + 8)}" y="${number(bottom + 1)}" fill="${theme.muted}">${length}${unit}</text>`,
  ];
}

function barElements({ size, scale, colorMap, quantity, theme }: SvgPicture): string[] {
  const left = size.width + BAR.gap;
  const top = TITLE_HEIGHT + 12;
  const height = size.height - 24;
  const step = height / MAP_COLORS;
  const elements = ['<g id="color-bar">'];
  for (let k = 0; k < MAP_COLORS; k++) {
    const y = top + height - (k + 1) * step;
    // A little taller than its step: no seam between two of them.
    elements.push(
      `<rect x="${number(left)}" y="${number(y)}" width="${BAR.width}" height="${number(step + 0.5)}" fill="${mapColor(colorMap, k)}"/>`,
    );
  }
  const right = left + BAR.width;
  for (const tick of scaleTicks(scale, Math.max(2, height / 60))) {
    const y = top + height * (1 - scale.place(tick));
    elements.push(
      `<path d="M${number(right)} ${number(y)}h5" stroke="${theme.text}"/>`,
      `<text x="${number(right + 9)}" y="${number(y + 4.5)}" fill="${theme.text}">${tickText(tick)}</text>`,
    );
  }
  const [x, y] = [right + 72, top + height / 2];
  elements.push(
    `<text transform="translate(${number(x)} ${number(y)}) rotate(-90)" text-anchor="middle" fill="${theme.text}">${escape(quantity)}</text>`,
    '</g>',
  );
  return elements;
}

function pathData(
  lines: readonly ArrayLike<number>[],
  transform: ScreenTransform,
  closed: boolean,
): string {
  let data = '';
  for (const line of lines) {
    for (let k = 0; k < line.length; k += 2) {
      const [x, y] = toScreen(transform, line[k], line[k + 1]);
      data += `${k === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`;
    }
    if (closed) data += 'Z';
  }
  return data;
}

/** A length with two decimals, without needless zeros. */
function number(value: number): string {
  return String(Number(value.toFixed(2)) + 0);
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
