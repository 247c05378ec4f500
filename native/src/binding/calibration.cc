#include "binding/families.h"
#include "binding/raw_stack.h"
#include "binding/task.h"

namespace pe::binding {

namespace {

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

}  // namespace

void register_calibration(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "calibrateR0", calibrate_r0);
}

}  // namespace pe::binding
