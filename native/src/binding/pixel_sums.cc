#include "image/pixel_sums.h"

#include <vector>

#include "binding/families.h"
#include "binding/task.h"

namespace pe::binding {

namespace {

// An image takes less than a microsecond.
constexpr std::size_t kImagesPerChunk = 64;

template <typename Value>
Napi::Value run_stack(Arguments& arguments, std::span<const Value> image) {
  const auto mask = arguments.optional_array<const std::uint8_t>("mask");
  const std::size_t n_pixels = arguments.size("nPixels");
  const auto sum = arguments.array<double>("sum");
  const auto size = arguments.array<double>("size");
  const auto count_nonzero = arguments.array<double>("countNonzero");
  const auto min = arguments.array<double>("min");
  const auto max = arguments.array<double>("max");
  const auto mean = arguments.array<double>("mean");
  const auto std = arguments.array<double>("std");
  return run_task(arguments, [=](const TaskContext& context) {
    context.pool.parallel_for(
        sum.size(), kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          std::vector<std::int32_t> scratch(n_pixels);
          for (std::size_t i = begin; i < end; ++i) {
            const auto of_image = [&](auto stack) {
              return stack.empty() ? stack : stack.subspan(i * n_pixels, n_pixels);
            };
            const PixelSums sums = sum_pixels(of_image(mask), of_image(image), scratch);
            sum[i] = sums.sum;
            size[i] = sums.size;
            count_nonzero[i] = sums.count_nonzero;
            min[i] = sums.min;
            max[i] = sums.max;
            mean[i] = sums.mean;
            std[i] = sums.std;
          }
        },
        context.cancel);
  });
}

Napi::Value pixel_sums(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  if (arguments.has("trueImage")) {
    return run_stack(arguments, arguments.array<const std::int32_t>("trueImage"));
  }
  return run_stack(arguments, arguments.array<const float>("image"));
}

}  // namespace

void register_pixel_sums(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "pixelSums", pixel_sums);
}

}  // namespace pe::binding
