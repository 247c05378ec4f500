import { PhotoelectronError } from '../../../foundation/errors.ts';
import type { EventIoObject } from '../../../formats/eventio/object-header.ts';
import { decodeMcShower } from '../../../formats/eventio/simtel/mc-shower.ts';
import { telescopeType } from '../../../instrument/telescope-type.ts';
import { clipAltitude } from '../../simtel/clip-altitude.ts';
import { type AssembledEvent, EventAssembler } from '../../simtel/event-assembler.ts';
import { eventTypeOfCalibration } from '../../simtel/event-type.ts';
import { nameTelescope } from '../../simtel/name-telescope.ts';
import { RunHeaderCollector, type SimtelRun } from '../../simtel/run-headers.ts';
import { simulationRunTable } from '../../simtel/run-tables.ts';
import { counted } from '../counted.ts';
import type { FileFacts, SiteFacts, TelescopeFacts } from '../file-facts.ts';
import { simulatedRuns } from '../simulated-runs.ts';
import { primaryName } from '../primary-name.ts';
import { eventTypeName, RunTally } from '../run-tally.ts';
import { telescopeKinds } from '../telescope-kinds.ts';

/** Objects that describe a run or a telescope. */
const describingTypes = new Set([75, 2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008]);
/** Objects of which events consist, as far as they are looked at. */
const eventTypes = new Set([2010, 2020, 2021, 2028]);
/** Energies of light sources, which are no showers, are written as 10⁻¹² TeV. */
const minShowerEnergy = 1e-9;

const degrees = 180 / Math.PI;

/** Whether the content of an object of this type is looked at. */
export function isSimtelType(type: number): boolean {
  return describingTypes.has(type) || eventTypes.has(type);
}

