#include <vector>

#include "binding/families.h"
#include "binding/task.h"
#include "cleaning/image_cleaner.h"

namespace pe::binding {

namespace {

// Images per chunk: enough to hide the cost of handing out work, few enough to share evenly.
constexpr std::size_t kImagesPerChunk = 16;

// Part of a stack that belongs to one image; empty when the stack is.
template <typename T>
std::span<T> of_image(std::span<T> stack, std::size_t image, std::size_t n_pixels) {
  return stack.empty() ? stack : stack.subspan(image * n_pixels, n_pixels);
}

Napi::Value clean(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const Neighbors neighbors{arguments.array<const std::int32_t>("indptr"),
                            arguments.array<const std::int32_t>("indices")};
  const auto image = arguments.optional_array<const float>("image");
  const auto peak_time = arguments.optional_array<const float>("peakTime");
  const auto given = arguments.optional_array<const std::uint8_t>("given");
  const auto mask = arguments.array<std::uint8_t>("mask");
  CleaningOptions options{
      .method = static_cast<CleaningMethod>(arguments.size("method")),
      .picture = Threshold(arguments.array<const float>("picture")),
      .boundary = Threshold(arguments.array<const float>("boundary")),
      .min_picture_neighbors = static_cast<int>(arguments.number("minPictureNeighbors")),
      .keep_isolated_pixels = arguments.boolean("keepIsolatedPixels"),
      .time_limit = std::nullopt,
      .time_num_neighbors = static_cast<int>(arguments.number("timeNumNeighbors")),
      .time_limit_core = arguments.number("timeLimitCore"),
      .time_limit_boundary = static_cast<float>(arguments.number("timeLimitBoundary")),
      .bright = std::nullopt,
      .largest_island_only = arguments.boolean("largestIslandOnly"),
  };
  if (arguments.has("timeLimit")) {
    options.time_limit = static_cast<float>(arguments.number("timeLimit"));
  }
  if (arguments.has("brightThreshold")) {
    options.bright =
        BrightCleaning{arguments.number("brightThreshold"), arguments.number("brightFraction"),
                       arguments.size("brightNPixels")};
  }
  return run_task(arguments, [=](const TaskContext& context) {
    const std::size_t n_pixels = neighbors.n_pixels();
    context.pool.parallel_for(
        mask.size() / n_pixels, kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          ImageCleaner cleaner(neighbors, options);
          for (std::size_t i = begin; i < end; ++i) {
            cleaner.run(of_image(image, i, n_pixels), of_image(peak_time, i, n_pixels),
                        of_image(given, i, n_pixels), of_image(mask, i, n_pixels));
          }
        },
        context.cancel);
  });
}

Napi::Value bright_cleaning(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto image = arguments.array<const float>("image");
  const auto mask = arguments.array<std::uint8_t>("mask");
  const std::size_t n_pixels = arguments.size("nPixels");
  const BrightCleaning options{arguments.number("brightThreshold"),
                               arguments.number("brightFraction"), arguments.size("brightNPixels")};
  return run_task(arguments, [=](const TaskContext& context) {
    context.pool.parallel_for(
        mask.size() / n_pixels, kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          std::vector<float> scratch;
          for (std::size_t i = begin; i < end; ++i) {
            clean_bright(of_image(image, i, n_pixels), options, scratch,
                         of_image(mask, i, n_pixels));
          }
        },
        context.cancel);
  });
}

Napi::Value dilate_masks(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const Neighbors neighbors{arguments.array<const std::int32_t>("indptr"),
                            arguments.array<const std::int32_t>("indices")};
  const auto masks = arguments.array<const std::uint8_t>("masks");
  const auto dilated = arguments.array<std::uint8_t>("dilated");
  return run_task(arguments, [=](const TaskContext& context) {
    const std::size_t n_pixels = neighbors.n_pixels();
    context.pool.parallel_for(
        masks.size() / n_pixels, kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          for (std::size_t i = begin; i < end; ++i) {
            dilate(neighbors, of_image(masks, i, n_pixels), of_image(dilated, i, n_pixels));
          }
        },
        context.cancel);
  });
}

}  // namespace

void register_cleaning(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "clean", clean);
  export_function(env, exports, "brightCleaning", bright_cleaning);
  export_function(env, exports, "dilate", dilate_masks);
}

}  // namespace pe::binding
