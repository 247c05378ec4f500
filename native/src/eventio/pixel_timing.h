// Pulse times and sums of pixels that sim_telarray found (object type 2016).
#pragma once

#include <cstdint>
#include <span>

#include "eventio/byte_reader.h"

namespace pe::eventio {

// What the head of the object says, read before.
struct PixelTimingHead {
  std::size_t n_gains;
  std::size_t n_pixels;
  std::size_t n_types;
  bool with_sum;
  bool glob_only_selected;
  float granularity;
};

// Decodes the values behind the head. pixels: the pixels that have values, in order.
// Results: time (n_pixels, n_types), NaN where there is none; sums around the pixel's own peak and
// around the global one, (n_gains, n_pixels), zero where there is none.
Status decode_pixel_timing(std::span<const std::uint8_t> values, const PixelTimingHead& head,
                           std::span<const std::int32_t> pixels, std::span<float> time,
                           std::span<std::int32_t> sum_loc, std::span<std::int32_t> sum_glob);

}  // namespace pe::eventio
