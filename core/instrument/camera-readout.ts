/** How a camera samples its pulses. */
export interface CameraReadout {
  readonly name: string;
  /** Sampling rate [GHz]. */
  readonly samplingRate: number;
  /** Single photo-electron pulses, shape (n_channels, n_pulse_samples). */
  readonly referencePulseShape: Float64Array;
  /** Width of one sample of the reference pulse [ns]. */
  readonly referencePulseSampleWidth: number;
  readonly nChannels: number;
  readonly nPixels: number;
  readonly nSamples: number;
}
