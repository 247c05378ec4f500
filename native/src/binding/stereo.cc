#include <span>
#include <vector>

#include "binding/families.h"
#include "binding/task.h"
#include "stereo/hillas_intersection.h"
#include "stereo/hillas_reconstructor.h"
#include "stereo/impact_distance.h"

namespace pe::binding {

namespace {

using stereo::kDegree;

// Events per chunk: some hundred microseconds of work.
constexpr std::size_t kEventsPerChunk = 64;

// The columns of telescope events and of the array, as JavaScript hands them over.
struct Columns {
  explicit Columns(Arguments& arguments)
      : offsets(arguments.array<const std::uint32_t>("offsets")),
        telescope(arguments.array<const std::int32_t>("telescope")),
        mask(arguments.array<const std::uint8_t>("mask")),
        lon(arguments.array<const double>("lon")),
        lat(arguments.array<const double>("lat")),
        psi(arguments.array<const double>("psi")),
        intensity(arguments.array<const double>("intensity")),
        length(arguments.array<const double>("length")),
        width(arguments.array<const double>("width")),
        array_alt(arguments.array<const double>("arrayPointingAlt")),
        array_az(arguments.array<const double>("arrayPointingAz")),
        pointing_alt(arguments.array<const double>("pointingAlt")),
        pointing_az(arguments.array<const double>("pointingAz")),
        positions(arguments.array<const double>("positions")),
        camera_radius(arguments.array<const double>("cameraRadius")),
        focal_length(arguments.optional_array<const double>("focalLength")),
        reference_height(arguments.number("referenceHeight")) {}

  std::size_t n_events() const { return array_alt.size(); }
  std::size_t n_telescopes() const { return camera_radius.size(); }

  // Gathers the selected images of one event.
  void fill(std::size_t index, stereo::StereoEvent& event) const {
    event.images.clear();
    event.array_alt = array_alt[index] * kDegree;
    event.array_az = array_az[index] * kDegree;
    event.reference_height = reference_height;
    for (std::size_t row = offsets[index]; row < offsets[index + 1]; ++row) {
      if (mask[row] == 0) continue;
      const auto tel = static_cast<std::size_t>(telescope[row]);
      const std::size_t cell = index * n_telescopes() + tel;
      stereo::TelescopeImage image;
      image.row = row;
      image.psi = psi[row] * kDegree;
      const double step = 0.1 * camera_radius[tel];
      const double axis_lon = lon[row] + step * std::cos(image.psi);
      const double axis_lat = lat[row] + step * std::sin(image.psi);
      if (focal_length.empty()) {
        image.cog = {lon[row] * kDegree, lat[row] * kDegree};
        image.axis_point = {axis_lon * kDegree, axis_lat * kDegree};
      } else {
        // In the camera x is along fov_lat and y along fov_lon, so the axis is mirrored too.
        image.cog = {lat[row] / focal_length[tel], lon[row] / focal_length[tel]};
        image.axis_point = {axis_lat / focal_length[tel], axis_lon / focal_length[tel]};
        image.psi = std::numbers::pi / 2.0 - image.psi;
      }
      image.intensity = intensity[row];
      image.length = length[row];
      image.width = width[row];
      image.pointing = stereo::Pointing(pointing_alt[cell] * kDegree, pointing_az[cell] * kDegree);
      image.position = {positions[3 * tel], positions[3 * tel + 1], positions[3 * tel + 2]};
      event.images.push_back(image);
    }
  }

  std::span<const std::uint32_t> offsets;
  std::span<const std::int32_t> telescope;
  std::span<const std::uint8_t> mask;
  std::span<const double> lon, lat, psi, intensity, length, width;
  std::span<const double> array_alt, array_az, pointing_alt, pointing_az;
  std::span<const double> positions, camera_radius, focal_length;
  double reference_height;
};

// The columns of reconstructed geometry, to be filled.
struct Results {
  explicit Results(Arguments& arguments)
      : is_valid(arguments.array<std::uint8_t>("isValid")),
        telescopes(arguments.array<std::uint8_t>("telescopes")),
        alt(arguments.array<double>("alt")),
        az(arguments.array<double>("az")),
        direction_uncert(arguments.array<double>("directionUncert")),
        core_x(arguments.array<double>("coreX")),
        core_y(arguments.array<double>("coreY")),
        core_tilted_x(arguments.array<double>("coreTiltedX")),
        core_tilted_y(arguments.array<double>("coreTiltedY")),
        core_tilted_uncert_x(arguments.array<double>("coreTiltedUncertX")),
        core_tilted_uncert_y(arguments.array<double>("coreTiltedUncertY")),
        h_max(arguments.array<double>("hMax")),
        average_intensity(arguments.array<double>("averageIntensity")) {}

