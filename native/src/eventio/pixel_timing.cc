#include "eventio/pixel_timing.h"

#include <algorithm>
#include <limits>

namespace pe::eventio {

Status decode_pixel_timing(std::span<const std::uint8_t> values, const PixelTimingHead& head,
                           std::span<const std::int32_t> pixels, std::span<float> time,
                           std::span<std::int32_t> sum_loc, std::span<std::int32_t> sum_glob) {
  std::fill(time.begin(), time.end(), std::numeric_limits<float>::quiet_NaN());
  ByteReader reader(values);
  const auto read_sum = [&](std::span<std::int32_t> sums, std::size_t gain, std::size_t pixel) {
    sums[gain * head.n_pixels + pixel] = static_cast<std::int32_t>(reader.varint());
  };
  for (const std::int32_t number : pixels) {
    if (number < 0 || static_cast<std::size_t>(number) >= head.n_pixels) return Status::kDamaged;
    const auto pixel = static_cast<std::size_t>(number);
    for (std::size_t type = 0; type < head.n_types; ++type) {
      time[pixel * head.n_types + type] =
          head.granularity * static_cast<float>(reader.read<std::int16_t>());
    }
    if (head.with_sum) {
      for (std::size_t gain = 0; gain < head.n_gains; ++gain) read_sum(sum_loc, gain, pixel);
      if (head.glob_only_selected) {
        for (std::size_t gain = 0; gain < head.n_gains; ++gain) read_sum(sum_glob, gain, pixel);
      }
    }
    if (!reader.ok()) return Status::kDamaged;
  }
  if (head.with_sum && !pixels.empty() && !head.glob_only_selected) {
    for (std::size_t gain = 0; gain < head.n_gains; ++gain) {
      for (std::size_t pixel = 0; pixel < head.n_pixels; ++pixel) read_sum(sum_glob, gain, pixel);
    }
  }
  return reader.ok() ? Status::kOk : Status::kDamaged;
}

}  // namespace pe::eventio
