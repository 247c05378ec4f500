/** The sim_telarray files of the data folder, and what each needs or lacks. */
export interface SimtelFile {
  readonly name: string;
  /** The file has no effective focal length, so the equivalent one must be chosen. */
  readonly equivalent?: boolean;
  /** Why the file holds no physics events to compare. */
  readonly withoutEvents?: string;
  /** Why ctapipe-process makes nothing of the file. */
  readonly referenceFails?: string;
  /** The file ends early or is damaged. */
  readonly isIncomplete?: boolean;
}

export const simtelFiles: readonly SimtelFile[] = [
  { name: 'ctapipe-extra/simtel/gct_checs_muons.simtel.zst' },
  { name: 'ctapipe-extra/simtel/lst_muons.simtel.zst', equivalent: true },
  { name: 'digicampipe/simtel/sst1m_simtel_test_file.simtel.gz', equivalent: true },
  { name: 'pyeventio/simtel/40k_pixels.simtel.zst', equivalent: true },
  { name: 'pyeventio/simtel/aux_traces_2029.simtel.zst' },
  { name: 'pyeventio/simtel/aux_traces_2030.simtel.zst' },
  {
    name: 'pyeventio/simtel/calib_events.simtel.gz',
    equivalent: true,
    withoutEvents: 'one calibration event, nothing triggered',
  },
  { name: 'pyeventio/simtel/calib_true_pe.simtel.zst', withoutEvents: 'calibration events only' },
  {
    name: 'pyeventio/simtel/extracted_pedestals.simtel.zst',
    withoutEvents: 'pedestal events only',
  },
  {
    name: 'pyeventio/simtel/gamma_merged.simtel.gz',
    equivalent: true,
    withoutEvents: 'nothing triggered',
  },
  { name: 'pyeventio/simtel/gamma_prod6_tel_event_header_v4.simtel.zst' },
  { name: 'pyeventio/simtel/gamma_with_obslevel_particles.simtel.zst' },
  { name: 'pyeventio/simtel/history_meta_75.simtel.zst' },
  { name: 'pyeventio/simtel/lst_muons_with_true_photons.simtel.zst', equivalent: true },
  { name: 'pyeventio/simtel/n_hv_disabled.simtel.gz' },
  { name: 'pyeventio/simtel/prod4_pixelsettings_v3.gz' },
  {
    name: 'pyeventio/simtel/test_camorganv2.simtel.gz',
    withoutEvents: 'head of a file',
    referenceFails: 'it asks for the first event and stops',
    isIncomplete: true,
  },
  { name: 'pyeventio/simtel/test_lasercal_v3.simtel.gz', isIncomplete: true },
  {
    name: 'simtools-tests/simtel/gamma_diffuse_run000010_za20deg_azm000deg_North_alpha_6.0.0.simtel.zst',
  },
  {
    name: 'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
  },
  { name: 'simtools-tests/simtel/lst_flasher_full_simulation_North_7.0.0.simtel.zst' },
  { name: 'simtools-tests/simtel/nectarcam_xyzls_layout.simtel.gz' },
  {
    name: 'simtools-tests/simtel/proton_run000001_za20deg_azm180deg_North_alpha_6.0.2.simtel.zst',
  },
  {
    name: 'simtools-tests/simtel/proton_run000201_za20deg_azm000deg_North_alpha_6.0.0_no_trigger.simtel.zst',
    withoutEvents: 'nothing triggered',
  },
  { name: 'simtools/simtel/proton_run000201_North_alpha_6.0.0.simtel.zst' },
  { name: 'simtools/simtel/proton_run202_za20deg_azm0deg_North_test_layout.simtel.zst' },
];
