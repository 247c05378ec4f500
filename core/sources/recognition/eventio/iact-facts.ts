import { PhotoelectronError } from '../../../foundation/errors.ts';
import type { EventIoObject } from '../../../formats/eventio/object-header.ts';
import {
  corsikaEventHeader,
  corsikaRunHeader,
  decodeCorsikaBlock,
} from '../../../formats/eventio/iact/corsika-block.ts';
import {
  decodeArrayOffsets,
  decodeTelescopeDefinition,
} from '../../../formats/eventio/iact/telescope-array.ts';
import { counted } from '../counted.ts';
import type { FileFacts, TelescopeFacts } from '../file-facts.ts';
import { corsikaPrimaryName } from '../primary-name.ts';
import { RunTally } from '../run-tally.ts';

/** Run header, telescopes, event header, offsets, end of an event, end of the run. */
const types = new Set([1200, 1201, 1202, 1203, 1209, 1210]);

const radians = Math.PI / 180;

/** Whether the content of an object of this type is looked at. */
export function isIactType(type: number): boolean {
  return types.has(type);
}

/** Settings of a shower simulation by ctapipe's names, from the headers of CORSIKA. */
function settingsOf(run: Float32Array, event: Float32Array | undefined): Record<string, number> {
  const header = corsikaRunHeader(run);
  const level = header.observationHeight.at(0);
  const settings: Record<string, number> = {
    run_number: header.runNumber,
    corsika_version: Math.round(header.version * 1000),
    energy_range_min: header.energyMin / 1000,
    energy_range_max: header.energyMax / 1000,
    spectral_index: header.energySpectrumSlope,
    n_showers: header.nShowers,
    ...(level !== undefined && { prod_site_alt: level / 100 }),
  };
  if (event === undefined) return settings;
  // Words 71, 73, 81 to 84, 153 and 154 of the event header (CORSIKA User's Guide).
  return {
    ...settings,
    shower_reuse: corsikaEventHeader(event).nReuse,
    prod_site_B_total: Math.hypot(event[70], event[72]),
    prod_site_B_inclination: Math.atan2(event[72], event[70]),
    min_alt: (90 - event[81]) * radians,
    max_alt: (90 - event[80]) * radians,
    min_viewcone_radius: event[152],
    max_viewcone_radius: event[153],
    diffuse: event[153] > 0 ? 1 : 0,
  };
}

/** A run of CORSIKA in a file. */
interface PhotonRun {
  readonly header: Float32Array;
  firstEvent?: Float32Array;
  nShowers: number;
  /** Uses of all showers. */
  nEvents: number;
  ended: boolean;
}

/** Collects what a file of Cherenkov photons (CORSIKA's IACT option) tells, without any photon. */
export class IactFacts {
  readonly #runs: PhotonRun[] = [];
  #telescopes: TelescopeFacts[] = [];
  #problem: string | undefined;

  /** Whether a run and its first shower have been met. */
  get isDescribed(): boolean {
    return this.#runs.at(-1)?.firstEvent !== undefined;
  }

  /** Takes an object; damaged ones are noted and passed over. */
  take(object: EventIoObject): void {
    try {
      this.#take(object);
    } catch (error) {
      if (!(error instanceof PhotoelectronError)) throw error;
      this.#problem ??= error.message;
    }
  }

  #take(object: EventIoObject): void {
    const run = this.#runs.at(-1);
    switch (object.type) {
      case 1200:
        this.#runs.push({
          header: decodeCorsikaBlock(object),
          nShowers: 0,
          nEvents: 0,
          ended: false,
        });
        break;
      case 1201:
        if (this.#telescopes.length > 0) break;
        this.#telescopes = this.#positions(object);
        break;
      case 1202:
        if (run === undefined) break;
        run.firstEvent ??= decodeCorsikaBlock(object);
        run.nShowers += 1;
        break;
      case 1203:
        if (run !== undefined) run.nEvents += decodeArrayOffsets(object).nArrays;
        break;
      case 1210:
        if (run !== undefined) run.ended = true;
        break;
      default:
    }
  }

  #positions(object: EventIoObject): TelescopeFacts[] {
    const { x, y, z } = decodeTelescopeDefinition(object);
    return Array.from(x, (_, i) => ({
      telId: i + 1,
      positionM: [x[i] / 100, y[i] / 100, z[i] / 100] as const,
    }));
  }

  /**
   * Everything that was found; undefined when there was no run header.
   *
   * @param whole whether the file was read to its end, so that the counts hold
   */
  facts(whole: boolean): FileFacts | undefined {
    if (this.#runs.length === 0) return undefined;
    const tally = new RunTally();
    const telIds = this.#telescopes.map(({ telId }) => telId);
    const primaries = new Set<string>();
    for (const { header, firstEvent, nEvents } of this.#runs) {
      const primary = firstEvent && corsikaPrimaryName(corsikaEventHeader(firstEvent).particleId);
      if (primary !== undefined) primaries.add(primary);
      tally.add({
        obsId: corsikaRunHeader(header).runNumber,
        telIds,
        ...(whole && { nEvents }),
        ...(primary !== undefined && { primary }),
        simulation: settingsOf(header, firstEvent),
      });
    }
    const unfinished = whole && this.#runs.some(({ ended }) => !ended);
    const problem =
      this.#problem ?? (unfinished ? 'It has no end of the run; it was cut short.' : undefined);
    const [{ header }] = this.#runs;
    const showers = this.#runs.reduce((sum, { nShowers }) => sum + nShowers, 0);
    return {
      kind: 'photons',
      format: 'CORSIKA IACT',
      description: `Cherenkov photons at ${counted(telIds.length, 'telescope')}${whole ? ` from ${counted(showers, 'shower')}` : ''}${primaries.size > 0 ? ` of primary ${[...primaries].join(', ')}` : ''}.`,
      dataLevels: ['SIMULATION'],
      isSimulation: true,
      software: `CORSIKA ${corsikaRunHeader(header).version.toFixed(3)}`,
      telescopes: this.#telescopes,
      runs: tally.runs(),
      ...(problem === undefined ? whole && { isComplete: true } : { isComplete: false }),
      ...(problem !== undefined && { reason: problem }),
    };
  }
}
