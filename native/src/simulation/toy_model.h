// Light distributions of idealised showers and muon rings in a camera.
#pragma once

#include <span>

namespace pe {

// Probability densities in the plane of the camera; lengths in the unit of the pixel positions.
class ToyModel {
 public:
  // An elliptic Gaussian, skewed along its major axis (skew-normal distribution of the given mean,
  // standard deviation `length` and skewness; |skewness| < 0.995). `psi` [rad] is the direction of
  // the major axis. As ctapipe's Gaussian and SkewedGaussian.
  static ToyModel shower(double x, double y, double length, double width, double psi,
                         double skewness);

  // A ring with a Gaussian profile along the radius. `rho` is the muon's impact distance over the
  // radius of the mirror, `phi0` [rad] turns the brightest point (to -phi0). As ctapipe's
  // RingGaussian, also in that the density is one of radius and angle: summed over the plane it
  // gives `radius`, not 1. For rho >= 1 the angle is brought back to (-pi, pi], which the reference
  // forgets.
  static ToyModel ring(double x, double y, double radius, double sigma, double rho, double phi0);

  double density(double x, double y) const;

  // Coordinate along the major axis from the centre; 0 for rings.
  double longitudinal(double x, double y) const;

 private:
  double ring_angle_density(double phi) const;

  bool is_ring_ = false;
  double x_ = 0.0;
  double y_ = 0.0;
  double cos_psi_ = 1.0;
  double sin_psi_ = 0.0;
  // Along the major axis: location, scale and shape of the skew-normal distribution.
  double location_ = 0.0;
  double scale_ = 1.0;
  double shape_ = 0.0;
  double width_ = 1.0;
  double radius_ = 0.0;
  double rho_ = 0.0;
  double phi0_ = 0.0;
  double angle_norm_ = 0.0;
};

// Expected photo-electrons of each pixel: density x intensity x area. Shapes (n_pixels).
void expected_signal(const ToyModel& model, double intensity, std::span<const double> pix_x,
                     std::span<const double> pix_y, std::span<const double> pix_area,
                     std::span<double> expected);

}  // namespace pe
