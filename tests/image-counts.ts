import { productColumn, productTables, readProduct } from './read-product.ts';

/** One image of a product. */
export interface CountedImage {
  readonly eventId: number;
  readonly telId: number;
  /** Kept pixels. */
  readonly nKept: number;
  /** hillas_intensity [p.e.]; NaN without parameters. */
  readonly intensity: number;
}

/** What a cleaning kept of the images of a product. */
export interface ImageCounts {
  readonly images: readonly CountedImage[];
  readonly nImages: number;
  /** Images with at least one kept pixel. */
  readonly nSurviving: number;
  readonly nParametrised: number;
  /** Kept pixels of all images. */
  readonly nPixels: number;
}

const group = '/dl1/event/telescope';

/** Counts images and kept pixels of a product that was written with images. */
export async function imageCounts(file: string): Promise<ImageCounts> {
  const product = await readProduct(file);
  const images = [...productTables(product, /^\/dl1\/event\/telescope\/images\//)].flatMap(
    ([table, { nRows }]) => {
      const name = table.replace(/^.*\//, '');
      const numbers = (path: string, column: string) => {
        const found = productColumn(product, path, column);
        if (!('data' in found)) throw new Error(`${path}/${column} has no numbers.`);
        return Array.from(found.data, Number);
      };
      const masks = numbers(table, 'image_mask');
      const nPixels = masks.length / nRows;
      const intensities = numbers(`${group}/parameters/${name}`, 'hillas_intensity');
      return numbers(table, 'event_id').map((eventId, row) => ({
        eventId,
        telId: Number(name.replace('tel_', '')),
        nKept: masks.slice(row * nPixels, (row + 1) * nPixels).reduce((sum, kept) => sum + kept, 0),
        intensity: intensities[row] ?? NaN,
      }));
    },
  );
  return {
    images,
    nImages: images.length,
    nSurviving: images.filter(({ nKept }) => nKept > 0).length,
    nParametrised: images.filter(({ intensity }) => Number.isFinite(intensity)).length,
    nPixels: images.reduce((sum, { nKept }) => sum + nKept, 0),
  };
}
