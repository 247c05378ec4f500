// Whether a mask is set anywhere.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>

namespace pe {

// True if any entry is not 0. Looks at eight entries at once: most masks of a camera are empty.
inline bool any_set(std::span<const std::uint8_t> mask) {
  std::uint64_t found = 0;
  std::size_t i = 0;
  for (; i + 8 <= mask.size(); i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, mask.data() + i, sizeof eight);
    found |= eight;
  }
  for (; i < mask.size(); ++i) found |= mask[i];
  return found != 0;
}

}  // namespace pe
