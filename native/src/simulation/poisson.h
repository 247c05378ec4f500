// Poisson random numbers.
#pragma once

#include <cstdint>

#include "simulation/philox.h"

namespace pe {

// One Poisson number, at most the largest int32; 0 where the mean is not a positive number. Means
// below 10 by inversion with one uniform number, others by transformed rejection (PTRS of W.
// Hoermann, Insurance: Mathematics and Economics 12, 1993, 39).
std::int32_t poisson(double mean, UniformStream& uniform);

}  // namespace pe
