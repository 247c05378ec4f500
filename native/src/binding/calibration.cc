#include <vector>

#include "binding/families.h"
#include "binding/raw_stack.h"
#include "binding/task.h"
#include "calibration/selection_growth.h"

namespace pe::binding {

namespace {

// Enough to hide the cost of handing out work, few enough to share evenly.
constexpr std::size_t kImagesPerChunk = 16;

Napi::Value calibrate_r0(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const RawStack stack = read_raw_stack(arguments);
  const auto calibrated = arguments.array<float>("calibrated");
  return run_task(arguments, [=](const TaskContext& context) {
    const std::size_t per_row = stack.size_out();
    context.pool.parallel_for(
        stack.slots.size(), 1,
        [&](std::size_t begin, std::size_t end) {
          for (std::size_t row = begin; row < end; ++row)
            stack.calibrate_row(row, calibrated.data() + row * per_row);
        },
        context.cancel);
  });
}

Napi::Value grow_selections(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const Neighbors neighbors{arguments.array<const std::int32_t>("indptr"),
                            arguments.array<const std::int32_t>("indices")};
  const auto image = arguments.array<const float>("image");
  const auto selected = arguments.array<std::uint8_t>("selected");
  const SelectionGrowth growth{static_cast<float>(arguments.number("boundaryThreshold")),
                               arguments.boolean("grow"), arguments.size("nEndDilates")};
  return run_task(arguments, [=](const TaskContext& context) {
    const std::size_t n_pixels = neighbors.n_pixels();
    context.pool.parallel_for(
        image.size() / n_pixels, kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          std::vector<std::uint8_t> scratch;
          for (std::size_t i = begin * n_pixels; i < end * n_pixels; i += n_pixels)
            grow_selection(neighbors, image.subspan(i, n_pixels), growth, scratch,
                           selected.subspan(i, n_pixels));
        },
        context.cancel);
  });
}

}  // namespace

void register_calibration(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "calibrateR0", calibrate_r0);
  export_function(env, exports, "growSelections", grow_selections);
}

}  // namespace pe::binding
