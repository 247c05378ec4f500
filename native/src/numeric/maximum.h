// Where arrays are largest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace pe {

// Position of the largest value, the first of equals; the first NaN if there is one, as numpy.
template <typename Sample>
inline std::int32_t position_of_maximum(const Sample* values, std::size_t n) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (values[i] != values[i]) return static_cast<std::int32_t>(i);
    if (values[i] > values[best]) best = i;
  }
  return static_cast<std::int32_t>(best);
}

// The same, with vector instructions where the machine has them.
std::int32_t find_maximum(const double* values, std::size_t n);

// position_of_maximum of every waveform; samples of shape (n_pixels, n_samples), peaks (n_pixels).
void find_maxima(const float* samples, std::size_t n_samples, std::span<std::int32_t> peaks);

}  // namespace pe
