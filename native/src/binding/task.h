// Runs a kernel off the JavaScript thread and settles a promise with its end.
#pragma once

#include <napi.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "threading/thread_pool.h"

namespace pe::binding {

// What a kernel gets to work with: the pool and the flag that asks it to stop.
struct TaskContext {
  ThreadPool& pool;
  const CancelFlag* cancel;
};

// Arguments of one asynchronous call. Views stay valid until the promise is settled because the
// task holds the options object, whose properties the typed arrays are; core/native makes that
// object for the call and changes nothing in it. All checks of shape and range are made in
// core/native; a wrong argument type here is a bug of ours and throws a TypeError.
class Arguments {
 public:
  explicit Arguments(const Napi::CallbackInfo& info);

  // View of the typed array under `name` of the options object (first argument of the call).
  // Throws a TypeError if it is missing or of another element type.
  template <typename T>
  std::span<T> array(const char* name);

  // As array(), but an empty span when the property is undefined.
  template <typename T>
  std::span<T> optional_array(const char* name);

  // Views of the Uint8Arrays in the JavaScript array under `name`. The array must be the caller's
  // own, because it is what keeps them alive.
  std::vector<std::span<const std::uint8_t>> byte_arrays(const char* name);

  // Views of the typed arrays in the JavaScript array under `name`, an empty span for each entry
  // that is undefined; no views when the property itself is. The JavaScript array must not be
  // changed while the call is under way: it keeps its entries alive.
  template <typename T>
  std::vector<std::span<T>> array_list(const char* name);

  double number(const char* name) const;
  bool boolean(const char* name) const;
  std::string string(const char* name) const;
  std::size_t size(const char* name) const;
  bool has(const char* name) const;

  Napi::Env env() const { return env_; }
  const Napi::Object& options() const { return options_; }
  const CancelFlag* cancel_flag() const { return cancel_; }

 private:
  template <typename T>
  std::span<T> view(const char* name, const Napi::Value& value) const;

  Napi::Env env_;
  Napi::Object options_;
  const CancelFlag* cancel_ = nullptr;
};

// Runs `kernel` on a worker and returns a promise: resolved with undefined, rejected with the
// message of the exception that the kernel threw, or with code "cancelled".
Napi::Value run_task(Arguments& arguments, std::function<void(const TaskContext&)> kernel);

// Adds function `name` to the addon's exports.
void export_function(Napi::Env env, Napi::Object exports, const char* name,
                     Napi::Value (*function)(const Napi::CallbackInfo&));

}  // namespace pe::binding
