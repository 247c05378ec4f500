import type { CameraFrame, CameraPixels } from './camera-pixels.ts';
import type { CameraView } from './camera-view.ts';
import { scaleBarLength } from './scale-bar-length.ts';

/** Names of the axes as ctapipe has them. */
const axisNames: Readonly<Record<CameraFrame, readonly [string, string]>> = {
  camera: ['x', 'y'],
  engineering: ['x', 'y'],
  sky: ['lon', 'lat'],
};

/** Names of the frames for people. */
export const frameNames: Readonly<Record<CameraFrame, string>> = {
  camera: 'Camera frame',
  engineering: 'Engineering frame',
  sky: 'Sky frame',
};

/** How furniture is drawn. */
export interface FurniturePen {
  readonly color: string;
  /** Of the ground, drawn around lines and letters where pixels are below them. */
  readonly halo: string;
  readonly font: string;
  /** Width of the picture [CSS pixels]. */
  readonly width: number;
  /** Height of the picture [CSS pixels]. */
  readonly height: number;
}

const LONGEST_BAR = 90;
const ARROW = 24;
const MARGIN = 12;
const HALO = 3;
/** In smaller pictures the camera needs the room [CSS pixels]. */
const SMALLEST = 240;

/** Draws directions of the shown frame and a bar of a round length into the lower left corner. */
export function drawFurniture(
  context: CanvasRenderingContext2D,
  pixels: CameraPixels,
  view: CameraView,
  { color, halo, font, width, height }: FurniturePen,
): void {
  if (Math.min(width, height) < SMALLEST) return;
  const lines = new Path2D();
  const texts: { readonly text: string; readonly x: number; readonly y: number }[] = [];
  const length = scaleBarLength(view.scale, LONGEST_BAR);
  const bar = Math.round(length * view.scale);
  const bottom = height - MARGIN + 0.5;
  lines.moveTo(MARGIN + 0.5, bottom - 4);
  lines.lineTo(MARGIN + 0.5, bottom);
  lines.lineTo(MARGIN + bar + 0.5, bottom);
  lines.lineTo(MARGIN + bar + 0.5, bottom - 4);
  context.font = font;
  const label = `${length}${pixels.unit === 'deg' ? '°' : ' m'}`;
  const half = context.measureText(label).width / 2;
  texts.push({ text: label, x: MARGIN + bar + 8 + half, y: bottom - 3 });
  const [x0, y0] = [MARGIN + ARROW + 6, bottom - 22 - ARROW];
  const angle = (view.rotationDeg * Math.PI) / 180;
  for (const [k, name] of axisNames[view.frame].entries()) {
    const direction = angle + (k * Math.PI) / 2;
    const [dx, dy] = [Math.cos(direction), -Math.sin(direction)];
    lines.moveTo(x0, y0);
    lines.lineTo(x0 + dx * ARROW, y0 + dy * ARROW);
    for (const side of [-1, 1]) {
      const tip = direction + Math.PI + side * 0.45;
      lines.moveTo(x0 + dx * ARROW, y0 + dy * ARROW);
      lines.lineTo(x0 + dx * ARROW + 6 * Math.cos(tip), y0 + dy * ARROW - 6 * Math.sin(tip));
    }
    texts.push({ text: name, x: x0 + dx * (ARROW + 12), y: y0 + dy * (ARROW + 10) });
  }
  context.lineCap = 'butt';
  context.lineJoin = 'round';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.strokeStyle = halo;
  context.lineWidth = 2 * HALO;
  context.stroke(lines);
  for (const { text, x, y } of texts) context.strokeText(text, x, y);
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = 1;
  context.stroke(lines);
  for (const { text, x, y } of texts) context.fillText(text, x, y);
}
