// The pixels of a mask as a list.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>

namespace pe {

// Writes the indices of the non-zero pixels of a mask to `pixels` (n_pixels, scratch), ascending,
// and returns how many there are. Eight pixels without any are passed over at once, because a
// cleaned image is mostly empty.
inline std::size_t list_selected(std::span<const std::uint8_t> mask,
                                 std::span<std::int32_t> pixels) {
  std::size_t n = 0;
  std::size_t i = 0;
  for (; i + 8 <= mask.size(); i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, mask.data() + i, sizeof eight);
    if (eight == 0) continue;
    for (std::size_t k = i; k < i + 8; ++k) {
      pixels[n] = static_cast<std::int32_t>(k);
      n += mask[k] != 0 ? 1 : 0;
    }
  }
  for (; i < mask.size(); ++i) {
    pixels[n] = static_cast<std::int32_t>(i);
    n += mask[i] != 0 ? 1 : 0;
  }
  return n;
}

}  // namespace pe
