#include "image/image_parameters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "image/islands.h"
#include "image/pairwise_sum.h"
#include "image/selection.h"
#include "image/statistics.h"

namespace pe {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kDegrees = 180 / std::numbers::pi;
// Eigenvalues of the covariance up to this size are zero with rounding errors.
constexpr double kZeroEigenvalue = std::numeric_limits<double>::epsilon();
// Largest numbers of pixels of a small and of a medium island.
constexpr std::int32_t kSmallIsland = 2;
constexpr std::int32_t kMediumIsland = 50;

std::size_t index(std::int32_t pixel) { return static_cast<std::size_t>(pixel); }

// Real type in which the reference adds charges of this type.
template <typename Charge>
using SumOf = std::conditional_t<std::is_same_v<Charge, float>, float, double>;

struct Eigen {
  double smaller;
  double larger;
};

// Eigenvalues of the symmetric matrix ((a, b), (b, c)); the smaller one is found from the
// determinant, which keeps its relative precision where it is small (as LAPACK's dlaev2).
Eigen eigenvalues(double a, double b, double c) {
  const double sum = a + c;
  const double root = std::hypot(a - c, 2 * b);
  const double larger = 0.5 * (sum + root);
  if (!(larger > 0)) return {0.5 * (sum - root), larger};
  return {(std::max(a, c) / larger) * std::min(a, c) - (b / larger) * b, larger};
}

double root_or_zero(double eigenvalue) {
  return std::abs(eigenvalue) <= kZeroEigenvalue ? 0 : std::sqrt(eigenvalue);
}

}  // namespace

void ParameterCamera::find_borders() {
  const std::size_t n_pixels = x.size();
  std::size_t most = 0;
  for (std::size_t i = 0; i < n_pixels; ++i) most = std::max(most, neighbors.of(i).size());
  border1.assign(n_pixels, 0);
  border2.assign(n_pixels, 0);
  for (std::size_t i = 0; i < n_pixels; ++i) border1[i] = neighbors.of(i).size() < most ? 1 : 0;
  for (std::size_t i = 0; i < n_pixels; ++i) {
    for (const std::int32_t neighbor : neighbors.of(i)) border2[i] |= border1[index(neighbor)];
  }
}

ImageParametrizer::ImageParametrizer(const ParameterCamera& camera)
    : camera_(camera),
      pixels_(camera.x.size()),
      charge_(camera.x.size()),
      dx_(camera.x.size()),
      dy_(camera.x.size()),
      longitudinal_(camera.x.size()),
      transverse_(camera.x.size()),
      time_(camera.x.size()),
      labels_(camera.x.size()),
      stack_(camera.x.size() + 1),
      waiting_(camera.x.size()) {}

template <typename Charge>
void ImageParametrizer::run(std::span<const std::uint8_t> mask, std::span<const Charge> image,
                            std::span<const float> peak_time, int evaluate,
                            ImageParameters& result) {
  result.values.fill(kNan);
  result.morphology.fill(-1);
  if (evaluate == 0) return;
  n_ = list_surviving(mask, image, pixels_);
  if (n_ == 0) return;
  bool negative = false;
  for (std::size_t i = 0; i < n_; ++i) {
    charge_[i] = static_cast<double>(image[index(pixels_[i])]);
    negative = negative || charge_[i] < 0;
  }
  if (evaluate < 0) {
    const auto sum = pairwise_sum<SumOf<Charge>>(
        0, n_, [&](std::size_t i) { return static_cast<SumOf<Charge>>(charge_[i]); });
    if (!(sum > 0) || n_ < 2) return;
  }
  if (!negative) {
    hillas(result);
    if (!peak_time.empty()) timing(peak_time, result);
    concentration(result);
  }
  leakage(image, result);
  morphology(result);
  const auto intensity =
      descriptive_statistics<Charge>(n_, [&](std::size_t i) { return image[index(pixels_[i])]; });
  std::copy(intensity.begin(), intensity.end(), result.values.begin() + kIntensityStatistics);
  if (!peak_time.empty()) {
    const auto times = descriptive_statistics<float>(
        n_, [&](std::size_t i) { return peak_time[index(pixels_[i])]; });
    std::copy(times.begin(), times.end(), result.values.begin() + kPeakTimeStatistics);
  }
}

