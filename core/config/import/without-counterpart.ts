import type { ForeignSetting } from './foreign-settings.ts';

/** Reasons by a pattern of the dotted key; the first that matches counts. */
export type ReasonTable = readonly (readonly [RegExp, string])[];

/** Reasons that several programs share. */
export const reasons = {
  models: 'the training and use of models is not built yet',
  irf: 'instrument response functions are not built yet',
  dl3: 'the making of DL3 files is not built yet',
  coincidence: 'the search for coincident events is not built yet',
  cameraCalibration: 'the calibration of cameras is not built yet',
  rawData: 'the calibration of raw telescope data is not built yet',
  selection: 'the selection of reconstructed events is not built yet',
  noise: 'noise and blur are not added to images here',
  perRun: 'chosen for each run: --telescopes',
  fromFile: 'known here from the files themselves',
  muonImages: 'muon rings are looked for in the images of the showers here',
} as const;

/** Finds the reason for a setting. */
export function reasonFrom(
  table: ReasonTable,
  program: string,
): (setting: ForeignSetting) => string {
  return ({ key }) =>
    table.find(([pattern]) => pattern.test(key))?.[1] ??
    `${program} does not look at it as far as known here`;
}