  void put(std::size_t index, const Columns& columns, const stereo::StereoEvent& event,
           const stereo::ShowerGeometry& geometry) const {
    is_valid[index] = geometry.is_valid ? 1 : 0;
    alt[index] = geometry.alt / kDegree;
    az[index] = geometry.az / kDegree;
    direction_uncert[index] = geometry.direction_uncert / kDegree;
    core_x[index] = geometry.core_x;
    core_y[index] = geometry.core_y;
    core_tilted_x[index] = geometry.core_tilted_x;
    core_tilted_y[index] = geometry.core_tilted_y;
    core_tilted_uncert_x[index] = geometry.core_tilted_uncert_x;
    core_tilted_uncert_y[index] = geometry.core_tilted_uncert_y;
    h_max[index] = geometry.h_max;
    average_intensity[index] = geometry.average_intensity;
    if (!geometry.is_valid) return;
    for (const stereo::TelescopeImage& image : event.images) {
      const auto tel = static_cast<std::size_t>(columns.telescope[image.row]);
      telescopes[index * columns.n_telescopes() + tel] = 1;
    }
  }

  std::span<std::uint8_t> is_valid, telescopes;
  std::span<double> alt, az, direction_uncert, core_x, core_y, core_tilted_x, core_tilted_y;
  std::span<double> core_tilted_uncert_x, core_tilted_uncert_y, h_max, average_intensity;
};

Napi::Value hillas_reconstructor(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const Columns columns(arguments);
  const Results results(arguments);
  const auto core_psi = arguments.array<double>("corePsi");
  return run_task(arguments, [=](const TaskContext& context) {
    context.pool.parallel_for(
        columns.n_events(), kEventsPerChunk,
        [&](std::size_t begin, std::size_t end) {
          stereo::StereoEvent event;
          stereo::HillasReconstructorScratch scratch;
          std::vector<double> psi;
          for (std::size_t i = begin; i < end; ++i) {
            columns.fill(i, event);
            psi.resize(event.images.size());
            results.put(i, columns, event, stereo::hillas_reconstructor(event, psi, scratch));
            for (std::size_t k = 0; k < psi.size(); ++k) {
              core_psi[event.images[k].row] = psi[k] / kDegree;
            }
          }
        },
        context.cancel);
  });
}

Napi::Value hillas_intersection(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const Columns columns(arguments);
  const Results results(arguments);
  return run_task(arguments, [=](const TaskContext& context) {
    context.pool.parallel_for(
        columns.n_events(), kEventsPerChunk,
        [&](std::size_t begin, std::size_t end) {
          stereo::StereoEvent event;
          stereo::HillasIntersectionScratch scratch;
          for (std::size_t i = begin; i < end; ++i) {
            columns.fill(i, event);
            results.put(i, columns, event, stereo::hillas_intersection(event, scratch));
          }
        },
        context.cancel);
  });
}

Napi::Value impact_distances(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto offsets = arguments.array<const std::uint32_t>("offsets");
  const auto telescope = arguments.array<const std::int32_t>("telescope");
  const auto positions = arguments.array<const double>("positions");
  const auto alt = arguments.array<const double>("alt");
  const auto az = arguments.array<const double>("az");
  const auto core_x = arguments.array<const double>("coreX");
  const auto core_y = arguments.array<const double>("coreY");
  const auto distance = arguments.array<double>("distance");
  return run_task(arguments, [=](const TaskContext& context) {
    context.pool.parallel_for(
        alt.size(), 16 * kEventsPerChunk,
        [&](std::size_t begin, std::size_t end) {
          for (std::size_t i = begin; i < end; ++i) {
            const auto direction = stereo::ground_direction(alt[i] * kDegree, az[i] * kDegree);
            for (std::size_t row = offsets[i]; row < offsets[i + 1]; ++row) {
              const auto tel = static_cast<std::size_t>(telescope[row]);
              distance[row] = stereo::impact_distance(
                  {positions[3 * tel], positions[3 * tel + 1], positions[3 * tel + 2]}, core_x[i],
                  core_y[i], direction);
            }
          }
        },
        context.cancel);
  });
}

}  // namespace

void register_stereo(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "hillasReconstructor", hillas_reconstructor);
  export_function(env, exports, "hillasIntersection", hillas_intersection);
  export_function(env, exports, "impactDistances", impact_distances);
}

}  // namespace pe::binding