// Moments of the image as ctapipe.image.hillas_parameters: principal axes of the charge-weighted
// covariance (population), moments along the long axis, uncertainties by propagation of the charge
// fluctuations and, for the direction, from a weighted straight line along the axis.
void ImageParametrizer::hillas(ImageParameters& result) {
  auto& value = result.values;
  const auto weighted = [&](const auto& term) {
    return pairwise_sum<double>(0, n_, [&](std::size_t i) { return charge_[i] * term(i); });
  };
  const double size = weighted([](std::size_t) { return 1.0; });
  if (size == 0) return;
  const double x = weighted([&](std::size_t i) { return camera_.x[index(pixels_[i])]; }) / size;
  const double y = weighted([&](std::size_t i) { return camera_.y[index(pixels_[i])]; }) / size;
  for (std::size_t i = 0; i < n_; ++i) {
    dx_[i] = camera_.x[index(pixels_[i])] - x;
    dy_[i] = camera_.y[index(pixels_[i])] - y;
  }
  // The means of the deviations are zero but for rounding, which matters for images on a line.
  const double mean_x = weighted([&](std::size_t i) { return dx_[i]; }) / size;
  const double mean_y = weighted([&](std::size_t i) { return dy_[i]; }) / size;
  const double xx =
      weighted([&](std::size_t i) { return (dx_[i] - mean_x) * (dx_[i] - mean_x); }) / size;
  const double yy =
      weighted([&](std::size_t i) { return (dy_[i] - mean_y) * (dy_[i] - mean_y); }) / size;
  const double xy =
      weighted([&](std::size_t i) { return (dx_[i] - mean_x) * (dy_[i] - mean_y); }) / size;
  const Eigen eigen = eigenvalues(xx, xy, yy);
  const double length = root_or_zero(eigen.larger);
  const double width = root_or_zero(eigen.smaller);

  value[kIntensity] = size;
  value[kX] = x;
  value[kY] = y;
  value[kR] = std::sqrt(x * x + y * y);
  value[kPhi] = std::atan2(y, x) * kDegrees;
  value[kLength] = length;
  value[kWidth] = width;

  double psi = kNan;
  if (length != 0) {
    // Half the angle of the vector (xx - yy, 2 xy) is the direction of the long axis; without
    // correlation the axis is x or y itself.
    psi = xy == 0 ? (xx > yy ? 0 : std::numbers::pi / 2) : 0.5 * std::atan2(2 * xy, xx - yy);
    const double cos_psi = std::cos(psi);
    const double sin_psi = std::sin(psi);
    double third = 0;
    double fourth = 0;
    double w = 0;
    double wl = 0;
    double wll = 0;
    double wt = 0;
    double wlt = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      const double l = dx_[i] * cos_psi + dy_[i] * sin_psi;
      const double t = dy_[i] * cos_psi - dx_[i] * sin_psi;
      longitudinal_[i] = l;
      transverse_[i] = t;
      const double l2 = l * l;
      third += charge_[i] * (l2 * l);
      fourth += charge_[i] * (l2 * l2);
      const double weight = charge_[i] / camera_.area[index(pixels_[i])];
      w += weight;
      wl += weight * l;
      wll += weight * l2;
      wt += weight * t;
      wlt += weight * l * t;
    }
    value[kSkewness] = third / size / (length * length * length);
    value[kKurtosis] = fourth / size / (length * length * length * length);
    const double determinant = w * wll - wl * wl;
    const double slope = (w * wlt - wl * wt) / determinant;
    const double elongation = std::tan(width / length * std::numbers::pi / 2);
    value[kPsi] = psi * kDegrees;
    value[kPsiUncertainty] =
        std::sqrt(w / determinant + slope * slope) * (1 + elongation * elongation) * kDegrees;
    const double sin_slope = std::sin(slope);
    value[kTransverseCogUncertainty] = std::sqrt(wll / determinant * (1 + sin_slope * sin_slope));
  }

  const double cos_2psi = std::cos(2 * psi);
  const double a = (1 + cos_2psi) / 2;
  const double b = (1 - cos_2psi) / 2;
  const double c = std::sin(2 * psi);
  double of_length = 0;
  double of_width = 0;
  for (std::size_t i = 0; i < n_; ++i) {
    const double big_a = (dx_[i] * dx_[i] - xx) / size;
    const double big_b = (dy_[i] * dy_[i] - yy) / size;
    const double big_c = (dx_[i] * dy_[i] - xy) / size;
    const double along = a * big_a + b * big_b + c * big_c;
    const double across = b * big_a + a * big_b - c * big_c;
    of_length += along * along * charge_[i];
    of_width += across * across * charge_[i];
  }
  if (length != 0) value[kLengthUncertainty] = std::sqrt(of_length) / (2 * length);
  if (width != 0) value[kWidthUncertainty] = std::sqrt(of_width) / (2 * width);
}

