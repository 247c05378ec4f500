// Distance of telescopes from the axis of a shower.
#pragma once

#include "stereo/vector3.h"

namespace pe::stereo {

// Distance [m] of a position in the ground frame from the line through the core (core_x, core_y, 0)
// in the direction (alt, az) [rad]: |(position - core) x direction|. NaN if anything is.
inline double impact_distance(const Vector3& position, double core_x, double core_y,
                              const Vector3& direction) {
  return norm(cross({position.x - core_x, position.y - core_y, position.z}, direction)) /
         norm(direction);
}

}  // namespace pe::stereo
