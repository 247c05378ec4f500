#include <limits>

#include "binding/families.h"
#include "binding/task.h"
#include "muon/muon_parameters.h"

namespace pe::binding {

namespace {

// Rings are rare and take a while each.
constexpr std::size_t kImagesPerChunk = 4;

Napi::Value muon_rings(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const MuonCamera camera{
      .x = arguments.array<const double>("pixX"),
      .y = arguments.array<const double>("pixY"),
      .width = arguments.array<const double>("pixelWidth"),
      .radius = arguments.number("fovRadius"),
      .limit = arguments.number("limit"),
  };
  const MuonOptions options{
      .method = static_cast<RingFitMethod>(arguments.size("method")),
      .completeness_threshold = arguments.number("completenessThreshold"),
      .ratio_width = arguments.number("ratioWidth"),
      .ring_integration_width = arguments.number("ringIntegrationWidth"),
      .outer_ring_width = arguments.number("outerRingWidth"),
  };
  const auto image = arguments.array<const float>("image");
  const auto mask = arguments.array<const std::uint8_t>("mask");
  const auto evaluate = arguments.array<const std::uint8_t>("evaluate");
  const auto ring_mask = arguments.array<std::uint8_t>("ringMask");
  const auto values = arguments.array<double>("values");
  return run_task(arguments, [=](const TaskContext& context) {
    const std::size_t n_images = evaluate.size();
    const std::size_t n_pixels = camera.x.size();
    context.pool.parallel_for(
        n_images, kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          MuonAnalyzer analyzer(camera, options);
          std::array<double, kNumberOfMuonColumns> result;
          for (std::size_t i = begin; i < end; ++i) {
            result.fill(std::numeric_limits<double>::quiet_NaN());
            result[kNPixelsInRing] = -1;
            if (evaluate[i] != 0) {
              analyzer.run(image.subspan(i * n_pixels, n_pixels),
                           mask.subspan(i * n_pixels, n_pixels),
                           ring_mask.subspan(i * n_pixels, n_pixels), result);
            }
            for (std::size_t k = 0; k < kNumberOfMuonColumns; ++k) {
              values[k * n_images + i] = result[k];
            }
          }
        },
        context.cancel);
  });
}

}  // namespace

void register_muon(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "muonRings", muon_rings);
}

}  // namespace pe::binding
