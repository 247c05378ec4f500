// What stereo reconstruction takes and gives, event by event.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "stereo/vector3.h"

namespace pe::stereo {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// The image of one telescope: all angles in rad, offsets from the pointing of the telescope.
struct TelescopeImage {
  std::size_t row = 0;
  Angles cog;
  // A second point on the major axis, a tenth of the camera's radius from the centroid.
  Angles axis_point;
  // Direction of the major axis, from fov_lon towards fov_lat.
  double psi = 0.0;
  double intensity = 0.0;
  double length = 0.0;
  double width = 0.0;
  Pointing pointing{0.0, 0.0};
  // Ground frame [m].
  Vector3 position;
};

// One array event: only the telescopes that take part in the reconstruction.
struct StereoEvent {
  std::vector<TelescopeImage> images;
  double array_alt = 0.0;  // [rad]
  double array_az = 0.0;
  double reference_height = 0.0;  // of the ground frame's origin above sea level [m]
};

// Angles in rad, lengths in m; NaN where there is nothing.
struct ShowerGeometry {
  bool is_valid = false;
  double alt = kNaN;
  double az = kNaN;  // [0, 2 pi)
  double direction_uncert = kNaN;
  double core_x = kNaN;
  double core_y = kNaN;
  double core_tilted_x = kNaN;
  double core_tilted_y = kNaN;
  double core_tilted_uncert_x = kNaN;
  double core_tilted_uncert_y = kNaN;
  double h_max = kNaN;
  double average_intensity = kNaN;
};

// Whether an event can be reconstructed at all: at least two images, and no width that is zero or
// not a number, because widths are divided by.
inline bool can_reconstruct(const StereoEvent& event) {
  if (event.images.size() < 2) return false;
  for (const TelescopeImage& image : event.images) {
    if (!(image.width != 0.0) || std::isnan(image.width)) return false;
  }
  return true;
}

// Azimuth in [0, 2 pi) of an angle in (-2 pi, 2 pi).
inline double wrap_azimuth(double az) {
  constexpr double turn = 2.0 * std::numbers::pi;
  if (az < 0.0) az += turn;
  return az >= turn ? az - turn : az;
}

inline double mean_intensity(const StereoEvent& event) {
  double sum = 0.0;
  for (const TelescopeImage& image : event.images) sum += image.intensity;
  return sum / static_cast<double>(event.images.size());
}

// Results without a direction or a core are no results.
inline ShowerGeometry checked(const ShowerGeometry& geometry) {
  const bool finite = std::isfinite(geometry.alt) && std::isfinite(geometry.az) &&
                      std::isfinite(geometry.core_x) && std::isfinite(geometry.core_y);
  return finite ? geometry : ShowerGeometry{};
}

}  // namespace pe::stereo
