#include <vector>

#include "binding/families.h"
#include "binding/task.h"
#include "simulation/poisson.h"
#include "simulation/toy_model.h"

namespace pe::binding {

namespace {

constexpr std::size_t kImagesPerChunk = 8;
constexpr std::size_t kParametersPerModel = 6;
constexpr double kDegree = 3.14159265358979323846 / 180.0;
// Purposes of the random streams of a pixel.
constexpr std::uint32_t kSignalStream = 0;
constexpr std::uint32_t kNoiseStream = 1;

struct Models {
  explicit Models(Arguments& arguments)
      : is_ring(arguments.array<const std::uint8_t>("isRing")),
        parameters(arguments.array<const double>("parameters")),
        intensity(arguments.array<const double>("intensity")),
        pix_x(arguments.array<const double>("pixX")),
        pix_y(arguments.array<const double>("pixY")),
        pix_area(arguments.array<const double>("pixArea")) {}

  ToyModel model(std::size_t image) const {
    const auto p = parameters.subspan(image * kParametersPerModel, kParametersPerModel);
    if (is_ring[image] != 0) return ToyModel::ring(p[0], p[1], p[2], p[3], p[4], p[5] * kDegree);
    return ToyModel::shower(p[0], p[1], p[2], p[3], p[4] * kDegree, p[5]);
  }

  std::span<const std::uint8_t> is_ring;
  std::span<const double> parameters, intensity, pix_x, pix_y, pix_area;
};

Napi::Value expected_toy_signal(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const Models models(arguments);
  const auto expected = arguments.array<double>("expected");
  return run_task(arguments, [=](const TaskContext& context) {
    const std::size_t n_pixels = models.pix_x.size();
    context.pool.parallel_for(
        models.intensity.size(), kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          for (std::size_t i = begin; i < end; ++i) {
            expected_signal(models.model(i), models.intensity[i], models.pix_x, models.pix_y,
                            models.pix_area, expected.subspan(i * n_pixels, n_pixels));
          }
        },
        context.cancel);
  });
}

Napi::Value toy_images(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const Models models(arguments);
  const auto nsb_level = arguments.array<const double>("nsbLevel");
  const auto time_gradient = arguments.array<const double>("timeGradient");
  const auto time_intercept = arguments.array<const double>("timeIntercept");
  const auto event_id = arguments.array<const double>("eventId");
  const auto tel_id = arguments.array<const double>("telId");
  const auto obs_id = arguments.size("obsId");
  const auto seed = arguments.size("seed");
  const auto image = arguments.array<float>("image");
  const auto peak_time = arguments.array<float>("peakTime");
  const auto signal = arguments.array<std::int32_t>("signal");
  const auto noise = arguments.array<std::int32_t>("noise");
  return run_task(arguments, [=](const TaskContext& context) {
    const std::size_t n_pixels = models.pix_x.size();
    const auto one_image = [&](std::size_t i, std::span<double> expected) {
      const ToyModel model = models.model(i);
      expected_signal(model, models.intensity[i], models.pix_x, models.pix_y, models.pix_area,
                      expected);
      const auto key = event_key(seed, obs_id, static_cast<std::uint64_t>(event_id[i]),
                                 static_cast<std::uint64_t>(tel_id[i]));
      const std::size_t first = i * n_pixels;
      double total_noise = 0.0;
      for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
        const auto number = static_cast<std::uint32_t>(pixel);
        UniformStream for_signal(key, number, kSignalStream);
        UniformStream for_noise(key, number, kNoiseStream);
        signal[first + pixel] = poisson(expected[pixel], for_signal);
        noise[first + pixel] = poisson(nsb_level[i], for_noise);
        total_noise += noise[first + pixel];
      }
      const double mean_noise = total_noise / static_cast<double>(n_pixels);
      for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
        const double charge = static_cast<double>(signal[first + pixel]) + noise[first + pixel];
        image[first + pixel] = static_cast<float>(charge - mean_noise);
        const double along = model.longitudinal(models.pix_x[pixel], models.pix_y[pixel]);
        peak_time[first + pixel] = static_cast<float>(along * time_gradient[i] + time_intercept[i]);
      }
    };
    context.pool.parallel_for(
        models.intensity.size(), kImagesPerChunk,
        [&](std::size_t begin, std::size_t end) {
          std::vector<double> expected(n_pixels);
          for (std::size_t i = begin; i < end; ++i) one_image(i, expected);
        },
        context.cancel);
  });
}

}  // namespace

void register_toy_images(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "expectedToySignal", expected_toy_signal);
  export_function(env, exports, "toyImages", toy_images);
}

}  // namespace pe::binding
