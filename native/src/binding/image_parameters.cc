#include "image/image_parameters.h"

#include "binding/families.h"
#include "binding/task.h"

namespace pe::binding {

namespace {

constexpr std::size_t kImagesPerChunk = 16;

// Runs over a stack of images of one element type.
template <typename Charge>
Napi::Value run_stack(Arguments& arguments, std::span<const Charge> image) {
  ParameterCamera camera{
      .x = arguments.array<const double>("pixX"),
      .y = arguments.array<const double>("pixY"),
      .area = arguments.array<const double>("pixArea"),
      .width = arguments.array<const double>("pixelWidth"),
      .neighbors = {arguments.array<const std::int32_t>("indptr"),
                    arguments.array<const std::int32_t>("indices")},
      .border1 = {},
      .border2 = {},
  };
  const auto mask = arguments.optional_array<const std::uint8_t>("mask");
  const auto peak_time = arguments.optional_array<const float>("peakTime");
  const auto evaluate = arguments.optional_array<const std::uint8_t>("evaluate");
  const auto values = arguments.array<double>("values");
  const auto morphology = arguments.array<std::int32_t>("morphology");
  return run_task(arguments, [=](const TaskContext& context) mutable {
    camera.find_borders();
    const std::size_t n_pixels = camera.x.size();
    const std::size_t n_images = image.size() / n_pixels;
    context.pool.parallel_for(
        n_images, kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          ImageParametrizer parametrizer(camera);
          ImageParameters result;
          for (std::size_t i = begin; i < end; ++i) {
            const auto of_image = [&](auto stack) {
              return stack.empty() ? stack : stack.subspan(i * n_pixels, n_pixels);
            };
            parametrizer.run(of_image(mask), of_image(image), of_image(peak_time),
                             evaluate.empty() ? -1 : static_cast<int>(evaluate[i]), result);
            for (std::size_t k = 0; k < kNumberOfParameters; ++k) {
              values[k * n_images + i] = result.values[k];
            }
            for (std::size_t k = 0; k < kNumberOfMorphologyColumns; ++k) {
              morphology[k * n_images + i] = result.morphology[k];
            }
          }
        },
        context.cancel);
  });
}

Napi::Value image_parameters(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  if (arguments.has("trueImage")) {
    return run_stack(arguments, arguments.array<const std::int32_t>("trueImage"));
  }
  return run_stack(arguments, arguments.array<const float>("image"));
}

}  // namespace

void register_image_parameters(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "imageParameters", image_parameters);
}

}  // namespace pe::binding
