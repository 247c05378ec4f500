import { decodeHistoryEntry, decodeHistoryMeta } from '../../formats/eventio/history.ts';
import { decodeHistograms, type Histogram } from '../../formats/eventio/histograms.ts';
import {
  type AtmosphericProfile,
  decodeAtmosphericProfile,
} from '../../formats/eventio/iact/atmospheric-profile.ts';
import { decodeInputCard } from '../../formats/eventio/iact/input-card.ts';
import type { EventIoObject } from '../../formats/eventio/object-header.ts';
import {
  type CameraOrganization,
  decodeCameraOrganization,
} from '../../formats/eventio/simtel/camera-organization.ts';
import { decodeCameraSettings } from '../../formats/eventio/simtel/camera-settings.ts';
import { decodeMcRunHeader, type McRunHeader } from '../../formats/eventio/simtel/mc-run-header.ts';
import { decodePixelSettings } from '../../formats/eventio/simtel/pixel-settings.ts';
import { decodeRunHeader, type RunHeader } from '../../formats/eventio/simtel/run-header.ts';
import { decodeDisabledPixels } from '../../formats/eventio/simtel/telescope-settings.ts';
import { subObjects } from '../../formats/eventio/sub-objects.ts';
import type { MetaParameters } from './name-telescope.ts';
import type { TelescopeObjects } from './telescope-objects.ts';

/** One run of a file. */
export interface SimtelRun {
  readonly runHeader: RunHeader;
  mcRunHeader?: McRunHeader;
  histograms?: readonly Histogram[];
  /** Index of the first of its lines in the history of the file. */
  readonly historyStart: number;
  /** False when its telescopes are not those of the first run of the file. */
  sameArray: boolean;
}

/** Objects that describe a telescope; the description of a file ends when all have been met. */
const TELESCOPE_TYPES = [2002, 2003, 2004, 2005, 2006, 2007, 2008];

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/**
 * Collects what describes the runs of a file: headers, histories, metaparameters, telescopes,
 * atmosphere, histograms.
 */
export class RunHeaderCollector {
  readonly runs: SimtelRun[] = [];
  readonly telescopes = new Map<number, TelescopeObjects>();
  readonly telescopeMeta = new Map<number, MetaParameters>();
  globalMeta: MetaParameters = new Map();
  atmosphere: AtmosphericProfile | undefined;
  inputCards = '';
  readonly #history: string[] = [];
  /** Where the history of the run that is being described begins. */
  #historyStart = 0;
  /** Contents of the first run's descriptions by type and telescope, for comparison. */
  readonly #contents = new Map<string, Uint8Array>();
  /** Versions of the read-outs that have been decoded, by telescope. */
  readonly #organizationVersions = new Map<number, number>();
  #eventsBegun = false;
  /** The last snapshot, with what tells whether something has come since. */
  #snapshot: { readonly key: string; readonly known: RunHeaderCollector } | undefined;

