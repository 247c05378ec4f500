// Connected components of the pixels that survived cleaning.
#pragma once

#include <cstdint>
#include <span>

#include "image/neighbors.h"

namespace pe {

// Labels the islands of one mask: 0 for pixels outside it, else 1, 2, ... in the order of the
// lowest pixel index of each island. Returns the number of islands. Method: flood fill over the
// neighbour graph that visits surviving pixels only, as ctapipe.image.number_of_islands, with the
// same labels. Shapes: mask and labels (n_pixels), scratch (2 n_pixels + 1).
std::int32_t label_islands(const Neighbors& neighbors, std::span<const std::uint8_t> mask,
                           std::span<std::int32_t> labels, std::span<std::int32_t> scratch);

// As label_islands, for the list of the surviving pixels (ascending, without repetition). Every
// entry of `labels` must be 0 on entry; afterwards those of `pixels` hold the labels.
// Shapes: pixels (n), labels (n_pixels), stack (n + 1, scratch).
std::int32_t label_listed_islands(const Neighbors& neighbors, std::span<const std::int32_t> pixels,
                                  std::span<std::int32_t> labels, std::span<std::int32_t> stack);

}  // namespace pe
