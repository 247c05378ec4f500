/** What a file is for (the catalogue's kinds; see the contract's `fileKindSchema`). */
export type FileKind =
  | 'events'
  | 'photons'
  | 'irf'
  | 'cuts'
  | 'benchmark'
  | 'index'
  | 'calibration'
  | 'monitoring'
  | 'instrument'
  | 'atmosphere'
  | 'histograms'
  | 'configuration'
  | 'model'
  | 'table'
  | 'document'
  | 'unrecognised';

/** A telescope as a file tells it; what it does not tell is absent. */
export interface TelescopeFacts {
  readonly telId: number;
  readonly name?: string;
  /** Such as `LST_LST_LSTCam`. */
  readonly type?: string;
  readonly camera?: string;
  readonly nPixels?: number;
  /** [m] */
  readonly equivalentFocalLengthM?: number;
  /** [m²] */
  readonly mirrorAreaM2?: number;
  /** Position east, north, up or as the file has it [m]. */
  readonly positionM?: readonly [x: number, y: number, z: number];
}

/** Where a file says that it was taken. */
export interface SiteFacts {
  readonly name?: string;
  /** East positive [deg]. */
  readonly longitudeDeg: number;
  readonly latitudeDeg: number;
  readonly heightM?: number;
}

/** One run (observation block) of which a file holds something. */
export interface RunFacts {
  readonly obsId: number;
  /** UTC, milliseconds since 1970; fractions are kept. */
  readonly startUtcMs?: number;
  readonly stopUtcMs?: number;
  /** Duration or ontime as the file states it [s]. */
  readonly durationS?: number;
  readonly livetimeS?: number;
  readonly telIds?: readonly number[];
  readonly target?: string;
  readonly targetRaDeg?: number;
  readonly targetDecDeg?: number;
  /** Pointing, as far as the file tells it. */
  readonly pointingRaDeg?: number;
  readonly pointingDecDeg?: number;
  readonly pointingAltDeg?: number;
  readonly pointingAzDeg?: number;
  /** Distance of the pointing from the source [deg] and its position angle, where a file states them. */
  readonly wobbleOffsetDeg?: number;
  readonly wobbleAngleDeg?: number;
  /** Array events (or rows of an event list) of this run; absent when they were not counted. */
  readonly nEvents?: number;
  /** Array events by name of the event type (`SUBARRAY`, `SKY_PEDESTAL`, …). */
  readonly eventCounts?: Readonly<Record<string, number>>;
  /** Telescope events by tel_id. */
  readonly telescopeCounts?: Readonly<Record<number, number>>;
  /** Primary particle of simulations: `gamma`, `electron`, `proton`, … */
  readonly primary?: string;
  /** Settings of the simulation by ctapipe's names (`energy_range_min`, `spectral_index`, …). */
  readonly simulation?: Readonly<Record<string, number | string | boolean>>;
  /** Quality figures that the file states. */
  readonly quality?: readonly {
    readonly name: string;
    readonly telId?: number;
    readonly value: number;
    readonly unit: string;
  }[];
}

/** What is known of a file after a look at its headers. */
export interface FileFacts {
  readonly kind: FileKind;
  /** In a few words: `sim_telarray`, `ctapipe HDF5`, `lstchain HDF5`, `GADF FITS`, `zfits`, … */
  readonly format: string;
  /** Version of format or data model, such as `v7.4.0`, `GADF 0.2`. */
  readonly formatVersion?: string;
  /** One sentence: what it holds, such as `Effective area, energy dispersion and background of CTAO North.` */
  readonly description: string;
  /** `R0`, `R1`, `DL0`, `DL1_IMAGES`, `DL1_PARAMETERS`, `DL1_MUON`, `DL2`, `DL3`, `SIMULATION`. */
  readonly dataLevels: readonly string[];
  readonly isSimulation?: boolean;
  /** Program that wrote it, with version where known: `ctapipe 0.30.0`. */
  readonly software?: string;
  /** Array or telescope: `LST-1`, `MAGIC`, `SST-1M`, `FACT`, `VERITAS`, `H.E.S.S.`, name of a simulated array. */
  readonly instrument?: string;
  readonly site?: SiteFacts;
  readonly telescopes?: readonly TelescopeFacts[];
  readonly runs: readonly RunFacts[];
  /** `CTA PRODUCT ID`. */
  readonly productId?: string;
  /** `CTA ACTIVITY ID`. */
  readonly activityId?: string;
  /** SHA-256 of the configuration that made it (our products). */
  readonly configurationHash?: string;
  /** Our products: the activity record as its JSON text. */
  readonly activityRecord?: string;
  /** Our products: the whole configuration as its JSON text. */
  readonly configurationDocument?: string;
  /** False when it says itself, or is seen, to end early. */
  readonly isComplete?: boolean;
  /** Why it was not recognised, or what is wrong with it: one sentence. */
  readonly reason?: string;
}
