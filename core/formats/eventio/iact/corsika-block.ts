import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Length of a CORSIKA sub-block [words]. */
const BLOCK_LENGTH = 273;

/**
 * Decodes a CORSIKA sub-block: run header (type 1200), event header (1202), event end (1209), run end
 * (1210, where the file holds only the first three words). Word n of the CORSIKA User's Guide is
 * element n - 1. Word 1 spells the block's name and is no number.
 *
 * @returns shape (273), zero where the file holds fewer words
 * @throws PhotoelectronError `format-damaged`
 */
export function decodeCorsikaBlock(object: EventIoObject): Float32Array {
  const reader = new PayloadReader(object);
  const length = reader.int32();
  const expected = object.type === 1210 ? 3 : BLOCK_LENGTH;
  if (length !== expected) {
    throw reader.damaged(`it claims ${length} words where a CORSIKA block has ${expected}`);
  }
  const block = new Float32Array(BLOCK_LENGTH);
  block.set(reader.float32Array(length));
  return block;
}

/** What is most asked for in a run header; words of the CORSIKA User's Guide in brackets. */
export interface CorsikaRunHeader {
  /** [2] */
  readonly runNumber: number;
  /** yymmdd [3] */
  readonly date: number;
  /** [4] */
  readonly version: number;
  /** Heights of the observation levels [cm], [5–15] */
  readonly observationHeight: Float32Array;
  /** [16] */
  readonly energySpectrumSlope: number;
  /** [GeV], [17, 18] */
  readonly energyMin: number;
  readonly energyMax: number;
  /** [93] */
  readonly nShowers: number;
}

/** Names the words of a run header block, shape (273). */
export function corsikaRunHeader(block: Float32Array): CorsikaRunHeader {
  return {
    runNumber: block[1],
    date: block[2],
    version: block[3],
    observationHeight: block.slice(5, 5 + Math.min(10, Math.max(0, block[4]))),
    energySpectrumSlope: block[15],
    energyMin: block[16],
    energyMax: block[17],
    nShowers: block[92],
  };
}

/** What is most asked for in an event header; words of the CORSIKA User's Guide in brackets. */
export interface CorsikaEventHeader {
  /** [2] */
  readonly eventNumber: number;
  /** CORSIKA particle code [3] */
  readonly particleId: number;
  /** [GeV], [4] */
  readonly totalEnergy: number;
  /** [g/cm²], [5] */
  readonly startingAltitude: number;
  /** Negative when tracking begins at the margin of the atmosphere [cm], [7] */
  readonly firstInteractionHeight: number;
  /** [GeV/c], [8–10] */
  readonly momentumX: number;
  readonly momentumY: number;
  readonly momentumMinusZ: number;
  /** [rad], [11, 12] */
  readonly zenith: number;
  readonly azimuth: number;
  /** Uses of the shower and their core positions [cm], [98–138] */
  readonly nReuse: number;
  readonly reuseX: Float32Array;
  readonly reuseY: Float32Array;
}

/** Names the words of an event header block, shape (273). */
export function corsikaEventHeader(block: Float32Array): CorsikaEventHeader {
  const nReuse = block[97];
  const kept = Math.min(20, Math.max(0, nReuse));
  return {
    eventNumber: block[1],
    particleId: block[2],
    totalEnergy: block[3],
    startingAltitude: block[4],
    firstInteractionHeight: block[6],
    momentumX: block[7],
    momentumY: block[8],
    momentumMinusZ: block[9],
    zenith: block[10],
    azimuth: block[11],
    nReuse,
    reuseX: block.slice(98, 98 + kept),
    reuseY: block.slice(118, 118 + kept),
  };
}
