#include "stereo/hillas_reconstructor.h"

#include <algorithm>

#include "stereo/lines.h"

namespace pe::stereo {

ShowerGeometry hillas_reconstructor(const StereoEvent& event, std::span<double> core_psi,
                                    HillasReconstructorScratch& scratch) {
  std::fill(core_psi.begin(), core_psi.end(), kNaN);
  if (!can_reconstruct(event)) return {};
  const std::vector<TelescopeImage>& images = event.images;
  const Pointing array(event.array_alt, event.array_az);

  scratch.normals.clear();
  NearestPoint2 core_lines;
  NearestPoint3 sight_lines;
  for (std::size_t i = 0; i < images.size(); ++i) {
    const TelescopeImage& image = images[i];
    const Vector3 cog = image.pointing.offset_to_ground(image.cog);
    const Vector3 axis_point = image.pointing.offset_to_ground(image.axis_point);
    scratch.normals.push_back(cross(cog, axis_point));
    sight_lines.add_line(image.position, cog);

    // The axis as a telescope would see it that points like the array; in the tilted frame x is
    // along fov_lat and y along fov_lon.
    const Angles common_cog = array.ground_to_offset(cog);
    const Angles common_point = array.ground_to_offset(axis_point);
    core_psi[i] =
        std::atan((common_cog.lon - common_point.lon) / (common_cog.lat - common_point.lat));
    const Vector3 tilted = array.ground_to_tilted(image.position);
    core_lines.add_line(tilted.x, tilted.y, core_psi[i]);
  }

  scratch.crossings.clear();
  Vector3 sum;
  double total_weight = 0.0;
  for (std::size_t i = 0; i < images.size(); ++i) {
    const double weight_i = images[i].intensity * images[i].length / images[i].width;
    for (std::size_t j = i + 1; j < images.size(); ++j) {
      Vector3 crossing = cross(scratch.normals[i], scratch.normals[j]);
      if (crossing.z < 0.0) crossing = {-crossing.x, -crossing.y, -crossing.z};
      const double weight = weight_i * (images[j].intensity * images[j].length / images[j].width);
      sum.x += weight * crossing.x;
      sum.y += weight * crossing.y;
      sum.z += weight * crossing.z;
      total_weight += weight;
      scratch.crossings.push_back(crossing);
    }
  }
  const Vector3 average{sum.x / total_weight, sum.y / total_weight, sum.z / total_weight};
  const double average_norm = norm(average);
  double angles = 0.0;
  for (const Vector3& crossing : scratch.crossings) {
    const double cosine = dot(average, crossing) / (average_norm * norm(crossing));
    angles += std::acos(std::clamp(cosine, -1.0, 1.0));
  }

  const auto core = core_lines.solve();
  if (!core) {
    std::fill(core_psi.begin(), core_psi.end(), kNaN);
    return {};
  }
  const Vector3 ground = array.tilted_to_ground_plane(core->x, core->y);
  const Angles direction = to_angles(average);

  ShowerGeometry result;
  result.is_valid = true;
  result.alt = direction.lat;
  result.az = wrap_azimuth(-direction.lon);
  result.direction_uncert = angles / static_cast<double>(scratch.crossings.size());
  result.core_x = ground.x;
  result.core_y = ground.y;
  result.core_tilted_x = core->x;
  result.core_tilted_y = core->y;
  if (const auto maximum = sight_lines.solve()) result.h_max = maximum->z + event.reference_height;
  result.average_intensity = mean_intensity(event);
  result = checked(result);
  if (!result.is_valid) std::fill(core_psi.begin(), core_psi.end(), kNaN);
  return result;
}

}  // namespace pe::stereo
