#include "image/islands.h"

#include <algorithm>

#include "image/selection.h"

namespace pe {

std::int32_t label_islands(const Neighbors& neighbors, std::span<const std::uint8_t> mask,
                           std::span<std::int32_t> labels, std::span<std::int32_t> scratch) {
  const std::size_t n_pixels = mask.size();
  const auto pixels = scratch.first(n_pixels);
  const auto queue = scratch.subspan(n_pixels, n_pixels + 1);
  // Bytes may lie anywhere.
  const std::span<std::uint8_t> waiting(
      reinterpret_cast<std::uint8_t*>(scratch.subspan(2 * n_pixels + 1).data()), n_pixels);
  std::fill(labels.begin(), labels.end(), 0);
  std::fill(waiting.begin(), waiting.end(), std::uint8_t{0});
  const std::size_t n = list_selected(mask, pixels);
  return label_listed_islands<std::int32_t>(neighbors, pixels.first(n), labels, queue, waiting);
}

template <typename Label>
std::int32_t label_listed_islands(const Neighbors& neighbors, std::span<const std::int32_t> pixels,
                                  std::span<Label> labels, std::span<std::int32_t> queue,
                                  std::span<std::uint8_t> waiting) {
  for (const std::int32_t pixel : pixels) waiting[static_cast<std::size_t>(pixel)] = 1;
  Label n_islands = 0;
  for (const std::int32_t start : pixels) {
    if (waiting[static_cast<std::size_t>(start)] == 0) continue;
    waiting[static_cast<std::size_t>(start)] = 0;
    ++n_islands;
    // First in, first out: the pixels that come next are known early, so their work overlaps.
    queue[0] = start;
    std::size_t tail = 1;
    for (std::size_t head = 0; head < tail; ++head) {
      const auto pixel = static_cast<std::size_t>(queue[head]);
      labels[pixel] = n_islands;
      for (const std::int32_t neighbor : neighbors.of(pixel)) {
        // Without a branch: whether a neighbour waits is as good as random.
        std::uint8_t& waits = waiting[static_cast<std::size_t>(neighbor)];
        queue[tail] = neighbor;
        tail += waits;
        waits = 0;
      }
    }
  }
  return static_cast<std::int32_t>(n_islands);
}

template std::int32_t label_listed_islands<std::int32_t>(const Neighbors&,
                                                         std::span<const std::int32_t>,
                                                         std::span<std::int32_t>,
                                                         std::span<std::int32_t>,
                                                         std::span<std::uint8_t>);
template std::int32_t label_listed_islands<std::uint16_t>(const Neighbors&,
                                                          std::span<const std::int32_t>,
                                                          std::span<std::uint16_t>,
                                                          std::span<std::int32_t>,
                                                          std::span<std::uint8_t>);

}  // namespace pe
