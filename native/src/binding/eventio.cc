#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "binding/families.h"
#include "binding/task.h"
#include "eventio/adc.h"
#include "eventio/differential.h"
#include "eventio/photoelectrons.h"
#include "eventio/photons.h"
#include "eventio/pixel_list.h"
#include "eventio/pixel_timing.h"

namespace pe::binding {

namespace {

using Bytes = std::span<const std::uint8_t>;

eventio::AdcShape adc_shape(const Arguments& arguments) {
  return {arguments.size("nChannels"), arguments.size("nPixels"), arguments.size("nSamples")};
}

// Decodes a stack of objects, each into its own row of `out`. Row: Status(std::size_t row,
// std::span<T> target).
template <typename T, typename Row>
void decode_rows(const TaskContext& context, std::size_t row_size, std::span<T> out,
                 std::span<std::uint8_t> status, std::size_t rows_per_chunk, const Row& row) {
  context.pool.parallel_for(
      status.size(), rows_per_chunk,
      [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
          status[i] = static_cast<std::uint8_t>(row(i, out.subspan(i * row_size, row_size)));
      },
      context.cancel);
}

Napi::Value decode_adc_samples(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto payloads = arguments.byte_arrays("payloads");
  const auto ids = arguments.array<const std::int32_t>("ids");
  const auto versions = arguments.array<const std::int32_t>("versions");
  const auto shape = adc_shape(arguments);
  const auto samples = arguments.array<std::uint16_t>("samples");
  const auto status = arguments.array<std::uint8_t>("status");
  return run_task(arguments, [=](const TaskContext& context) {
    decode_rows(context, shape.size(), samples, status, 1, [&](std::size_t i, auto target) {
      return eventio::decode_adc_samples(payloads[i], static_cast<std::uint32_t>(ids[i]),
                                         static_cast<std::uint32_t>(versions[i]), shape, target);
    });
  });
}

Napi::Value decode_adc_sums(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto payloads = arguments.byte_arrays("payloads");
  const auto ids = arguments.array<const std::int32_t>("ids");
  const auto versions = arguments.array<const std::int32_t>("versions");
  const auto shape = adc_shape(arguments);
  const auto sums = arguments.array<std::uint32_t>("sums");
  const auto status = arguments.array<std::uint8_t>("status");
  return run_task(arguments, [=](const TaskContext& context) {
    decode_rows(context, shape.size(), sums, status, 16, [&](std::size_t i, auto target) {
      return eventio::decode_adc_sums(payloads[i], static_cast<std::uint32_t>(ids[i]),
                                      static_cast<std::uint32_t>(versions[i]), shape, target);
    });
  });
}

Napi::Value decode_true_images(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto payloads = arguments.byte_arrays("payloads");
  const auto versions = arguments.array<const std::int32_t>("versions");
  const auto n_pixels = arguments.size("nPixels");
  const auto images = arguments.array<std::int32_t>("images");
  const auto status = arguments.array<std::uint8_t>("status");
  return run_task(arguments, [=](const TaskContext& context) {
    decode_rows(context, n_pixels, images, status, 16, [&](std::size_t i, auto target) {
      return eventio::decode_photoelectrons(payloads[i], static_cast<std::uint32_t>(versions[i]),
                                            target, {});
    });
  });
}

Napi::Value decode_photoelectrons(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto payload = arguments.array<const std::uint8_t>("payload");
  const auto version = static_cast<std::uint32_t>(arguments.size("version"));
  const auto counts = arguments.array<std::int32_t>("counts");
  const eventio::PhotoelectronLists lists{arguments.array<std::uint32_t>("pixelId"),
                                          arguments.array<float>("time"),
                                          arguments.optional_array<float>("amplitude"),
                                          arguments.optional_array<std::int32_t>("photons")};
  const auto status = arguments.array<std::uint8_t>("status");
  return run_task(arguments, [=](const TaskContext&) {
    status[0] =
        static_cast<std::uint8_t>(eventio::decode_photoelectrons(payload, version, counts, lists));
  });
}

Napi::Value decode_photon_bunches(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto payload = arguments.array<const std::uint8_t>("payload");
  const auto compact = arguments.boolean("compact");
  const auto split_emitters = arguments.boolean("splitEmitters");
  const auto n_bunches = arguments.size("nBunches");
  const auto columns = arguments.array<float>("columns");
  const auto n_emitters = arguments.array<std::uint32_t>("nEmitters");
  const auto status = arguments.array<std::uint8_t>("status");
  return run_task(arguments, [=](const TaskContext&) {
    std::size_t count = 0;
    status[0] = static_cast<std::uint8_t>(eventio::decode_photon_bunches(
        payload, compact, split_emitters, n_bunches, columns, count));
    n_emitters[0] = static_cast<std::uint32_t>(count);
  });
}

Napi::Value decode_pixel_timing(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto values = arguments.array<const std::uint8_t>("values");
  const eventio::PixelTimingHead head{arguments.size("nGains"),
                                      arguments.size("nPixels"),
                                      arguments.size("nTypes"),
                                      arguments.boolean("withSum"),
                                      arguments.boolean("globOnlySelected"),
                                      static_cast<float>(arguments.number("granularity"))};
  const auto pixels = arguments.array<const std::int32_t>("pixels");
  const auto time = arguments.array<float>("time");
  const auto sum_loc = arguments.array<std::int32_t>("sumLoc");
  const auto sum_glob = arguments.array<std::int32_t>("sumGlob");
  const auto status = arguments.array<std::uint8_t>("status");
  return run_task(arguments, [=](const TaskContext&) {
    status[0] = static_cast<std::uint8_t>(
        eventio::decode_pixel_timing(values, head, pixels, time, sum_loc, sum_glob));
  });
}

Napi::Value decode_pixel_lists(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto payloads = arguments.byte_arrays("payloads");
  const auto versions = arguments.array<const std::int32_t>("versions");
  const auto n_pixels = arguments.size("nPixels");
  const auto masks = arguments.array<std::uint8_t>("masks");
  const auto counts = arguments.array<std::int32_t>("counts");
  const auto status = arguments.array<std::uint8_t>("status");
  return run_task(arguments, [=](const TaskContext& context) {
    decode_rows(context, n_pixels, masks, status, 64, [&](std::size_t i, auto target) {
      return eventio::decode_pixel_list(payloads[i], static_cast<std::uint32_t>(versions[i]),
                                        target, counts[i]);
    });
  });
}

Napi::Value decode_traces(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto values = arguments.array<const std::uint8_t>("values");
  const auto n_traces = arguments.size("nTraces");
  const auto n_samples = arguments.size("nSamples");
  const auto traces = arguments.array<std::uint32_t>("traces");
  const auto status = arguments.array<std::uint8_t>("status");
  return run_task(arguments, [=](const TaskContext&) {
    eventio::ByteReader reader(values);
    const bool complete = eventio::decode_differential(reader, traces.data(), n_traces, n_samples);
    status[0] =
        static_cast<std::uint8_t>(complete ? eventio::Status::kOk : eventio::Status::kDamaged);
  });
}

}  // namespace

void register_eventio(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "decodeAdcSamples", decode_adc_samples);
  export_function(env, exports, "decodeAdcSums", decode_adc_sums);
  export_function(env, exports, "decodeTrueImages", decode_true_images);
  export_function(env, exports, "decodePhotoelectrons", decode_photoelectrons);
  export_function(env, exports, "decodePhotonBunches", decode_photon_bunches);
  export_function(env, exports, "decodePixelTiming", decode_pixel_timing);
  export_function(env, exports, "decodePixelLists", decode_pixel_lists);
  export_function(env, exports, "decodeTraces", decode_traces);
}

}  // namespace pe::binding
