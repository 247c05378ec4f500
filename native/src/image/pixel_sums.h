// Sums over the surviving pixels of an image, for queries of image quality.
#pragma once

#include <cstdint>
#include <span>

namespace pe {

// Of no pixels the sums are 0 and the others NaN; a NaN among the values makes all but the counts
// NaN.
struct PixelSums {
  double sum;
  double size;
  double count_nonzero;
  double min;
  double max;
  double mean;
  // Of the population.
  double std;
};

// Sums up the pixels of one mask in float64, in the order of the pixels. Value is float or
// std::int32_t; of the latter an empty mask stands for the pixels with light (> 0).
// Shapes: mask, image, scratch (n_pixels).
template <typename Value>
PixelSums sum_pixels(std::span<const std::uint8_t> mask, std::span<const Value> image,
                     std::span<std::int32_t> scratch);

}  // namespace pe
