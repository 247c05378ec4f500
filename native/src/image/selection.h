// The pixels of a mask as a list.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

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

// As list_selected, for the pixels with light (> 0) of an image of true photo-electrons.
inline std::size_t list_lit(std::span<const std::int32_t> image, std::span<std::int32_t> pixels) {
  std::size_t n = 0;
  std::size_t i = 0;
  for (; i + 4 <= image.size(); i += 4) {
    std::array<std::uint64_t, 2> four;
    std::memcpy(four.data(), image.data() + i, sizeof four);
    if ((four[0] | four[1]) == 0) continue;
    for (std::size_t k = i; k < i + 4; ++k) {
      pixels[n] = static_cast<std::int32_t>(k);
      n += image[k] > 0 ? 1 : 0;
    }
  }
  for (; i < image.size(); ++i) {
    pixels[n] = static_cast<std::int32_t>(i);
    n += image[i] > 0 ? 1 : 0;
  }
  return n;
}

// The pixels of the mask, or without a mask those with light of an image of true photo-electrons;
// other images must have a mask.
template <typename Charge>
std::size_t list_surviving(std::span<const std::uint8_t> mask, std::span<const Charge> image,
                           std::span<std::int32_t> pixels) {
  if constexpr (std::is_same_v<Charge, std::int32_t>) {
    if (mask.empty()) return list_lit(image, pixels);
  }
  return list_selected(mask, pixels);
}

}  // namespace pe
