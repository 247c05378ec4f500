#include "simulation/poisson.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace pe {

namespace {

constexpr double kLargest = std::numeric_limits<std::int32_t>::max();

// ln k! by Stirling's series, after raising small arguments by the recurrence of the factorial.
double log_factorial(double k) {
  double x = k + 1.0;
  double product = 1.0;
  while (x < 16.0) {
    product *= x;
    x += 1.0;
  }
  const double i = 1.0 / x;
  const double series =
      i * (1.0 / 12.0 - i * i * (1.0 / 360.0 - i * i * (1.0 / 1260.0 - i * i / 1680.0)));
  return (x - 0.5) * std::log(x) - x + 0.5 * std::log(2.0 * std::numbers::pi) + series -
         std::log(product);
}

double by_inversion(double mean, UniformStream& uniform) {
  double rest = uniform.next();
  double probability = std::exp(-mean);
  double k = 0.0;
  // The bound ends the search where rounding leaves a rest that no probability reaches.
  while (rest > probability && k < 200.0) {
    rest -= probability;
    k += 1.0;
    probability *= mean / k;
  }
  return k;
}

double by_rejection(double mean, UniformStream& uniform) {
  const double log_mean = std::log(mean);
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double v_r = 0.9277 - 3.6224 / (b - 2.0);
  for (;;) {
    const double u = uniform.next() - 0.5;
    const double v = uniform.next();
    const double us = 0.5 - std::fabs(u);
    const double k = std::floor((2.0 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= v_r) return k;
    if (k < 0.0 || (us < 0.013 && v > us)) continue;
    if (std::log(v * inverse_alpha / (a / (us * us) + b)) <=
        k * log_mean - mean - log_factorial(k)) {
      return k;
    }
  }
}

}  // namespace

std::int32_t poisson(double mean, UniformStream& uniform) {
  if (!(mean > 0.0)) return 0;
  if (mean >= kLargest) return std::numeric_limits<std::int32_t>::max();
  const double k = mean < 10.0 ? by_inversion(mean, uniform) : by_rejection(mean, uniform);
  return static_cast<std::int32_t>(std::fmin(k, kLargest));
}

}  // namespace pe
