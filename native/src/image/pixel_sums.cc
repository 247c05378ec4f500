#include "image/pixel_sums.h"

#include <cmath>
#include <limits>

#include "image/selection.h"

namespace pe {

template <typename Value>
PixelSums sum_pixels(std::span<const std::uint8_t> mask, std::span<const Value> image,
                     std::span<std::int32_t> scratch) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  const auto pixels = scratch.first(list_surviving(mask, image, scratch));
  if (pixels.empty()) return {0, 0, 0, kNan, kNan, kNan, kNan};
  const auto value = [&](std::int32_t pixel) {
    return static_cast<double>(image[static_cast<std::size_t>(pixel)]);
  };
  double sum = 0;
  double min = kInfinity;
  double max = -kInfinity;
  std::size_t nonzero = 0;
  for (const std::int32_t pixel : pixels) {
    const double v = value(pixel);
    sum += v;
    nonzero += v != 0 ? 1 : 0;
    // Written so that a NaN, once met, stays.
    if (!(v >= min) && min == min) min = v;
    if (!(v <= max) && max == max) max = v;
  }
  const auto size = static_cast<double>(pixels.size());
  const double mean = sum / size;
  double squares = 0;
  for (const std::int32_t pixel : pixels) squares += (value(pixel) - mean) * (value(pixel) - mean);
  return {sum, size, static_cast<double>(nonzero), min, max, mean, std::sqrt(squares / size)};
}

template PixelSums sum_pixels(std::span<const std::uint8_t>, std::span<const float>,
                              std::span<std::int32_t>);
template PixelSums sum_pixels(std::span<const std::uint8_t>, std::span<const std::int32_t>,
                              std::span<std::int32_t>);

}  // namespace pe