/** Collects what a sim_telarray file tells from its objects, without decoding any pixel. */
export class SimtelFacts {
  readonly #headers = new RunHeaderCollector();
  readonly #tally = new RunTally();
  readonly #primaries = new Map<number, string>();
  readonly #assembler = new EventAssembler({
    allowed: undefined,
    skipCalibrationEvents: false,
    calibration: () => undefined,
  });
  #problem: string | undefined;
  #showersOfRun = 0;

  /** Whether everything that describes the file has been met: headers and a first shower or event. */
  get isDescribed(): boolean {
    return this.#showersOfRun > 0 && this.#headers.run !== undefined;
  }

  /** What is wrong with the file; the first thing that was. */
  get problem(): string | undefined {
    return this.#problem;
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

  /** Copies what is kept for later, so that the memory of the objects taken so far may change. */
  detach(): void {
    this.#assembler.detach();
  }

  #take(object: EventIoObject): void {
    if (this.#headers.startsRun(object)) {
      this.#count(this.#assembler.finish());
      this.#showersOfRun = 0;
    }
    if (describingTypes.has(object.type)) {
      this.#headers.take(object);
      return;
    }
    this.#headers.beginEvents();
    this.#showersOfRun += 1;
    const obsId = this.#headers.run?.runHeader.run;
    if (object.type === 2020 && obsId !== undefined && !this.#primaries.has(obsId)) {
      const { primaryId, energy } = decodeMcShower(object);
      const name = energy > minShowerEnergy ? primaryName(primaryId) : undefined;
      if (name !== undefined) this.#primaries.set(obsId, name);
    }
    this.#count(this.#assembler.take(object));
  }

  #count(event: AssembledEvent | undefined): void {
    const obsId = this.#headers.run?.runHeader.run;
    const arrayEvent = event?.arrayEvent;
    if (obsId === undefined || event === undefined || arrayEvent === undefined) return;
    const isData = event.kind === 'data';
    if (isData && arrayEvent.telescopeEvents.size === 0) return;
    const type = eventTypeName(eventTypeOfCalibration(event.calibrationType));
    this.#tally.arrayEvent(obsId, isData ? 'SUBARRAY' : type);
    for (const telId of arrayEvent.telescopeEvents.keys()) this.#tally.telescopeEvent(obsId, telId);
    const [seconds, nanoseconds] = arrayEvent.triggerInformation.gpsTime;
    this.#tally.time(obsId, seconds * 1000 + nanoseconds / 1e6);
  }

  #telescopes(run: SimtelRun): TelescopeFacts[] {
    const { telId: telIds, telPos } = run.runHeader;
    return Array.from(telIds, (telId, place): TelescopeFacts => {
      const settings = this.#headers.telescopes.get(telId)?.cameraSettings;
      const [x, y, z] = telPos.subarray(3 * place);
      const positionM = [x, y, z] as const;
      if (settings === undefined) return { telId, positionM };
      const names = nameTelescope(this.#headers.telescopeMeta.get(telId), {
        nPixels: settings.nPixels,
        focalLength: settings.focalLength,
        nMirrorTiles: settings.nMirrors,
        mirrorArea: settings.mirrorArea,
      });
      return {
        telId,
        name: names.opticsName,
        type: telescopeType({ sizeType: names.sizeType, name: names.opticsName }, names.cameraName),
        camera: names.cameraName,
        nPixels: settings.nPixels,
        equivalentFocalLengthM: settings.focalLength,
        mirrorAreaM2: settings.mirrorArea,
        positionM,
      };
    }).sort((a, b) => a.telId - b.telId);
  }

  #site(): SiteFacts | undefined {
    const meta = this.#headers.globalMeta;
    const [latitude, longitude, height] = ['*LATITUDE', '*LONGITUDE', 'ALTITUDE'].map((name) =>
      Number(meta.get(name) || NaN),
    );
    if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
    return {
      longitudeDeg: longitude,
      latitudeDeg: latitude,
      ...(Number.isFinite(height) && { heightM: height }),
    };
  }

  #software(run: SimtelRun): string {
    const release = /^[\w.-]+/.exec(this.#headers.globalMeta.get('SIMTEL_RELEASE') ?? '')?.[0];
    // Without metaparameters the observation target is a remark with the date of the program.
    const dated = /version='?(\d[\w.-]+)/.exec(run.runHeader.target)?.[1];
    const version = release ?? dated;
    const programs = [version === undefined ? 'sim_telarray' : `sim_telarray ${version}`];
    const { showerProgId, showerProgVers } = run.mcRunHeader ?? {};
    if (showerProgId === 1 && showerProgVers !== undefined) {
      programs.push(`CORSIKA ${(showerProgVers / 1000).toFixed(3)}`);
    }
    return programs.join(', ');
  }

  /**
   * Everything that was found; undefined when there was no run header.
   *
   * @param whole whether the file was read to its end, so that the counts hold
   */
  facts(whole: boolean): FileFacts | undefined {
    this.#count(this.#assembler.finish());
    const { runs, run: last } = this.#headers;
    const first = runs.at(0);
    if (first === undefined || last === undefined) return undefined;
    const tally = new RunTally();
    for (const { runHeader } of runs) {
      const [azimuth, altitude] = runHeader.direction;
      tally.add({
        obsId: runHeader.run,
        telIds: [...runHeader.telId].sort((a, b) => a - b),
        ...(runHeader.time > 0 && { startUtcMs: runHeader.time * 1000 }),
        ...(runHeader.trackingMode === 0
          ? {
              pointingAzDeg: azimuth * degrees,
              pointingAltDeg: clipAltitude(altitude) * degrees,
            }
          : { pointingRaDeg: azimuth * degrees, pointingDecDeg: altitude * degrees }),
        ...(whole && { nEvents: 0 }),
      });
    }
    for (const { obsId, settings } of simulatedRuns(simulationRunTable(runs))) {
      tally.add({ obsId, simulation: settings });
    }
    for (const [obsId, primary] of this.#primaries) tally.add({ obsId, primary });
    // The telescopes and the start of a run are those of its header.
    for (const { obsId, nEvents, eventCounts, telescopeCounts, stopUtcMs } of whole
      ? this.#tally.runs()
      : []) {
      tally.add({
        obsId,
        ...(nEvents !== undefined && { nEvents }),
        ...(eventCounts !== undefined && { eventCounts }),
        ...(telescopeCounts !== undefined && { telescopeCounts }),
        ...(stopUtcMs !== undefined && { stopUtcMs }),
      });
    }

    const telescopes = this.#telescopes(first);
    const site = this.#site();
    const missing = telescopes.filter(({ camera }) => camera === undefined).length;
    const problem =
      this.#problem ??
      (missing > 0
        ? `The descriptions of ${String(missing)} of ${counted(telescopes.length, 'telescope')} are missing; the file was probably cut short.`
        : undefined);
    return {
      kind: 'events',
      format: 'sim_telarray',
      description: `Simulated raw waveforms of ${telescopeKinds(telescopes)}.`,
      dataLevels: ['R0', 'R1', 'SIMULATION'],
      isSimulation: true,
      software: this.#software(last),
      instrument: this.#headers.globalMeta.get('ARRAY_CONFIG_NAME') || 'MonteCarloArray',
      ...(site !== undefined && { site }),
      telescopes,
      runs: tally.runs(),
      ...(problem === undefined ? whole && { isComplete: true } : { isComplete: false }),
      ...(problem !== undefined && { reason: problem }),
    };
  }
}
