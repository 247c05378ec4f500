// Descriptive statistics of the charges or times of the surviving pixels.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "image/pairwise_sum.h"

namespace pe {

// max, min, mean, std, skewness, kurtosis of value(0) ... value(n - 1), n > 0: population
// definitions, excess kurtosis. Statistics of float values are rounded to float where the
// reference rounds them (mean, standard deviation, deviations), else an almost symmetric image
// would have a skewness that differs in the fifth digit. Constant values have NaN skewness and
// kurtosis.
template <typename T, typename F>
std::array<double, 6> descriptive_statistics(std::size_t n, const F& value) {
  using Real = std::conditional_t<std::is_same_v<T, float>, float, double>;
  const double count = static_cast<double>(n);
  T largest = value(0);
  T smallest = value(0);
  for (std::size_t i = 1; i < n; ++i) {
    const T v = value(i);
    // Written so that a NaN, once met, stays.
    if (!(v <= largest) && largest == largest) largest = v;
    if (!(v >= smallest) && smallest == smallest) smallest = v;
  }
  const auto total =
      pairwise_sum<Real>(0, n, [&](std::size_t i) { return static_cast<Real>(value(i)); });
  const auto mean = static_cast<Real>(static_cast<double>(total) / count);
  const auto squares = pairwise_sum<Real>(0, n, [&](std::size_t i) {
    const Real deviation = static_cast<Real>(value(i)) - mean;
    return deviation * deviation;
  });
  const auto std = std::sqrt(static_cast<Real>(static_cast<double>(squares) / count));
  double third = 0;
  double fourth = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const Real deviation = static_cast<Real>(value(i)) - mean;
    const double z = static_cast<double>(deviation) / static_cast<double>(std);
    const double z2 = z * z;
    third += z2 * z;
    fourth += z2 * z2;
  }
  return {static_cast<double>(largest),
          static_cast<double>(smallest),
          static_cast<double>(mean),
          static_cast<double>(std),
          third / count,
          fourth / count - 3};
}

}  // namespace pe
