#include "image/kept_light.h"

#include "binding/families.h"
#include "binding/task.h"

namespace pe::binding {

namespace {

// An image takes about a microsecond.
constexpr std::size_t kImagesPerChunk = 64;

Napi::Value kept_light(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const Neighbors neighbors{arguments.array<const std::int32_t>("indptr"),
                            arguments.array<const std::int32_t>("indices")};
  const auto image = arguments.array<const float>("image");
  const auto mask = arguments.array<const std::uint8_t>("mask");
  const auto true_image = arguments.optional_array<const std::int32_t>("trueImage");
  const auto n_islands = arguments.array<std::int32_t>("nIslands");
  const auto true_charge = arguments.array<double>("trueCharge");
  const auto noise_charge = arguments.array<double>("noiseCharge");
  return run_task(arguments, [=](const TaskContext& context) {
    const std::size_t n_pixels = neighbors.n_pixels();
    context.pool.parallel_for(
        n_islands.size(), kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          KeptLightSums sums(neighbors);
          for (std::size_t i = begin; i < end; ++i) {
            const auto of_image = [&](auto stack) {
              return stack.empty() ? stack : stack.subspan(i * n_pixels, n_pixels);
            };
            const KeptLight kept = sums.of(of_image(mask), of_image(image), of_image(true_image));
            n_islands[i] = kept.n_islands;
            true_charge[i] = kept.true_charge;
            noise_charge[i] = kept.noise_charge;
          }
        },
        context.cancel);
  });
}

}  // namespace

void register_kept_light(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "keptLight", kept_light);
}

}  // namespace pe::binding
