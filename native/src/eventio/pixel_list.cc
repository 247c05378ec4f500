#include "eventio/pixel_list.h"

#include <algorithm>

namespace pe::eventio {

Status decode_pixel_list(std::span<const std::uint8_t> payload, std::uint32_t version,
                         std::span<std::uint8_t> mask, std::int32_t& n_listed) {
  n_listed = -1;
  std::fill(mask.begin(), mask.end(), std::uint8_t{0});
  if (version > 1) return Status::kUnsupported;
  ByteReader reader(payload);
  const auto next = [&]() -> std::int64_t {
    return version == 0 ? reader.read<std::int16_t>() : reader.varint();
  };
  const std::int64_t n = next();
  bool good = reader.ok() && n >= 0 && static_cast<std::uint64_t>(n) <= reader.remaining();
  for (std::int64_t i = 0; good && i < n; ++i) {
    const std::int64_t pixel = next();
    good = reader.ok() && pixel >= 0 && static_cast<std::uint64_t>(pixel) < mask.size();
    if (good) mask[static_cast<std::size_t>(pixel)] = 1;
  }
  if (!good) {
    std::fill(mask.begin(), mask.end(), std::uint8_t{0});
    return Status::kDamaged;
  }
  n_listed = static_cast<std::int32_t>(n);
  return Status::kOk;
}

}  // namespace pe::eventio
