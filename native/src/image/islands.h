// Connected components of the pixels that survived cleaning.
#pragma once

#include <cstdint>
#include <span>

#include "image/neighbors.h"

namespace pe {

// Labels the islands of one mask: 0 for pixels outside it, else 1, 2, ... in the order of the
// lowest pixel index of each island. Returns the number of islands. Method: flood fill over the
// neighbour graph that visits surviving pixels only, as ctapipe.image.number_of_islands, with the
// same labels. Shapes: mask and labels (n_pixels), scratch (3 n_pixels + 1).
std::int32_t label_islands(const Neighbors& neighbors, std::span<const std::uint8_t> mask,
                           std::span<std::int32_t> labels, std::span<std::int32_t> scratch);

// As label_islands, for the list of the surviving pixels (ascending, without repetition). Labels
// of other pixels are left as they are. Label is std::int32_t, or std::uint16_t for cameras of
// fewer than 65536 pixels. Shapes: pixels (n), labels (n_pixels), queue (n + 1, scratch), waiting
// (n_pixels, scratch, all 0 on entry and on return).
template <typename Label>
std::int32_t label_listed_islands(const Neighbors& neighbors, std::span<const std::int32_t> pixels,
                                  std::span<Label> labels, std::span<std::int32_t> queue,
                                  std::span<std::uint8_t> waiting);

}  // namespace pe
