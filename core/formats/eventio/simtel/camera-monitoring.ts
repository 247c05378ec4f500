import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Monitoring of a camera (type 2022): only the parts that changed are there. */
export interface CameraMonitoring {
  readonly telescopeId: number;
  /** Bits of the parts that follow. */
  readonly what: number;
  readonly known: number;
  readonly newParts: number;
  readonly monitorId: number;
  readonly moniTime: readonly [number, number];
  readonly nSectors: number;
  readonly nPixels: number;
  readonly nDrawers: number;
  readonly nGains: number;
  readonly statusTime?: readonly [number, number];
  readonly statusBits?: number;
  readonly trigTime?: readonly [number, number];
  readonly coincCount?: number;
  readonly eventCount?: number;
  /** [Hz] */
  readonly triggerRate?: number;
  readonly sectorRate?: Float32Array;
  readonly eventRate?: number;
  readonly dataRate?: number;
  readonly meanSignificant?: number;
  readonly pedNoiseTime?: readonly [number, number];
  /** Samples that the pedestals are the sums of. */
  readonly nPedSlices?: number;
  /** Sums of pedestals [ADC counts], shape (n_gains, n_pixels). */
  readonly pedestal?: Float32Array;
  readonly noise?: Float32Array;
  readonly hvTempTime?: readonly [number, number];
  readonly nDrawerTemp?: number;
  readonly nCameraTemp?: number;
  readonly hvVMon?: Int16Array;
  readonly hvIMon?: Int16Array;
  readonly hvStat?: Uint8Array;
  /** Shape (n_drawers, n_drawer_temp). */
  readonly drawerTemp?: Int16Array;
  readonly cameraTemp?: Int16Array;
  readonly dcRateTime?: readonly [number, number];
  readonly current?: Uint16Array;
  readonly scaler?: Uint16Array;
  readonly hvThrTime?: readonly [number, number];
  readonly hvDac?: Uint16Array;
  readonly threshDac?: Uint16Array;
  readonly hvSet?: Uint8Array;
  readonly trigSet?: Uint8Array;
  readonly setDaqTime?: readonly [number, number];
  readonly daqConf?: number;
  readonly daqScalerWin?: number;
  readonly daqNd?: number;
  readonly daqAcc?: number;
  readonly daqNl?: number;
}

interface Dimensions {
  readonly nSectors: number;
  readonly nPixels: number;
  readonly nDrawers: number;
  readonly nGains: number;
}

type Part = (reader: PayloadReader, size: Dimensions) => Partial<CameraMonitoring>;

const counts: Part = (reader, { nSectors }) => ({
  trigTime: reader.time(),
  coincCount: reader.int32(),
  eventCount: reader.int32(),
  triggerRate: reader.float32(),
  sectorRate: reader.float32Array(nSectors),
  eventRate: reader.float32(),
  dataRate: reader.float32(),
  meanSignificant: reader.float32(),
});

const pedestals: Part = (reader, { nGains, nPixels }) => ({
  pedNoiseTime: reader.time(),
  nPedSlices: reader.int16(),
  pedestal: reader.float32Array(nGains * nPixels),
  noise: reader.float32Array(nGains * nPixels),
});

const voltages: Part = (reader, { nPixels, nDrawers }) => {
  const hvTempTime = reader.time();
  const nDrawerTemp = reader.int16();
  const nCameraTemp = reader.int16();
  return {
    hvTempTime,
    nDrawerTemp,
    nCameraTemp,
    hvVMon: reader.int16Array(nPixels),
    hvIMon: reader.int16Array(nPixels),
    hvStat: reader.uint8Array(nPixels),
    drawerTemp: reader.int16Array(nDrawers * nDrawerTemp),
    cameraTemp: reader.int16Array(nCameraTemp),
  };
};

const currents: Part = (reader, { nPixels }) => ({
  dcRateTime: reader.time(),
  current: reader.uint16Array(nPixels),
  scaler: reader.uint16Array(nPixels),
});

const thresholds: Part = (reader, { nPixels, nDrawers }) => ({
  hvThrTime: reader.time(),
  hvDac: reader.uint16Array(nPixels),
  threshDac: reader.uint16Array(nDrawers),
  hvSet: reader.uint8Array(nPixels),
  trigSet: reader.uint8Array(nPixels),
});

const daq: Part = (reader) => ({
  setDaqTime: reader.time(),
  daqConf: reader.int16(),
  daqScalerWin: reader.int16(),
  daqNd: reader.int16(),
  daqAcc: reader.int16(),
  daqNl: reader.int16(),
});

/** Parts in the order of their bits. */
const PARTS: readonly Part[] = [
  (reader) => ({ statusTime: reader.time(), statusBits: reader.int32() }),
  counts,
  pedestals,
  voltages,
  currents,
  thresholds,
  daq,
];

/** Telescope of a monitoring object, without decoding it. */
export function monitoredTelescope(object: EventIoObject): number {
  return (object.id & 0xff) | ((object.id & 0x3f000000) >> 16);
}

/** Decodes camera monitoring (type 2022, versions 0 and 1). @throws `format-damaged`, `format-unsupported` */
export function decodeCameraMonitoring(object: EventIoObject): CameraMonitoring {
  const reader = new PayloadReader(object);
  reader.requireVersion(0, 1);
  const head = {
    telescopeId: monitoredTelescope(object),
    what: (object.id >> 8) & 0xffff,
    known: reader.int16(),
    newParts: reader.int16(),
    monitorId: reader.int32(),
    moniTime: reader.time(),
  };
  const dimension = (): number => (object.version === 0 ? reader.int16() : reader.varint());
  const size = {
    nSectors: dimension(),
    nPixels: dimension(),
    nDrawers: dimension(),
    nGains: dimension(),
  };
  let result: CameraMonitoring = { ...head, ...size };
  for (const [bit, part] of PARTS.entries()) {
    if ((head.what & (1 << bit)) !== 0) result = { ...result, ...part(reader, size) };
  }
  return result;
}
