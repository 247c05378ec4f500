#include "forest/rank_values.h"

#include <algorithm>

namespace pe::forest {

std::size_t rank_values(std::span<const float> values, std::span<std::uint32_t> ranks,
                        std::span<float> sorted) {
  std::copy(values.begin(), values.end(), sorted.begin());
  std::sort(sorted.begin(), sorted.end());
  const auto end = std::unique(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < values.size(); ++i) {
    ranks[i] = static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), end, values[i]) -
                                          sorted.begin());
  }
  return static_cast<std::size_t>(end - sorted.begin());
}

}  // namespace pe::forest
