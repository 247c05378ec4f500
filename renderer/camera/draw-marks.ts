import { type ScreenTransform, toScreen } from './camera-view.ts';
import {
  HALO,
  type Mark,
  type MarkRole,
  type MarkStyle,
  symbolLines,
  SYMBOL_REACH,
} from './mark.ts';

/** What marks are drawn with. */
export interface MarkPen {
  /** Camera to CSS pixels. */
  readonly transform: ScreenTransform;
  readonly styles: Readonly<Record<MarkRole, MarkStyle>>;
  /** Colour beneath lines and text, so that they can be seen on every pixel. */
  readonly halo: string;
  readonly font: string;
}

/** Draws marks on a canvas whose unit is the CSS pixel. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  marks: readonly Mark[],
  { transform, styles, halo, font }: MarkPen,
): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const mark of marks) {
    const style = styles[mark.role];
    if (mark.kind === 'text') {
      const [x, y] = toScreen(transform, mark.x, mark.y);
      drawText(context, mark.text, x, y, { color: style.color, halo, font });
      continue;
    }
    context.beginPath();
    if (mark.kind === 'lines') {
      for (const line of mark.lines) tracePath(context, transform, line, mark.closed);
    } else {
      const [x, y] = toScreen(transform, mark.x, mark.y);
      for (const line of symbolLines(mark.symbol)) {
        for (let k = 0; k < line.length; k += 2) {
          if (k === 0) context.moveTo(x + line[k], y - line[k + 1]);
          else context.lineTo(x + line[k], y - line[k + 1]);
        }
      }
    }
    if (style.fill > 0) {
      context.globalAlpha = style.fill;
      context.fillStyle = style.color;
      context.fill();
      context.globalAlpha = 1;
    }
    if (style.width === 0) continue;
    if (style.halo) {
      context.setLineDash([]);
      context.strokeStyle = halo;
      context.lineWidth = style.width + HALO;
      context.globalAlpha = 0.55;
      context.stroke();
      context.globalAlpha = 1;
    }
    context.setLineDash([...style.dash]);
    context.strokeStyle = style.color;
    context.lineWidth = style.width;
    context.stroke();
  }
  context.setLineDash([]);
}

function tracePath(
  context: CanvasRenderingContext2D,
  { xx, xy, yx, yy, x0, y0 }: ScreenTransform,
  line: ArrayLike<number>,
  closed: boolean,
): void {
  for (let k = 0; k < line.length; k += 2) {
    const x = xx * line[k] + xy * line[k + 1] + x0;
    const y = yx * line[k] + yy * line[k + 1] + y0;
    if (k === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  if (closed) context.closePath();
}

function drawText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  { color, halo, font }: { readonly color: string; readonly halo: string; readonly font: string },
): void {
  context.setLineDash([]);
  context.font = font;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.lineWidth = 3;
  context.strokeStyle = halo;
  context.strokeText(text, x + SYMBOL_REACH + 3, y - SYMBOL_REACH);
  context.fillStyle = color;
  context.fillText(text, x + SYMBOL_REACH + 3, y - SYMBOL_REACH);
}
