import type { ConfigurationDocument } from '../../config/configuration-schema.ts';
import { type ForTelescope, resolveForTelescope } from '../../config/telescope-value.ts';
import type { CameraGeometry } from '../../instrument/camera-geometry.ts';
import { focalLength } from '../../instrument/focal-length.ts';
import type {
  CameraDescription,
  FocalLengthChoice,
  SubarrayDescription,
} from '../../instrument/subarray-description.ts';
import { toTelescopeFrame } from '../../instrument/telescope-frame.ts';

/** The sections of the configuration that may differ per telescope, resolved for one. */
export interface TelescopeConfiguration {
  readonly calibration: ForTelescope<ConfigurationDocument['calibration']>;
  readonly dataVolumeReduction: ForTelescope<ConfigurationDocument['data_volume_reduction']>;
  readonly cleaning: ForTelescope<ConfigurationDocument['cleaning']>;
  readonly muons: ForTelescope<ConfigurationDocument['muons']>;
}

/** Telescopes with the same camera, optics and configuration: their images share every step. */
export interface TelescopePlan {
  /** Index into `SubarrayDescription.cameras`. */
  readonly camera: number;
  /** Index into `SubarrayDescription.optics`. */
  readonly optic: number;
  readonly telIds: readonly number[];
  readonly cameraDescription: CameraDescription;
  readonly nMirrors: number;
  /** Metres in the focal plane per radian on the sky. */
  readonly focalLength: number;
  /** Camera in the frame of the image parameters. */
  readonly parameterGeometry: CameraGeometry;
  readonly configuration: TelescopeConfiguration;
}

/** What is to be done with every telescope of a subarray. */
export interface AnalysisPlan {
  readonly subarray: SubarrayDescription;
  readonly document: ConfigurationDocument;
  readonly telescopes: readonly TelescopePlan[];
  /** Index into `telescopes` by tel_id. */
  readonly telescopeIndex: ReadonlyMap<number, number>;
}

/**
 * Resolves a configuration for the telescopes of a subarray.
 *
 * @param choice which focal length converts metres in the focal plane to angles
 * @throws PhotoelectronError `config-invalid` when a list of rules has no value for a telescope,
 *   `focal-length-missing` when the chosen focal length is not known
 */
export function planAnalysis(
  subarray: SubarrayDescription,
  document: ConfigurationDocument,
  choice: FocalLengthChoice,
): AnalysisPlan {
  const plans = new Map<string, { plan: TelescopePlan; telIds: number[] }>();
  const telescopes: TelescopePlan[] = [];
  const telescopeIndex = new Map<number, number>();
  for (const { telId, type, camera, optic } of subarray.telescopes) {
    const kind = { telId, type };
    const configuration: TelescopeConfiguration = {
      calibration: resolveForTelescope(document.calibration, kind, 'calibration'),
      dataVolumeReduction: resolveForTelescope(
        document.data_volume_reduction,
        kind,
        'data_volume_reduction',
      ),
      cleaning: resolveForTelescope(document.cleaning, kind, 'cleaning'),
      muons: resolveForTelescope(document.muons, kind, 'muons'),
    };
    const key = JSON.stringify([camera, optic, configuration]);
    let entry = plans.get(key);
    if (entry === undefined) {
      const telIds: number[] = [];
      const cameraDescription = subarray.cameras[camera];
      const length = focalLength(subarray.optics[optic], choice);
      const { geometry } = cameraDescription;
      const plan: TelescopePlan = {
        camera,
        optic,
        telIds,
        cameraDescription,
        nMirrors: subarray.optics[optic].nMirrors,
        focalLength: length,
        parameterGeometry: document.image_parameters.use_telescope_frame
          ? toTelescopeFrame(geometry, length)
          : geometry,
        configuration,
      };
      entry = { plan, telIds };
      plans.set(key, entry);
      telescopes.push(plan);
    }
    entry.telIds.push(telId);
    telescopeIndex.set(telId, telescopes.indexOf(entry.plan));
  }
  return { subarray, document, telescopes, telescopeIndex };
}
