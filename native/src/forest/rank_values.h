// Ranks of the values of a feature.
#pragma once

#include <cstdint>
#include <span>

namespace pe::forest {

// Fills `sorted` with the different values in ascending order and `ranks` with the place of each
// value among them. Shapes (n_samples); returns how many of `sorted` are used. Values are finite.
std::size_t rank_values(std::span<const float> values, std::span<std::uint32_t> ranks,
                        std::span<float> sorted);

}  // namespace pe::forest
