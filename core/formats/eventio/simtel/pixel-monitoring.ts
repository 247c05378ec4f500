import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** State of each pixel (type 2033); arrays of shape (n_pixels), only those that are known. */
export interface PixelMonitoring {
  readonly flags: number;
  readonly nPixels: number;
  readonly nGains: number;
  /** [GHz] */
  readonly nsbRate?: Float32Array;
  readonly qeRel?: Float32Array;
  readonly gainRel?: Float32Array;
  readonly hvRel?: Float32Array;
  /** [µA] */
  readonly current?: Float32Array;
  /** Amplitude of a single photo-electron [ADC counts]. */
  readonly fadcAmpHg?: Float32Array;
  readonly fadcAmpLg?: Float32Array;
  /** 1 where a pixel is disabled. */
  readonly disabled?: Uint8Array;
}

/** Decodes pixel monitoring (type 2033, version 0). @throws `format-damaged`, `format-unsupported` */
export function decodePixelMonitoring(object: EventIoObject): PixelMonitoring {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 0);
  const flags = reader.int32();
  const nPixels = reader.int32();
  const nGains = reader.int16();
  const has = (bit: number): boolean => (flags & bit) !== 0;
  return {
    flags,
    nPixels,
    nGains,
    ...(has(0x01) ? { nsbRate: reader.float32Array(nPixels) } : {}),
    ...(has(0x02) ? { qeRel: reader.float32Array(nPixels) } : {}),
    ...(has(0x04) ? { gainRel: reader.float32Array(nPixels) } : {}),
    ...(has(0x08) ? { hvRel: reader.float32Array(nPixels) } : {}),
    ...(has(0x10) ? { current: reader.float32Array(nPixels) } : {}),
    ...(has(0x20) ? { fadcAmpHg: reader.float32Array(nPixels) } : {}),
    ...(has(0x40) && nGains > 1 ? { fadcAmpLg: reader.float32Array(nPixels) } : {}),
    ...(has(0x80)
      ? { disabled: reader.uint8Array(nPixels).map((flag) => (flag === 0 ? 0 : 1)) }
      : {}),
  };
}
