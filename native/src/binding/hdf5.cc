#include <vector>

#include "binding/families.h"
#include "binding/task.h"
#include "hdf5/chunk.h"

namespace pe::binding {

namespace {

Napi::Value pack_rows(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto widths = arguments.array<const std::int32_t>("widths");
  const auto offsets = arguments.array<const std::int32_t>("offsets");
  const auto source = arguments.optional_array<const std::int32_t>("source");
  const auto rows = arguments.array<std::uint8_t>("rows");
  const std::size_t first = arguments.size("first");
  const std::size_t row_size = arguments.size("rowSize");
  const auto bytes = arguments.byte_arrays("columns");
  std::vector<PackedColumn> columns;
  columns.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    columns.push_back(
        {bytes[i], static_cast<std::size_t>(widths[i]), static_cast<std::size_t>(offsets[i])});
  }
  return run_task(arguments, [=](const TaskContext&) {
    for (const PackedColumn& column : columns) pack_column(column, source, first, row_size, rows);
  });
}

Napi::Value shuffle(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto input = arguments.array<const std::uint8_t>("input");
  const auto output = arguments.array<std::uint8_t>("output");
  const std::size_t element_size = arguments.size("elementSize");
  return run_task(arguments,
                  [=](const TaskContext&) { shuffle_bytes(input, element_size, output); });
}

Napi::Value checksum(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto head = arguments.array<const std::uint8_t>("head");
  const auto tail = arguments.array<const std::uint8_t>("tail");
  const auto sum = arguments.array<std::uint32_t>("sum");
  return run_task(arguments, [=](const TaskContext&) { sum[0] = fletcher32(head, tail); });
}

}  // namespace

void register_hdf5(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "packRows", pack_rows);
  export_function(env, exports, "shuffleBytes", shuffle);
  export_function(env, exports, "fletcher32", checksum);
}

}  // namespace pe::binding
