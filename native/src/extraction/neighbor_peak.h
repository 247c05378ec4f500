// Where the waveforms of a pixel's neighbours peak.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "image/neighbors.h"

namespace pe {

// Memory that neighbor_peaks uses again from call to call.
struct NeighborPeakScratch {
  std::vector<double> sum;
  std::vector<float> magnitudes;
};

// For each pixel the sample at which the sum of the neighbouring waveforms, plus `local_weight`
// times its own, is largest (the first of equals; 0 when a NaN is in the sum at its first sample).
// Neighbours marked in `broken` (n_pixels, or empty) are left out. The answer is that of float64
// sums in the order of the neighbour table, as ctapipe.image.extractor.neighbor_average_maximum.
// Shapes: waveforms (n_pixels, n_samples), peaks (n_pixels). Instantiated for float and double.
template <typename Sample>
void neighbor_peaks(const Neighbors& neighbors, const Sample* waveforms, std::size_t n_samples,
                    std::int32_t local_weight, std::span<const std::uint8_t> broken,
                    NeighborPeakScratch& scratch, std::span<std::int32_t> peaks);

}  // namespace pe
