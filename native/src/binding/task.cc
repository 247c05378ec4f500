#include "binding/task.h"

#include <type_traits>
#include <utility>

namespace pe::binding {

namespace {

template <typename T>
struct ElementType;
template <>
struct ElementType<float> {
  static constexpr napi_typedarray_type value = napi_float32_array;
};
template <>
struct ElementType<double> {
  static constexpr napi_typedarray_type value = napi_float64_array;
};
template <>
struct ElementType<std::int8_t> {
  static constexpr napi_typedarray_type value = napi_int8_array;
};
template <>
struct ElementType<std::uint8_t> {
  static constexpr napi_typedarray_type value = napi_uint8_array;
};
template <>
struct ElementType<std::int16_t> {
  static constexpr napi_typedarray_type value = napi_int16_array;
};
template <>
struct ElementType<std::uint16_t> {
  static constexpr napi_typedarray_type value = napi_uint16_array;
};
template <>
struct ElementType<std::int32_t> {
  static constexpr napi_typedarray_type value = napi_int32_array;
};
template <>
struct ElementType<std::uint32_t> {
  static constexpr napi_typedarray_type value = napi_uint32_array;
};

class Task : public Napi::AsyncWorker {
 public:
  Task(Arguments& arguments, std::function<void(const TaskContext&)> kernel)
      : Napi::AsyncWorker(arguments.env(), "photoelectron"),
        deferred_(Napi::Promise::Deferred::New(arguments.env())),
        options_(Napi::Persistent(arguments.options())),
        cancel_(arguments.cancel_flag()),
        kernel_(std::move(kernel)) {}

  Napi::Promise promise() const { return deferred_.Promise(); }

  void Execute() override {
    const auto pool = shared_pool();
    try {
      kernel_(TaskContext{*pool, cancel_});
    } catch (const std::exception& error) {
      SetError(error.what());
    }
  }

  void OnOK() override {
    const Napi::HandleScope scope(Env());
    if (cancel_ != nullptr && cancel_->load()) {
      auto error = Napi::Error::New(Env(), "the work was cancelled");
      error.Set("code", Napi::String::New(Env(), "cancelled"));
      deferred_.Reject(error.Value());
      return;
    }
    deferred_.Resolve(Env().Undefined());
  }

  void OnError(const Napi::Error& error) override { deferred_.Reject(error.Value()); }

  // The thread of the promise may have been ended meanwhile (worker.terminate()): then nobody waits
  // for it, and every call into JavaScript fails, which must not bring the whole program down.
  void OnWorkComplete(Napi::Env env, napi_status status) override {
    try {
      Napi::AsyncWorker::OnWorkComplete(env, status);
    } catch (const Napi::Error&) {
      Destroy();
    }
  }

