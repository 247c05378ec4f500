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
  readonly font: string;
  /** Height of the picture [CSS pixels]. */
  readonly height: number;
}

const LONGEST_BAR = 90;
const ARROW = 24;
const MARGIN = 12;

/** Draws directions of the shown frame and a bar of a round length into the lower left corner. */
export function drawFurniture(
  context: CanvasRenderingContext2D,
  pixels: CameraPixels,
  view: CameraView,
  { color, font, height }: FurniturePen,
): void {
  context.strokeStyle = color;
  context.fillStyle = color;
  context.font = font;
  context.lineWidth = 1;
  context.lineCap = 'butt';
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  const length = scaleBarLength(view.scale, LONGEST_BAR);
  const bar = Math.round(length * view.scale);
  const bottom = height - MARGIN + 0.5;
  context.beginPath();
  context.moveTo(MARGIN + 0.5, bottom - 4);
  context.lineTo(MARGIN + 0.5, bottom);
  context.lineTo(MARGIN + bar + 0.5, bottom);
  context.lineTo(MARGIN + bar + 0.5, bottom - 4);
  context.stroke();
  const unit = pixels.unit === 'deg' ? '°' : ' m';
  context.fillText(`${length}${unit}`, MARGIN + bar + 8, bottom + 1);
  const [x0, y0] = [MARGIN + ARROW + 6, bottom - 22 - ARROW];
  const angle = (view.rotationDeg * Math.PI) / 180;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const [k, name] of axisNames[view.frame].entries()) {
    const direction = angle + (k * Math.PI) / 2;
    const [dx, dy] = [Math.cos(direction), -Math.sin(direction)];
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x0 + dx * ARROW, y0 + dy * ARROW);
    for (const side of [-1, 1]) {
      const tip = direction + Math.PI + side * 0.45;
      context.moveTo(x0 + dx * ARROW, y0 + dy * ARROW);
      context.lineTo(x0 + dx * ARROW + 6 * Math.cos(tip), y0 + dy * ARROW - 6 * Math.sin(tip));
    }
    context.stroke();
    context.fillText(name, x0 + dx * (ARROW + 12), y0 + dy * (ARROW + 10));
  }
}
