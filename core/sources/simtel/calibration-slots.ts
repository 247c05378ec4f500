import type { CameraMonitoring } from '../../formats/eventio/simtel/camera-monitoring.ts';
import type { LaserCalibration } from '../../formats/eventio/simtel/laser-calibration.ts';
import type { CameraReadout } from '../../instrument/camera-readout.ts';
import type { CameraCalibration } from '../array-event-batch.ts';

interface TelescopeCalibration {
  nPedSlices?: number;
  pedestal?: Float32Array;
  dcToPe?: Float32Array;
  timeShift?: Float32Array | undefined;
  hvDisabled?: Int32Array;
  /** Made of the above when it is first needed after a change. */
  slot?: CameraCalibration | undefined;
}

/** The calibration in force for each telescope, as monitoring objects come by. */
export class CalibrationSlots {
  readonly #telescopes = new Map<number, TelescopeCalibration>();
  /** Copy of the state as it is, until something changes. */
  #snapshot: CalibrationSlots | undefined;

  /** Takes over the calibrations that are in force elsewhere. */
  takeUp(other: CalibrationSlots): void {
    for (const [telId, telescope] of other.#telescopes) {
      this.#telescopes.set(telId, { ...telescope });
    }
    this.#snapshot = undefined;
  }

  /** The calibrations now in force, which those to come do not change; not to be changed. */
  snapshot(): CalibrationSlots {
    if (this.#snapshot === undefined) {
      this.#snapshot = new CalibrationSlots();
      this.#snapshot.takeUp(this);
    }
    return this.#snapshot;
  }

  #of(telId: number): TelescopeCalibration {
    let found = this.#telescopes.get(telId);
    if (found === undefined) {
      found = {};
      this.#telescopes.set(telId, found);
    }
    found.slot = undefined;
    this.#snapshot = undefined;
    return found;
  }

  /** Takes the pedestals of a monitoring object; parts that it does not hold stay as they were. */
  monitor(monitoring: CameraMonitoring): void {
    if (monitoring.pedestal === undefined || monitoring.nPedSlices === undefined) return;
    const telescope = this.#of(monitoring.telescopeId);
    telescope.pedestal = monitoring.pedestal;
    telescope.nPedSlices = monitoring.nPedSlices;
  }

  calibrate(calibration: LaserCalibration): void {
    const telescope = this.#of(calibration.telescopeId);
    telescope.dcToPe = calibration.calib;
    telescope.timeShift = calibration.tmCalib;
  }

  disable(telId: number, hvDisabled: Int32Array): void {
    this.#of(telId).hvDisabled = hvDisabled;
  }

  /**
   * The calibration of a telescope: pedestal of a sample (sum ÷ number of samples), factor, time
   * shift, and pixels without high voltage as unusable ones in all channels.
   *
   * @returns undefined while the file has not given pedestals and factors of the shape of the camera
   */
  slot(telId: number, readout: CameraReadout): CameraCalibration | undefined {
    const telescope = this.#telescopes.get(telId);
    if (telescope === undefined) return undefined;
    if (telescope.slot !== undefined) return telescope.slot;
    const { pedestal, nPedSlices, dcToPe, timeShift } = telescope;
    const { nChannels, nPixels } = readout;
    const size = nChannels * nPixels;
    if (pedestal?.length !== size || nPedSlices === undefined || dcToPe?.length !== size) {
      return undefined;
    }
    const outlierMask = new Uint8Array(size);
    for (const pixel of telescope.hvDisabled ?? []) {
      if (pixel < 0 || pixel >= nPixels) continue;
      for (let channel = 0; channel < nChannels; ++channel)
        outlierMask[channel * nPixels + pixel] = 1;
    }
    const pedestalPerSample = new Float32Array(size);
    for (let i = 0; i < size; ++i) pedestalPerSample[i] = pedestal[i] / nPedSlices;
    telescope.slot = {
      pedestalPerSample,
      dcToPe,
      timeShift: timeShift?.length === size ? timeShift : new Float32Array(size),
      outlierMask,
    };
    return telescope.slot;
  }
}
