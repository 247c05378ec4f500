#include "simulation/toy_model.h"

#include <cmath>
#include <numbers>

namespace pe {

namespace {

constexpr double kPi = std::numbers::pi;

double normal_density(double t) { return std::exp(-0.5 * t * t) / std::sqrt(2.0 * kPi); }

double normal_integral(double t) { return 0.5 * std::erfc(-t / std::numbers::sqrt2); }

struct EllipticIntegrals {
  double first;
  double second;
};

// Complete elliptic integrals K(m) and E(m), 0 <= m < 1, by the arithmetic-geometric mean
// (Abramowitz & Stegun 17.6).
EllipticIntegrals elliptic_integrals(double m) {
  double a = 1.0;
  double g = std::sqrt(1.0 - m);
  double sum = 0.5 * m;
  double power = 1.0;
  for (int i = 0; i < 40 && std::fabs(a - g) > 1e-16 * a; ++i) {
    const double c = 0.5 * (a - g);
    const double mean = 0.5 * (a + g);
    g = std::sqrt(a * g);
    a = mean;
    sum += power * c * c;
    power *= 2.0;
  }
  const double first = kPi / (2.0 * a);
  return {first, first * (1.0 - sum)};
}

// Integral of sqrt(1 - rho^2 sin^2 phi) over the illuminated angles.
double illuminated_integral(double rho) {
  if (rho < 1.0) return 4.0 * elliptic_integrals(rho * rho).second;
  if (rho == 1.0) return 2.0;
  const double m = 1.0 / (rho * rho);
  const auto [first, second] = elliptic_integrals(m);
  return 2.0 * rho * (second - (1.0 - m) * first);
}

}  // namespace

ToyModel ToyModel::shower(double x, double y, double length, double width, double psi,
                          double skewness) {
  ToyModel model;
  model.x_ = x;
  model.y_ = y;
  model.cos_psi_ = std::cos(psi);
  model.sin_psi_ = std::sin(psi);
  model.width_ = width;
  // Moments of the skew-normal distribution, solved for its parameters.
  const double skew23 = std::pow(std::fabs(skewness), 2.0 / 3.0);
  const double delta = std::copysign(
      std::sqrt(0.5 * kPi * skew23 / (skew23 + std::pow(0.5 * (4.0 - kPi), 2.0 / 3.0))), skewness);
  model.shape_ = delta / std::sqrt(1.0 - delta * delta);
  model.scale_ = length / std::sqrt(1.0 - 2.0 * delta * delta / kPi);
  model.location_ = -model.scale_ * delta * std::sqrt(2.0 / kPi);
  return model;
}

ToyModel ToyModel::ring(double x, double y, double radius, double sigma, double rho, double phi0) {
  ToyModel model;
  model.is_ring_ = true;
  model.x_ = x;
  model.y_ = y;
  model.radius_ = radius;
  model.width_ = sigma;
  model.rho_ = rho;
  model.phi0_ = phi0;
  model.angle_norm_ = 1.0 / illuminated_integral(rho);
  return model;
}

double ToyModel::ring_angle_density(double phi) const {
  const double angle = phi + phi0_;
  const double s = rho_ * std::sin(angle);
  if (rho_ < 1.0) return angle_norm_ * (std::sqrt(1.0 - s * s) + rho_ * std::cos(angle));
  // Only where the muon's side of the mirror is seen.
  if (!(std::fabs(s) < 1.0) || std::cos(angle) <= 0.0) return 0.0;
  return angle_norm_ * std::sqrt(1.0 - s * s);
}

double ToyModel::density(double x, double y) const {
  const double dx = x - x_;
  const double dy = y - y_;
  if (is_ring_) {
    const double r = std::sqrt(dx * dx + dy * dy);
    const double radial = normal_density((r - radius_) / width_) / width_;
    return radial * ring_angle_density(std::atan2(dy, dx));
  }
  const double along = (cos_psi_ * dx + sin_psi_ * dy - location_) / scale_;
  const double across = (cos_psi_ * dy - sin_psi_ * dx) / width_;
  return normal_density(across) / width_ *
         (2.0 / scale_ * normal_density(along) * normal_integral(shape_ * along));
}

double ToyModel::longitudinal(double x, double y) const {
  return is_ring_ ? 0.0 : cos_psi_ * (x - x_) + sin_psi_ * (y - y_);
}

void expected_signal(const ToyModel& model, double intensity, std::span<const double> pix_x,
                     std::span<const double> pix_y, std::span<const double> pix_area,
                     std::span<double> expected) {
  for (std::size_t pixel = 0; pixel < expected.size(); ++pixel) {
    expected[pixel] = model.density(pix_x[pixel], pix_y[pixel]) * intensity * pix_area[pixel];
  }
}

}  // namespace pe
