// From calibrated waveforms of one telescope event to its image: corrections, extraction, repair.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "extraction/extractor.h"
#include "image/neighbors.h"

namespace pe {

// Corrections that apply to one telescope event; tables of shape (n_gains, n_pixels), empty where
// there is nothing to correct.
struct EventCorrections {
  std::span<const float> pedestal_offset;  // subtracted from every sample
  std::span<const float> time_shift;       // [ns], subtracted from waveforms and times
  std::span<const float> factor;           // on the charge
  std::span<const std::uint8_t> outliers;  // 1 where a pixel is unusable
  bool shift_waveforms = false;            // move waveforms by whole samples before the extraction
  bool shift_peak_times = true;            // subtract (the rest of) the time shift from the times
  bool average_outliers = true;            // give unusable pixels the mean of their neighbours
};

// Memory that is used again from event to event.
struct EventScratch {
  ExtractionScratch extraction;
  std::vector<float> calibrated_storage;
  std::vector<float> corrected;
  std::vector<float> samples;
  std::vector<double> remaining_shift;

  // Room for n calibrated samples on a 64-byte border: most waveforms then begin on a border of
  // vectors, which loads about twice as fast as across one.
  float* calibrated(std::size_t n);
};

// Does to one telescope event what ctapipe.calib.camera.CameraCalibrator does from DL0 to DL1:
// subtract pedestal offsets, shift waveforms, extract, subtract time shifts, multiply by the
// factor, interpolate unusable pixels. Waveforms of a single sample are the image; their times
// are 0. Returns whether the extractor calls the result valid. Like the reference it takes the
// unusable pixels of the first gain channel for the interpolation of gain-selected images.
bool extract_event(const Extractor& extractor, const Neighbors& neighbors, double sampling_rate,
                   const ExtractionInput& input, const EventCorrections& corrections,
                   EventScratch& scratch, const ExtractionOutput& output);

}  // namespace pe
