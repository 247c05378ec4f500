// The charge extractors of ctapipe.image.extractor, one file each, by the same names.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "extraction/extractor.h"
#include "image/neighbors.h"

namespace pe {

// What all extractors are told of the camera. The spans must outlive the extractor.
struct ExtractorSetting {
  double sampling_rate;                // [GHz]
  Neighbors neighbors;                 // of the camera's pixels
  std::span<const double> correction;  // factor on the charge per gain channel; empty: none
};

std::unique_ptr<Extractor> full_waveform_sum(const ExtractorSetting& setting);

std::unique_ptr<Extractor> fixed_window_sum(const ExtractorSetting& setting, std::int64_t peak,
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

// Leaves peak_time at NaN: a variance has no time.
std::unique_ptr<Extractor> variance_extractor();

}  // namespace pe
