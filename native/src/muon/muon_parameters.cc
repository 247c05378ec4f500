#include "muon/muon_parameters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "image/pairwise_sum.h"
#include "image/selection.h"

namespace pe {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kDegrees = 180 / std::numbers::pi;
constexpr int kPasses = 3;
// Pixels within this part of the radius belong to the ring.
constexpr double kNearRing = 0.4;
constexpr std::size_t kSectors = 30;

std::size_t index(std::int32_t pixel) { return static_cast<std::size_t>(pixel); }

}  // namespace

MuonAnalyzer::MuonAnalyzer(const MuonCamera& camera, const MuonOptions& options)
    : camera_(camera),
      options_(options),
      pixels_(camera.x.size()),
      distance_(camera.x.size()),
      band_(camera.x.size()) {}

void MuonAnalyzer::run(std::span<const float> image, std::span<const std::uint8_t> mask,
                       std::span<std::uint8_t> ring_mask,
                       std::array<double, kNumberOfMuonColumns>& values) {
  values.fill(kNan);
  values[kNPixelsInRing] = -1;
  std::copy(mask.begin(), mask.end(), ring_mask.begin());
  Ring ring{};
  for (int pass = 0; pass < kPasses; ++pass) {
    const std::size_t n = list_selected(ring_mask, pixels_);
    ring = fit_ring(options_.method,
                    {std::span<const std::int32_t>(pixels_).first(n), camera_.x, camera_.y, image},
                    camera_.limit);
    for (std::size_t i = 0; i < image.size(); ++i) {
      distance_[i] = std::hypot(camera_.x[i] - ring.x, camera_.y[i] - ring.y);
      ring_mask[i] = std::abs(distance_[i] - ring.radius) / ring.radius < kNearRing ? 1 : 0;
    }
  }
  values[kCenterFovLon] = ring.x;
  values[kCenterFovLat] = ring.y;
  values[kRadius] = ring.radius;
  values[kCenterFovLonError] = ring.x_error;
  values[kCenterFovLatError] = ring.y_error;
  values[kRadiusError] = ring.radius_error;
  values[kCenterPhi] = std::atan2(ring.y, ring.x) * kDegrees;
  values[kCenterDistance] = std::sqrt(ring.x * ring.x + ring.y * ring.y);
  if (!std::isnan(ring.radius)) describe(ring, image, mask, values);
}

// Part of the ring that lies in the circular field of view.
double MuonAnalyzer::containment(const Ring& ring) const {
  const double distance = std::sqrt(ring.x * ring.x + ring.y * ring.y);
  if (distance <= std::abs(camera_.radius - ring.radius)) return 1;
  if (distance > ring.radius + camera_.radius) return 0;
  const double along =
      (ring.radius * ring.radius - camera_.radius * camera_.radius + distance * distance) /
      (2 * distance);
  return std::acos(along / ring.radius) / std::numbers::pi;
}

// Part of the sectors about the centre of the ring that hold enough light.
double MuonAnalyzer::completeness(const Ring& ring, std::span<const float> image) const {
  std::array<double, kSectors> light{};
  constexpr double kSector = 2 * std::numbers::pi / kSectors;
  for (std::size_t i = 0; i < image.size(); ++i) {
    const double angle = std::atan2(camera_.y[i] - ring.y, camera_.x[i] - ring.x);
    if (std::isnan(angle)) continue;
    const auto sector = static_cast<std::size_t>((angle + std::numbers::pi) / kSector);
    light[std::min(sector, kSectors - 1)] += static_cast<double>(image[i]);
  }
  const auto lit = std::count_if(light.begin(), light.end(), [&](double sum) {
    return static_cast<double>(static_cast<float>(sum)) > options_.completeness_threshold;
  });
  return static_cast<double>(lit) / static_cast<double>(kSectors);
}

void MuonAnalyzer::describe(const Ring& ring, std::span<const float> image,
                            std::span<const std::uint8_t> mask,
                            std::array<double, kNumberOfMuonColumns>& values) {
  values[kContainment] = containment(ring);
  values[kCompleteness] = completeness(ring, image);

  const std::size_t n = list_selected(mask, pixels_);
  double inside = 0;
  double total = 0;
  double squares = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t i = index(pixels_[k]);
    const auto charge = static_cast<double>(image[i]);
    const double half = 0.5 * (options_.ratio_width * camera_.width[i]);
    const double residual = distance_[i] - ring.radius;
    total += charge;
    squares += charge * residual * residual;
    if (distance_[i] >= ring.radius - half && distance_[i] <= ring.radius + half) inside += charge;
  }
  values[kIntensityRatio] = inside / total;
  values[kMeanSquaredError] = squares / total;

  const double width = ring.radius * options_.ring_integration_width;
  const double outer = ring.radius * (options_.ring_integration_width + options_.outer_ring_width);
  const auto in_ring = [&](std::size_t i) { return std::abs(distance_[i] - ring.radius) < width; };
  std::size_t n_band = 0;
  double n_in_ring = 0;
  for (std::size_t i = 0; i < image.size(); ++i) {
    const bool inside_ring = in_ring(i);
    if (inside_ring && mask[i] != 0) ++n_in_ring;
    if (!inside_ring && std::abs(distance_[i] - ring.radius) < outer) {
      band_[n_band++] = static_cast<std::int32_t>(i);
    }
  }
  values[kNPixelsInRing] = n_in_ring;
  // Sums of mostly noise, in single precision and in the order of the reference.
  values[kRingIntensity] = static_cast<double>(pairwise_sum<float>(
      0, image.size(), [&](std::size_t i) { return in_ring(i) ? image[i] : 0.0F; }));
  values[kIntensityOutsideRing] =
      static_cast<double>(pairwise_sum<float>(0, image.size(), [&](std::size_t i) {
        return !in_ring(i) && mask[i] != 0 ? image[i] : 0.0F;
      }));
  const float band =
      pairwise_sum<float>(0, n_band, [&](std::size_t k) { return image[index(band_[k])]; });
  values[kMeanIntensityOutsideRing] = static_cast<double>(band / static_cast<float>(n_band));

  // Moments of the distance from the centre over the whole image, noise included.
  const auto weighted = [&](const auto& term) {
    return pairwise_sum<double>(0, image.size(), [&](std::size_t i) {
      return static_cast<double>(image[i]) * term(distance_[i]);
    });
  };
  const double sum = weighted([](double) { return 1.0; });
  if (sum == 0) return;
  const double mean = weighted([](double r) { return r; }) / sum;
  const double second = weighted([&](double r) { return (r - mean) * (r - mean); }) / sum;
  const double third =
      weighted([&](double r) { return (r - mean) * (r - mean) * (r - mean); }) / sum;
  const double fourth =
      weighted([&](double r) { return (r - mean) * (r - mean) * (r - mean) * (r - mean); }) / sum;
  const double deviation = std::sqrt(second);
  values[kRadialStdDev] = deviation;
  values[kRadialSkewness] = third / (deviation * deviation * deviation);
  values[kRadialExcessKurtosis] = fourth / (second * second) - 3;
  if (std::isnan(deviation)) values[kRadialExcessKurtosis] = kNan;
}

}  // namespace pe
