import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Header of a telescope event (type 2011). */
export interface TelescopeEventHeader {
  readonly telescopeId: number;
  readonly locCount: number;
  readonly globCount: number;
  /** Seconds and nanoseconds. */
  readonly cpuTime: readonly [number, number];
  readonly gpsTime: readonly [number, number];
  readonly trgSource: number;
  /** Trigger sectors that fired. */
  readonly listTrgsect?: Int32Array;
  /** When they fired [ns]. */
  readonly timeTrgsect?: Float32Array;
  readonly nPhysAddr?: number;
  readonly physAddr?: Int32Array;
  /** From version 3 [ns]. */
  readonly readoutTime?: number;
  readonly relativeTriggerTime?: number;
  /** First sample read out; from version 4. */
  readonly startReadout?: number;
}

const HAS_SECTORS = 0x100;
const HAS_ADDRESSES = 0x200;
const HAS_SECTOR_TIMES = 0x400;

/** Decodes a telescope event header (type 2011, versions 0–4). @throws `format-damaged`, `format-unsupported` */
export function decodeTelescopeEventHeader(object: EventIoObject): TelescopeEventHeader {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 4);
  const { version } = object;
  const integers = (count: number): Int32Array =>
    version <= 1 ? reader.widenedArray(count) : reader.varintArray(count);
  const count = (): number => (version <= 1 ? reader.int16() : reader.varint());
  const head = {
    telescopeId: object.id,
    locCount: reader.int32(),
    globCount: reader.int32(),
    cpuTime: reader.time(),
    gpsTime: reader.time(),
  };
  const flags = reader.int16();
  let sectors = {};
  if ((flags & HAS_SECTORS) !== 0) {
    const listTrgsect = integers(count());
    sectors =
      version >= 1 && (flags & HAS_SECTOR_TIMES) !== 0
        ? { listTrgsect, timeTrgsect: reader.float32Array(listTrgsect.length) }
        : { listTrgsect };
  }
  let addresses = {};
  if ((flags & HAS_ADDRESSES) !== 0) {
    const nPhysAddr = count();
    addresses = { nPhysAddr, physAddr: integers(nPhysAddr) };
  }
  return {
    ...head,
    trgSource: flags & 0xff,
    ...sectors,
    ...addresses,
    ...(version >= 3
      ? { readoutTime: reader.float32(), relativeTriggerTime: reader.float32() }
      : {}),
    ...(version >= 4 ? { startReadout: reader.int32() } : {}),
  };
}
