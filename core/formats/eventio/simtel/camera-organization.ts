import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** How the pixels of a camera are wired (type 2003). */
export interface CameraOrganization {
  readonly telescopeId: number;
  readonly nPixels: number;
  readonly nDrawers: number;
  readonly nGains: number;
  readonly nSectors: number;
  /** Drawer of each pixel, shape (n_pixels). */
  readonly drawer: Int32Array;
  /** Read-out card, chip and channel, shape (n_pixels, n_gains). */
  readonly card: Int32Array;
  readonly chip: Int32Array;
  readonly channel: Int32Array;
  /** Trigger sectors that each pixel belongs to. */
  readonly sectors: readonly Int32Array[];
  /** Shape (n_sectors). */
  readonly sectorType: Uint8Array;
  readonly sectorThreshold: Float32Array;
  readonly sectorPixelThreshold: Float32Array;
}

/** Decodes a camera organisation (type 2003, versions 1 and 2). @throws `format-damaged`, `format-unsupported` */
export function decodeCameraOrganization(object: EventIoObject): CameraOrganization {
  const reader = new PayloadReader(object);
  reader.requireVersion(1, 2);
  const integers = (count: number): Int32Array =>
    object.version === 1 ? reader.widenedArray(count) : reader.varintArray(count);
  const nPixels = reader.int32();
  const nDrawers = reader.int32();
  const nGains = reader.int32();
  const nSectors = reader.int32();
  const drawer = integers(nPixels);
  const card = integers(nPixels * nGains);
  const chip = integers(nPixels * nGains);
  const channel = integers(nPixels * nGains);
  const sectors: Int32Array[] = [];
  for (let pixel = 0; pixel < nPixels; pixel++) {
    sectors.push(integers(object.version === 1 ? reader.int16() : reader.varint()));
  }
  if (!(nSectors >= 0 && nSectors * 9 <= reader.remaining)) {
    throw reader.damaged(`it claims ${nSectors} trigger sectors`);
  }
  const sectorType = new Uint8Array(nSectors);
  const sectorThreshold = new Float32Array(nSectors);
  const sectorPixelThreshold = new Float32Array(nSectors);
  for (let sector = 0; sector < nSectors; sector++) {
    sectorType[sector] = reader.uint8();
    sectorThreshold[sector] = reader.float32();
    sectorPixelThreshold[sector] = reader.float32();
  }
  return {
    telescopeId: object.id,
    nPixels,
    nDrawers,
    nGains,
    nSectors,
    drawer,
    card,
    chip,
    channel,
    sectors,
    sectorType,
    sectorThreshold,
    sectorPixelThreshold,
  };
}
