#include <algorithm>

#include "binding/families.h"
#include "binding/task.h"
#include "numeric/simd.h"

namespace pe::binding {

namespace {

Napi::Value set_threads(const Napi::CallbackInfo& info) {
  const Arguments arguments(info);
  set_shared_pool_size(static_cast<unsigned>(std::max<std::size_t>(1, arguments.size("threads"))));
  return info.Env().Undefined();
}

Napi::Value get_threads(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), shared_pool()->size());
}

Napi::Value allow_vector_instructions(const Napi::CallbackInfo& info) {
  const Arguments arguments(info);
  vector_instructions_allowed.store(arguments.boolean("allowed"));
  return info.Env().Undefined();
}

}  // namespace

void register_threads(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "setThreads", set_threads);
  export_function(env, exports, "getThreads", get_threads);
  export_function(env, exports, "allowVectorInstructions", allow_vector_instructions);
}

}  // namespace pe::binding
