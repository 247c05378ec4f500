#include "image/islands.h"

#include <algorithm>

#include "image/selection.h"

namespace pe {

namespace {

// A surviving pixel that belongs to no island yet.
constexpr std::int32_t kFresh = -1;

}  // namespace

std::int32_t label_islands(const Neighbors& neighbors, std::span<const std::uint8_t> mask,
                           std::span<std::int32_t> labels, std::span<std::int32_t> scratch) {
  std::fill(labels.begin(), labels.end(), 0);
  const auto pixels = scratch.first(mask.size());
  const std::size_t n = list_selected(mask, pixels);
  return label_listed_islands(neighbors, pixels.first(n), labels, scratch.subspan(mask.size()));
}

std::int32_t label_listed_islands(const Neighbors& neighbors, std::span<const std::int32_t> pixels,
                                  std::span<std::int32_t> labels, std::span<std::int32_t> stack) {
  for (const std::int32_t pixel : pixels) labels[static_cast<std::size_t>(pixel)] = kFresh;
  std::int32_t n_islands = 0;
  for (const std::int32_t start : pixels) {
    if (labels[static_cast<std::size_t>(start)] != kFresh) continue;
    labels[static_cast<std::size_t>(start)] = ++n_islands;
    std::size_t depth = 0;
    stack[depth++] = start;
    while (depth > 0) {
      for (const std::int32_t neighbor : neighbors.of(static_cast<std::size_t>(stack[--depth]))) {
        // Without a branch: whether a neighbour survived is as good as random.
        std::int32_t& label = labels[static_cast<std::size_t>(neighbor)];
        const bool fresh = label == kFresh;
        stack[depth] = neighbor;
        depth += fresh ? 1 : 0;
        label = fresh ? n_islands : label;
      }
    }
  }
  return n_islands;
}

}  // namespace pe
