#include "image/islands.h"

#include <algorithm>

namespace pe {

std::int32_t label_islands(const Neighbors& neighbors, std::span<const std::uint8_t> mask,
                           std::span<std::int32_t> labels, std::span<std::int32_t> stack) {
  std::fill(labels.begin(), labels.end(), 0);
  std::int32_t n_islands = 0;
  for (std::size_t start = 0; start < mask.size(); ++start) {
    if (mask[start] == 0 || labels[start] != 0) continue;
    labels[start] = ++n_islands;
    std::size_t depth = 0;
    stack[depth++] = static_cast<std::int32_t>(start);
    while (depth > 0) {
      const auto pixel = static_cast<std::size_t>(stack[--depth]);
      for (const std::int32_t neighbor : neighbors.of(pixel)) {
        const auto next = static_cast<std::size_t>(neighbor);
        if (mask[next] == 0 || labels[next] != 0) continue;
        labels[next] = n_islands;
        stack[depth++] = neighbor;
      }
    }
  }
  return n_islands;
}

}  // namespace pe
