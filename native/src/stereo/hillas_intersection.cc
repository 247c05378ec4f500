#include "stereo/hillas_intersection.h"

namespace pe::stereo {

namespace {

constexpr double kFieldLimit = 45.0 * kDegree;
constexpr double kHighestMaximum = 100'000.0;

struct Point {
  double x;
  double y;
};

// Where two lines in a plane meet; not a number or infinite when they are parallel.
Point crossing_of(double x1, double y1, double angle1, double x2, double y2, double angle2) {
  const double s1 = std::sin(angle1);
  const double c1 = std::cos(angle1);
  const double s2 = std::sin(angle2);
  const double c2 = std::cos(angle2);
  const double offset1 = y1 * c1 - x1 * s1;
  const double offset2 = y2 * c2 - x2 * s2;
  const double determinant = c1 * s2 - s1 * c2;
  return {(c2 * offset1 - c1 * offset2) / determinant, (s2 * offset1 - s1 * offset2) / determinant};
}

struct Average {
  double mean;
  double spread;
};

Average weighted_average(std::span<const double> values, std::span<const double> weights) {
  double total = 0.0;
  double sum = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    total += weights[i];
    sum += weights[i] * values[i];
  }
  const double mean = sum / total;
  double squares = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    squares += weights[i] * (values[i] - mean) * (values[i] - mean);
  }
  return {mean, std::sqrt(squares / total)};
}

}  // namespace

ShowerGeometry hillas_intersection(const StereoEvent& event, HillasIntersectionScratch& scratch) {
  if (!can_reconstruct(event)) return {};
  const std::vector<TelescopeImage>& images = event.images;
  const std::size_t n = images.size();
  const Pointing array(event.array_alt, event.array_az);

  scratch.cogs.clear();
  scratch.tilted.clear();
  scratch.weights.clear();
  for (const TelescopeImage& image : images) {
    scratch.cogs.push_back(array.ground_to_offset(image.pointing.offset_to_ground(image.cog)));
    scratch.tilted.push_back(array.ground_to_tilted(image.position));
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      const double a = images[i].intensity;
      const double b = images[j].intensity;
      scratch.weights.push_back(a * b / (a + b) *
                                std::fabs(std::sin(images[i].psi - images[j].psi)));
    }
  }

  // point(i) gives the point of image i that its axis goes through.
  const auto intersect = [&](auto point) {
    scratch.x.clear();
    scratch.y.clear();
    for (std::size_t i = 0; i < n; ++i) {
      const Point a = point(i);
      for (std::size_t j = i + 1; j < n; ++j) {
        const Point b = point(j);
        const Point met = crossing_of(a.x, a.y, images[i].psi, b.x, b.y, images[j].psi);
        scratch.x.push_back(met.x);
        scratch.y.push_back(met.y);
      }
    }
  };

  intersect([&](std::size_t i) { return Point{scratch.cogs[i].lon, scratch.cogs[i].lat}; });
  const Average lon = weighted_average(scratch.x, scratch.weights);
  const Average lat = weighted_average(scratch.y, scratch.weights);
  if (!(std::fabs(lon.mean) <= kFieldLimit && std::fabs(lat.mean) <= kFieldLimit)) return {};

  // In the tilted frame y is along fov_lon and x along fov_lat.
  intersect([&](std::size_t i) { return Point{scratch.tilted[i].y, scratch.tilted[i].x}; });
  const Average core_y = weighted_average(scratch.x, scratch.weights);
  const Average core_x = weighted_average(scratch.y, scratch.weights);

  double heights = 0.0;
  double total_intensity = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double disp = std::hypot(scratch.cogs[i].lon - lon.mean, scratch.cogs[i].lat - lat.mean);
    const double impact =
        std::hypot(scratch.tilted[i].x - core_x.mean, scratch.tilted[i].y - core_y.mean);
    heights += images[i].intensity * (impact / disp);
    total_intensity += images[i].intensity;
  }
  const double h_max =
      heights / total_intensity * std::sin(event.array_alt) + event.reference_height;

  const Angles direction = to_angles(array.offset_to_ground({lon.mean, lat.mean}));
  const Vector3 ground = array.tilted_to_ground_plane(core_x.mean, core_y.mean);

  ShowerGeometry result;
  result.is_valid = true;
  result.alt = direction.lat;
  result.az = wrap_azimuth(-direction.lon);
  result.direction_uncert = std::hypot(lon.spread, lat.spread);
  result.core_x = ground.x;
  result.core_y = ground.y;
  result.core_tilted_x = core_x.mean;
  result.core_tilted_y = core_y.mean;
  result.core_tilted_uncert_x = core_x.spread;
  result.core_tilted_uncert_y = core_y.spread;
  result.h_max = h_max <= kHighestMaximum ? h_max : kNaN;
  result.average_intensity = mean_intensity(event);
  return checked(result);
}

}  // namespace pe::stereo
