// The charge extractors of ctapipe.image.extractor, one file each, by the same names.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "extraction/deconvolution.h"
#include "extraction/extractor.h"
#include "image/neighbors.h"

namespace pe {

// What all extractors are told of the camera. The spans must outlive the extractor.
struct ExtractorSetting {
  double sampling_rate;                // [GHz]
  Neighbors neighbors;                 // of the camera's pixels
  std::span<const double> correction;  // factor on the charge per gain channel; empty: none
  std::span<const double> pixel_x;     // pixel positions, for TwoPassWindowSum only [m]
  std::span<const double> pixel_y;
};

std::unique_ptr<Extractor> full_waveform_sum(const ExtractorSetting& setting);

std::unique_ptr<Extractor> fixed_window_sum(const ExtractorSetting& setting, std::int32_t peak,
                                            const IntegrationWindow& window);

// pixel_fraction: part of the pixels, the brightest ones, whose mean waveform shows the peak.
std::unique_ptr<Extractor> global_peak_window_sum(const ExtractorSetting& setting,
                                                  const IntegrationWindow& window,
                                                  double pixel_fraction);

std::unique_ptr<Extractor> local_peak_window_sum(const ExtractorSetting& setting,
                                                 const IntegrationWindow& window);

// core/native checks 1 <= width <= n_samples.
std::unique_ptr<Extractor> sliding_window_max_sum(const ExtractorSetting& setting,
                                                  std::int64_t width);

std::unique_ptr<Extractor> neighbor_peak_window_sum(const ExtractorSetting& setting,
                                                    const IntegrationWindow& window,
                                                    std::int32_t local_weight);

// core/native checks 0 <= baseline_start < baseline_end <= n_samples.
std::unique_ptr<Extractor> baseline_subtracted_neighbor_peak_window_sum(
    const ExtractorSetting& setting, const IntegrationWindow& window, std::int32_t local_weight,
    std::size_t baseline_start, std::size_t baseline_end);

// For slow pulses: peaks and charges in deconvolved, upsampled waveforms, times from their leading
// edge. neighbor_sum_clipping: level of the soft clipping of a pixel's part in the sums of its
// neighbours, 0 or infinite for none.
std::unique_ptr<Extractor> flashcam_extractor(const ExtractorSetting& setting,
                                              const DeconvolutionOptions& options,
                                              const DeconvolutionParameters& parameters,
                                              std::int32_t local_weight,
                                              double neighbor_sum_clipping);

struct TwoPassOptions {
  double core_threshold;  // [p.e.]; half of it for the neighbours
  bool disable_second_pass;
  bool average_invalid_pixels;
  // Factors on the charge of the second pass in windows at the ends of the readout; empty: none.
  std::span<const double> correction_before;
  std::span<const double> correction_after;
};

// For gain-selected waveforms of at least five samples. Not valid where only the first pass worked:
// no main island of three pixels or no line through its arrival times. Follows J. Holder et al.,
// Astroparticle Physics 25 (2006) 391, as ctapipe does, with a line fit that does not depend on
// random numbers (see LtsLine).
std::unique_ptr<Extractor> two_pass_window_sum(const ExtractorSetting& setting,
                                               const TwoPassOptions& options);

// Leaves peak_time at NaN: a variance has no time.
std::unique_ptr<Extractor> variance_extractor();

}  // namespace pe