  /** Takes over what is known elsewhere. */
  takeUp(other: RunHeaderCollector): void {
    this.runs.push(...other.runs.map((run) => ({ ...run })));
    for (const [telId, objects] of other.telescopes) this.telescopes.set(telId, { ...objects });
    for (const [telId, meta] of other.telescopeMeta) this.telescopeMeta.set(telId, meta);
    for (const [name, content] of other.#contents) this.#contents.set(name, content);
    for (const [telId, version] of other.#organizationVersions) {
      this.#organizationVersions.set(telId, version);
    }
    this.globalMeta = other.globalMeta;
    this.atmosphere = other.atmosphere;
    this.inputCards = other.inputCards;
    this.#history.push(...other.#history);
    this.#historyStart = other.#historyStart;
    this.#eventsBegun = other.#eventsBegun;
  }

  /** What is known now, which what is to come does not change; not to be changed. */
  snapshot(): RunHeaderCollector {
    const key = [this.runs.length, this.#history.length, this.#eventsBegun].join();
    if (this.#snapshot?.key !== key) {
      const known = new RunHeaderCollector();
      known.takeUp(this);
      this.#snapshot = { key, known };
    }
    return this.#snapshot.known;
  }

  /** All lines of history of all runs. */
  get history(): readonly string[] {
    return this.#history;
  }

  /** The run that the objects belong to now. */
  get run(): SimtelRun | undefined {
    return this.runs.at(-1);
  }

  /** Whether every telescope of the run has been described completely. */
  isComplete(): boolean {
    const run = this.run;
    if (run === undefined) return false;
    let complete = 0;
    for (const { types } of this.telescopes.values()) {
      if (types.size === TELESCOPE_TYPES.length) complete += 1;
    }
    return complete === run.runHeader.nTelescopes;
  }

  /** Tells that the description is over and events follow. */
  beginEvents(): void {
    this.#eventsBegun = true;
  }

  /** Whether an object opens the description of another run. */
  startsRun(object: EventIoObject): boolean {
    return this.#eventsBegun && (object.type === 70 || object.type === 75 || object.type === 2000);
  }

  /**
   * Takes an object if it is a describing one.
   *
   * @throws PhotoelectronError `format-damaged`, `format-unsupported`
   */
  take(object: EventIoObject): void {
    if (this.startsRun(object)) {
      this.#eventsBegun = false;
      this.#historyStart = this.#history.length;
    }
    switch (object.type) {
      case 70:
        for (const entry of subObjects(object)) {
          this.#history.push(decodeHistoryEntry(entry).text.trim());
        }
        break;
      case 75:
        // The names are those of the first run.
        if (this.runs.length > 0) break;
        if (object.id === -1) this.globalMeta = decodeHistoryMeta(object);
        else this.telescopeMeta.set(object.id, decodeHistoryMeta(object));
        break;
      case 100:
        if (this.run !== undefined) this.run.histograms = decodeHistograms(object);
        break;
      case 1212:
        this.inputCards += decodeInputCard(object);
        break;
      case 1216:
        this.atmosphere ??= decodeAtmosphericProfile(object);
        break;
      case 2000:
        this.#takeRunHeader(decodeRunHeader(object));
        break;
      case 2001:
        if (this.run !== undefined && !this.#eventsBegun) {
          this.run.mcRunHeader = decodeMcRunHeader(object);
        }
        break;
      default:
        if (TELESCOPE_TYPES.includes(object.type)) this.#takeTelescope(object);
    }
  }

  #takeRunHeader(runHeader: RunHeader): void {
    const first = this.runs.at(0)?.runHeader;
    const sameArray =
      first === undefined ||
      (Buffer.compare(Buffer.from(first.telId.buffer), Buffer.from(runHeader.telId.buffer)) === 0 &&
        Buffer.compare(Buffer.from(first.telPos.buffer), Buffer.from(runHeader.telPos.buffer)) ===
          0);
    this.runs.push({ runHeader, historyStart: this.#historyStart, sameArray });
  }

  /**
   * The read-out of a camera: a list for each pixel, so that it is decoded only once for all telescopes
   * of one kind.
   */
  #cameraOrganization(object: EventIoObject): CameraOrganization {
    for (const [telId, { cameraOrganization }] of this.telescopes) {
      const content = this.#contents.get(`2003 ${telId}`);
      if (cameraOrganization === undefined || content === undefined) continue;
      if (this.#organizationVersions.get(telId) !== object.version) continue;
      if (sameBytes(content, object.payload))
        return { ...cameraOrganization, telescopeId: object.id };
    }
    this.#organizationVersions.set(object.id, object.version);
    return decodeCameraOrganization(object);
  }

  #takeTelescope(object: EventIoObject): void {
    const telId = object.id;
    let telescope = this.telescopes.get(telId);
    if (telescope === undefined) {
      telescope = { types: new Set() };
      this.telescopes.set(telId, telescope);
    }
    if (object.type === 2005) telescope.disabledPixels = decodeDisabledPixels(object);
    if (object.type >= 2002 && object.type <= 2004) {
      const key = `${object.type} ${telId}`;
      const before = this.#contents.get(key);
      if (before === undefined) {
        if (object.type === 2002) telescope.cameraSettings = decodeCameraSettings(object);
        if (object.type === 2003) telescope.cameraOrganization = this.#cameraOrganization(object);
        if (object.type === 2004) telescope.pixelSettings = decodePixelSettings(object);
        this.#contents.set(key, object.payload.slice());
      } else if (!sameBytes(before, object.payload) && this.run !== undefined) {
        this.run.sameArray = false;
      }
    }
    telescope.types.add(object.type);
  }
}
