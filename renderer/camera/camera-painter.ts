import type { CameraPixels } from './camera-pixels.ts';
import { type CameraView, type PictureSize, screenTransform } from './camera-view.ts';
import { drawIndexMap, type IndexMap, NO_PIXEL, pixelAt } from './index-map.ts';
import { type PaintColors, paintPixels } from './paint-pixels.ts';
import type { PixelColors } from './pixel-colors.ts';

/** Paints the pixels of a camera on a canvas and knows which of them lies where. */
export class CameraPainter {
  #map: IndexMap | undefined;
  #drawn: { pixels: CameraPixels; view: CameraView; size: PictureSize } | undefined;
  #picture: ImageData | undefined;

  /**
   * Paints a picture; where pixels lie is worked out anew only when camera, view or size have changed.
   *
   * @param size of the canvas [device pixels]
   * @param view with its scale in device pixels
   */
  paint(
    context: CanvasRenderingContext2D,
    pixels: CameraPixels,
    view: CameraView,
    size: PictureSize,
    colors: PixelColors,
    paint: PaintColors,
  ): void {
    const map = this.#mapFor(pixels, view, size);
    if (this.#picture?.width !== size.width || this.#picture.height !== size.height) {
      this.#picture = new ImageData(size.width, size.height);
    }
    paintPixels(map, colors, paint, new Uint32Array(this.#picture.data.buffer));
    context.putImageData(this.#picture, 0, 0);
  }

  /** The camera pixel at a point of the canvas [device pixels], `NO_PIXEL` where there is none. */
  pixelAt(x: number, y: number): number {
    return this.#map === undefined ? NO_PIXEL : pixelAt(this.#map, x, y);
  }

  /** Forgets what was painted, when there is no camera any more. */
  clear(): void {
    this.#map = undefined;
    this.#drawn = undefined;
  }

  #mapFor(pixels: CameraPixels, view: CameraView, size: PictureSize): IndexMap {
    const drawn = this.#drawn;
    if (
      this.#map !== undefined &&
      drawn?.pixels === pixels &&
      isSameView(drawn.view, view) &&
      drawn.size.width === size.width &&
      drawn.size.height === size.height
    ) {
      return this.#map;
    }
    this.#map = drawIndexMap(pixels, screenTransform(pixels, view, size), size, this.#map);
    this.#drawn = { pixels, view, size };
    return this.#map;
  }
}

function isSameView(a: CameraView, b: CameraView): boolean {
  return (
    a.centerX === b.centerX &&
    a.centerY === b.centerY &&
    a.scale === b.scale &&
    a.rotationDeg === b.rotationDeg &&
    a.frame === b.frame
  );
}
