import type { MaskComparison } from '../../camera/camera-overlays.ts';

/** What two cleanings of one image kept, and how many pixels that are. */
export interface ComparedMasks extends MaskComparison {
  readonly nBoth: number;
  readonly nOnlyA: number;
  readonly nOnlyB: number;
}

/** Compares two masks, shape (n_pixels) each. */
export function compareMasks(a: Uint8Array, b: Uint8Array): ComparedMasks {
  const n = a.length;
  const [both, onlyA, onlyB] = [new Uint8Array(n), new Uint8Array(n), new Uint8Array(n)];
  let [nBoth, nOnlyA, nOnlyB] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    if (a[i] !== 0 && b[i] !== 0) {
      both[i] = 1;
      nBoth++;
    } else if (a[i] !== 0) {
      onlyA[i] = 1;
      nOnlyA++;
    } else if (b[i] !== 0) {
      onlyB[i] = 1;
      nOnlyB++;
    }
  }
  return { both, onlyA, onlyB, nBoth, nOnlyA, nOnlyB };
}