void ImageParametrizer::timing(std::span<const float> peak_time, ImageParameters& result) {
  auto& value = result.values;
  // Without an axis (all charge in one place) there is no position along it.
  if (std::isnan(value[kPsi])) return;
  for (std::size_t i = 0; i < n_; ++i) {
    time_[i] = static_cast<double>(peak_time[index(pixels_[i])]);
  }
  const Line line = lts_.fit(std::span<const double>(longitudinal_).first(n_),
                             std::span<const double>(time_).first(n_));
  const double squares = pairwise_sum<double>(0, n_, [&](std::size_t i) {
    const double residual = longitudinal_[i] * line.slope + line.intercept - time_[i];
    return residual * residual;
  });
  value[kTimingSlope] = line.slope;
  value[kTimingIntercept] = line.intercept;
  value[kTimingDeviation] = std::sqrt(squares / static_cast<double>(n_));
}

template <typename Charge>
void ImageParametrizer::leakage(std::span<const Charge> image, ImageParameters& result) const {
  double n_1 = 0;
  double n_2 = 0;
  double sum_1 = 0;
  double sum_2 = 0;
  double sum = 0;
  for (std::size_t i = 0; i < n_; ++i) {
    const std::size_t pixel = index(pixels_[i]);
    const auto charge = static_cast<double>(image[pixel]);
    const double in_1 = camera_.border1[pixel];
    const double in_2 = camera_.border2[pixel];
    n_1 += in_1;
    n_2 += in_2;
    sum += charge;
    if (camera_.border1[pixel] != 0) sum_1 += charge;
    if (camera_.border2[pixel] != 0) sum_2 += charge;
  }
  const auto n = static_cast<double>(n_);
  result.values[kLeakagePixels1] = n_1 / n;
  result.values[kLeakagePixels2] = n_2 / n;
  result.values[kLeakageIntensity1] = sum_1 / sum;
  result.values[kLeakageIntensity2] = sum_2 / sum;
}

void ImageParametrizer::concentration(ImageParameters& result) const {
  auto& value = result.values;
  const double size = value[kIntensity];
  if (std::isnan(size)) return;
  const double length = value[kLength];
  const double width = value[kWidth];
  double in_cog = 0;
  double in_core = 0;
  double brightest = charge_[0];
  for (std::size_t i = 0; i < n_; ++i) {
    const double reach = camera_.width[index(pixels_[i])];
    if (dx_[i] * dx_[i] + dy_[i] * dy_[i] < reach * reach) in_cog += charge_[i];
    const double l = longitudinal_[i];
    const double t = transverse_[i];
    if (width != 0 && l * l / (length * length) + t * t / (width * width) <= 1) {
      in_core += charge_[i];
    }
    brightest = std::max(brightest, charge_[i]);
  }
  value[kConcentrationCog] = in_cog / size;
  value[kConcentrationCore] = in_core / size;
  value[kConcentrationPixel] = brightest / size;
}

void ImageParametrizer::morphology(ImageParameters& result) {
  const auto pixels = std::span<const std::int32_t>(pixels_).first(n_);
  const std::int32_t n_islands =
      label_listed_islands<std::int32_t>(camera_.neighbors, pixels, labels_, stack_, waiting_);
  const auto sizes = std::span<std::int32_t>(stack_).first(index(n_islands));
  std::fill(sizes.begin(), sizes.end(), 0);
  for (const std::int32_t pixel : pixels) {
    ++sizes[index(labels_[index(pixel)] - 1)];
  }
  std::int32_t small = 0;
  std::int32_t large = 0;
  for (const std::int32_t size : sizes) {
    small += size <= kSmallIsland ? 1 : 0;
    large += size > kMediumIsland ? 1 : 0;
  }
  result.morphology = {static_cast<std::int32_t>(n_), n_islands, small, n_islands - small - large,
                       large};
}

template void ImageParametrizer::run<float>(std::span<const std::uint8_t>, std::span<const float>,
                                            std::span<const float>, int, ImageParameters&);
template void ImageParametrizer::run<std::int32_t>(std::span<const std::uint8_t>,
                                                   std::span<const std::int32_t>,
                                                   std::span<const float>, int, ImageParameters&);

}  // namespace pe
