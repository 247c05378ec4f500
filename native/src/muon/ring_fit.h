// Circles through the images of muons.
#pragma once

#include <cstdint>
#include <span>

namespace pe {

// A ring in the field of view; all in the unit of the pixel positions. NaN where a fit failed.
struct Ring {
  double x;
  double y;
  double radius;
  double x_error;
  double y_error;
  double radius_error;
};

// core/native knows the order.
enum class RingFitMethod { kKunduChaudhuri, kTaubin, kKunduChaudhuriTaubin };

// Pixels that a ring is fitted to: the listed ones, with their positions and charges in the camera.
struct RingPixels {
  std::span<const std::int32_t> pixels;
  std::span<const double> x;
  std::span<const double> y;
  std::span<const float> charge;
};

// Fits a circle.
//
// kKunduChaudhuri: the analytic weighted fit of Chaudhuri & Kundu (1993), with the simplified
// errors of ctapipe.image.muon.fitting.
//
// kTaubin: the circle with the least sum (d^2 - r^2)^2 / sum d^2, d being the distances of the
// pixels from its centre; kKunduChaudhuriTaubin: the same with charges w as weights, the least sum
// w^2 (d^2 - r^2)^2 / sum w d^2. The ratio is one of two quadratic forms in the coefficients of the
// circle, so that its minimum is an eigenvector (Taubin 1991): it is found exactly. The reference
// looks for it with MIGRAD, which ends up to 0.002 deg away. Errors are those of HESSE: twice the
// inverse second derivatives, through the mapping of limited parameters, the limits being +-limit
// for the centre and 0 ... limit for the radius.
Ring fit_ring(RingFitMethod method, const RingPixels& pixels, double limit);

}  // namespace pe
