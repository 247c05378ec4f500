// Where the waveforms of a pixel's neighbours peak.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "image/neighbors.h"

namespace pe {

// For each pixel the sample at which the sum of the neighbouring waveforms, plus `local_weight`
// times its own, is largest (the first of equals; 0 when a NaN is in the sum at its first sample).
// Neighbours marked in `broken` (n_pixels, or empty) are left out. The answer is that of float64
// sums in the order of the neighbour table, as ctapipe.image.extractor.neighbor_average_maximum.
// Shapes: waveforms (n_pixels, n_samples), peaks (n_pixels). `scratch` holds at least
// neighbor_peak_scratch(n_samples) values. Instantiated for float and double waveforms.
template <typename Sample>
void neighbor_peaks(const Neighbors& neighbors, const Sample* waveforms, std::size_t n_samples,
                    std::int32_t local_weight, std::span<const std::uint8_t> broken,
                    std::span<double> scratch, std::span<std::int32_t> peaks);

// Length of the scratch memory of neighbor_peaks.
std::size_t neighbor_peak_scratch(std::size_t n_pixels, std::size_t n_samples);

}  // namespace pe