 private:
  Napi::Promise::Deferred deferred_;
  // One reference for all arrays: they stay alive because they are properties of the options.
  Napi::ObjectReference options_;
  const CancelFlag* cancel_;
  std::function<void(const TaskContext&)> kernel_;
};

[[noreturn]] void wrong_argument(Napi::Env env, const char* name, const char* expected) {
  throw Napi::TypeError::New(env, std::string("argument ") + name + " must be " + expected);
}

}  // namespace

Arguments::Arguments(const Napi::CallbackInfo& info) : env_(info.Env()) {
  if (info.Length() < 1 || !info[0].IsObject()) wrong_argument(env_, "options", "an object");
  options_ = info[0].As<Napi::Object>();
  const Napi::Value cancel = options_.Get("cancel");
  if (!cancel.IsUndefined()) {
    // One int32 in a SharedArrayBuffer, so that the flag can be raised while the kernel runs.
    const auto flag = array<std::int32_t>("cancel");
    if (flag.empty()) wrong_argument(env_, "cancel", "an Int32Array of one element");
    static_assert(sizeof(CancelFlag) == 1 && CancelFlag::is_always_lock_free);
    cancel_ = reinterpret_cast<const CancelFlag*>(flag.data());
  }
}

template <typename T>
std::span<T> Arguments::view(const char* name, const Napi::Value& value) const {
  using Element = std::remove_const_t<T>;
  if (!value.IsTypedArray()) wrong_argument(env_, name, "a typed array");
  const auto typed = value.As<Napi::TypedArray>();
  if (typed.TypedArrayType() != ElementType<Element>::value)
    wrong_argument(env_, name, "a typed array of the documented element type");
  void* data = nullptr;
  std::size_t length = 0;
  napi_get_typedarray_info(env_, value, nullptr, &length, &data, nullptr, nullptr);
  return {static_cast<T*>(data), length};
}

template <typename T>
std::span<T> Arguments::array(const char* name) {
  const Napi::Value value = options_.Get(name);
  const std::span<T> found = view<T>(name, value);
  return found;
}

template <typename T>
std::span<T> Arguments::optional_array(const char* name) {
  if (!has(name)) return {};
  return array<T>(name);
}

std::vector<std::span<const std::uint8_t>> Arguments::byte_arrays(const char* name) {
  const Napi::Value value = options_.Get(name);
  if (!value.IsArray()) wrong_argument(env_, name, "an array of Uint8Array");
  const auto list = value.As<Napi::Array>();
  std::vector<std::span<const std::uint8_t>> views(list.Length());
  for (std::uint32_t i = 0; i < list.Length(); ++i) {
    napi_value element = nullptr;
    napi_typedarray_type type{};
    void* data = nullptr;
    std::size_t length = 0;
    if (napi_get_element(env_, list, i, &element) != napi_ok ||
        napi_get_typedarray_info(env_, element, &type, &length, &data, nullptr, nullptr) !=
            napi_ok ||
        type != napi_uint8_array)
      wrong_argument(env_, name, "an array of Uint8Array");
    views[i] = {static_cast<const std::uint8_t*>(data), length};
  }
  return views;
}

template <typename T>
std::vector<std::span<T>> Arguments::array_list(const char* name) {
  std::vector<std::span<T>> views;
  if (!has(name)) return views;
  const Napi::Value value = options_.Get(name);
  if (!value.IsArray()) wrong_argument(env_, name, "an array of typed arrays");
  const auto list = value.As<Napi::Array>();
  const std::uint32_t length = list.Length();
  views.reserve(length);
  for (std::uint32_t i = 0; i < length; ++i) {
    const Napi::HandleScope scope(env_);
    const Napi::Value entry = list.Get(i);
    views.push_back(entry.IsUndefined() ? std::span<T>{} : view<T>(name, entry));
  }
  return views;
}

double Arguments::number(const char* name) const {
  const Napi::Value value = options_.Get(name);
  if (!value.IsNumber()) wrong_argument(env_, name, "a number");
  return value.As<Napi::Number>().DoubleValue();
}

bool Arguments::boolean(const char* name) const {
  const Napi::Value value = options_.Get(name);
  if (!value.IsBoolean()) wrong_argument(env_, name, "a boolean");
  return value.As<Napi::Boolean>().Value();
}

std::string Arguments::string(const char* name) const {
  const Napi::Value value = options_.Get(name);
  if (!value.IsString()) wrong_argument(env_, name, "a string");
  return value.As<Napi::String>().Utf8Value();
}

std::size_t Arguments::size(const char* name) const {
  const double value = number(name);
  if (!(value >= 0) || value > 9007199254740991.0) wrong_argument(env_, name, "a size");
  return static_cast<std::size_t>(value);
}

bool Arguments::has(const char* name) const { return !options_.Get(name).IsUndefined(); }

#define PE_ARRAY_TYPE(T)                                                       \
  template std::span<T> Arguments::array<T>(const char*);                      \
  template std::span<T> Arguments::optional_array<T>(const char*);             \
  template std::span<const T> Arguments::array<const T>(const char*);          \
  template std::span<const T> Arguments::optional_array<const T>(const char*); \
  template std::vector<std::span<T>> Arguments::array_list<T>(const char*);    \
  template std::vector<std::span<const T>> Arguments::array_list<const T>(const char*);
PE_ARRAY_TYPE(float)
PE_ARRAY_TYPE(double)
PE_ARRAY_TYPE(std::int8_t)
PE_ARRAY_TYPE(std::uint8_t)
PE_ARRAY_TYPE(std::int16_t)
PE_ARRAY_TYPE(std::uint16_t)
PE_ARRAY_TYPE(std::int32_t)
PE_ARRAY_TYPE(std::uint32_t)
#undef PE_ARRAY_TYPE

Napi::Value run_task(Arguments& arguments, std::function<void(const TaskContext&)> kernel) {
  auto* task = new Task(arguments, std::move(kernel));
  const Napi::Promise promise = task->promise();
  task->Queue();
  return promise;
}

void export_function(Napi::Env env, Napi::Object exports, const char* name,
                     Napi::Value (*function)(const Napi::CallbackInfo&)) {
  exports.Set(name, Napi::Function::New(env, function, name));
}

}  // namespace pe::binding
