#include "image/islands.h"

#include <algorithm>
#include <vector>

#include "binding/families.h"
#include "binding/task.h"
#include "image/selection.h"

namespace pe::binding {

namespace {

// Images per chunk: enough to hide the cost of handing out work, few enough to share evenly.
constexpr std::size_t kImagesPerChunk = 64;

Napi::Value number_of_islands(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const Neighbors neighbors{arguments.array<const std::int32_t>("indptr"),
                            arguments.array<const std::int32_t>("indices")};
  const auto masks = arguments.array<const std::uint8_t>("masks");
  const auto labels = arguments.array<std::uint16_t>("labels");
  const auto counts = arguments.array<std::int32_t>("counts");
  return run_task(arguments, [=](const TaskContext& context) {
    const std::size_t n_pixels = neighbors.n_pixels();
    context.pool.parallel_for(
        counts.size(), kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          std::vector<std::int32_t> pixels(n_pixels);
          std::vector<std::int32_t> queue(n_pixels + 1);
          std::vector<std::uint8_t> waiting(n_pixels);
          for (std::size_t i = begin; i < end; ++i) {
            const std::size_t n = list_selected(masks.subspan(i * n_pixels, n_pixels), pixels);
            // The memory may have held the labels of other masks.
            const auto row = labels.subspan(i * n_pixels, n_pixels);
            std::fill(row.begin(), row.end(), std::uint16_t{0});
            counts[i] = label_listed_islands<std::uint16_t>(
                neighbors, std::span<const std::int32_t>(pixels).first(n), row, queue, waiting);
          }
        },
        context.cancel);
  });
}

}  // namespace

void register_islands(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "numberOfIslands", number_of_islands);
}

}  // namespace pe::binding
