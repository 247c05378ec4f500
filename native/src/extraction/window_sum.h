// Charge and peak time of one waveform in a window.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "extraction/extractor.h"

namespace pe {

// Sums the samples of the window around `peak` and takes as peak time the mean of their positions
// weighted with the positive samples, in ns; the peak itself where no sample is positive. Windows
// are cut at the ends of the readout. float64 sums. As ctapipe.image.extract_around_peak.
template <typename Sample>
inline void sum_around_peak(const Sample* samples, std::int64_t n_samples, std::int64_t peak,
                            const IntegrationWindow& window, double sampling_rate, float& charge,
                            float& peak_time) {
  const std::int64_t start = std::max<std::int64_t>(0, peak - window.shift);
  const std::int64_t end = std::min(peak - window.shift + window.width, n_samples);
  double sum = 0;
  double weighted = 0;
  double weights = 0;
  for (std::int64_t i = start; i < end; ++i) {
    const double value = static_cast<double>(samples[i]);
    const double positive = value > 0 ? value : 0;
    sum += value;
    weighted += positive * static_cast<double>(i);
    weights += positive;
  }
  const auto position =
      static_cast<float>(weights > 0 ? weighted / weights : static_cast<double>(peak));
  charge = static_cast<float>(sum);
  peak_time = static_cast<float>(static_cast<double>(position) / sampling_rate);
}

// As sum_around_peak for one pixel after the other, each with its own peak; samples of shape
// (n_pixels, n_samples), peaks, charges and peak_times (n_pixels). Samples are added eight at a
// time in a fixed tree of pairs, the same on all machines.
void sum_around_peaks(const float* samples, std::size_t n_samples,
                      std::span<const std::int32_t> peaks, const IntegrationWindow& window,
                      double sampling_rate, std::span<float> charges, std::span<float> peak_times);

}  // namespace pe
