#include "image/lts_line.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pe {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
// Portion of the points that the line is fitted to.
constexpr double kUsed = 0.85;
// Determinant of the normal equations below which the reference calls a fit degenerate.
constexpr double kDegenerate = 2 * std::numeric_limits<double>::epsilon();
// Sums of squared residuals that differ by less are equal: the reference's convergence limit.
constexpr double kSameError = 1e-12;
constexpr int kMaxSteps = 50;
// Up to two left-out points every subset is tried.
constexpr std::size_t kMaxLeftOutExhaustive = 2;
constexpr LtsLine::Scan kScan{1.35, 2, 41, 5};
constexpr LtsLine::Scan kFineScan{1.2, 0.4, 25, 4};
// Many points have many minima close to each other.
constexpr std::size_t kMany = 200;
constexpr LtsLine::Scan kScanOfMany{1.4, 2, 81, 8};
constexpr LtsLine::Scan kFineScanOfMany{1.2, 0.3, 61, 6};

// Sums over a set of points, for the line through them.
struct Sums {
  double n = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double xy = 0;
  double yy = 0;

  void add(double px, double py, double weight) {
    n += weight;
    x += weight * px;
    y += weight * py;
    xx += weight * px * px;
    xy += weight * px * py;
    yy += weight * py * py;
  }

  Line line() const {
    const double determinant = n * xx - x * x;
    if (!(determinant >= kDegenerate)) return {kNan, kNan};
    const double slope = (n * xy - x * y) / determinant;
    return {slope, (y - slope * x) / n};
  }

  // Sum of the squared residuals of a line.
  double residuals(const Line& line) const {
    const double a = line.slope;
    const double b = line.intercept;
    return yy - 2 * (a * xy + b * y) + a * (a * xx + 2 * b * x) + b * b * n;
  }
};

}  // namespace

Line LtsLine::fit(std::span<const double> x, std::span<const double> y) {
  points_.clear();
  double origin_x = 0;
  double origin_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
    points_.push_back({x[i], y[i]});
    origin_x += x[i];
    origin_y += y[i];
  }
  const auto n = static_cast<double>(points_.size());
  n_used_ = static_cast<std::size_t>(kUsed * n);
  if (n_used_ < 2) return {kNan, kNan};
  // Sums of squares lose nothing when the origin lies among the points.
  origin_x /= n;
  origin_y /= n;
  for (Point& point : points_) point = {point.x - origin_x, point.y - origin_y};
  best_ = {kNan, kNan};
  best_error_ = std::numeric_limits<double>::infinity();
  if (points_.size() - n_used_ <= kMaxLeftOutExhaustive) {
    try_all_subsets();
  } else {
    search();
  }
  return {best_.slope, best_.intercept + origin_y - best_.slope * origin_x};
}

void LtsLine::try_all_subsets() {
  const std::size_t n = points_.size();
  Sums all;
  for (const Point& point : points_) all.add(point.x, point.y, 1);
  double best_of_all = std::numeric_limits<double>::infinity();
  const auto consider = [&](const Sums& subset) {
    const Line line = subset.line();
    if (std::isnan(line.slope)) return;
    const double error = subset.residuals(line);
    const double error_of_all = all.residuals(line);
    // Few points fit exactly in several ways: the line that is nearest to all of them decides.
    if (error < best_error_ - kSameError ||
        (error <= best_error_ + kSameError && error_of_all < best_of_all)) {
      best_ = line;
      best_error_ = error;
      best_of_all = error_of_all;
    }
  };
  for (std::size_t i = 0; i < n; ++i) {
    Sums rest = all;
    rest.add(points_[i].x, points_[i].y, -1);
    if (n - n_used_ == 1) {
      consider(rest);
      continue;
    }
    for (std::size_t j = i + 1; j < n; ++j) {
      Sums subset = rest;
      subset.add(points_[j].x, points_[j].y, -1);
      consider(subset);
    }
  }
}

void LtsLine::search() {
  const std::size_t n = points_.size();
  Sums all;
  for (const Point& point : points_) all.add(point.x, point.y, 1);
  const Line start = all.line();
  if (std::isnan(start.slope)) return;
  residuals_.resize(n);
  sort_by_residual(start.slope, Sort::kFromScratch);
  descend(start.slope);

  // The error of a slope that is fitted to that many points of this scatter.
  const double variance = all.xx / all.n;
  const double error_of_slope = std::sqrt(best_error_ / variance) / static_cast<double>(n_used_);
  if (!(error_of_slope > 0)) return;
  if (n <= kMany) {
    scan_slopes(kScan, error_of_slope);
    scan_slopes(kFineScan, error_of_slope);
  } else {
    scan_slopes(kScanOfMany, error_of_slope);
    scan_slopes(kFineScanOfMany, error_of_slope);
  }
}

// Looks for better lines at slopes about the best so far, at distances of the tangent of equal
// angles: dense near it, yet reaching far.
void LtsLine::scan_slopes(const Scan& scan, double error_of_slope) {
  const double center = best_.slope;
  scan_.clear();
  for (std::size_t k = 0; k < scan.n_steps; ++k) {
    const double part = static_cast<double>(k) / static_cast<double>(scan.n_steps - 1);
    const double slope =
        center + scan.scale * error_of_slope * std::tan(scan.reach * (2 * part - 1));
    sort_by_residual(slope, Sort::kAlmostSorted);
    scan_.push_back({slope, best_window().error});
  }
  // The lowest minima of the scan are followed to their bottom.
  minima_.clear();
  for (std::size_t k = 0; k < scan.n_steps; ++k) {
    if (k > 0 && scan_[k - 1].error < scan_[k].error) continue;
    if (k + 1 < scan.n_steps && scan_[k + 1].error < scan_[k].error) continue;
    minima_.push_back(scan_[k]);
  }
  const std::size_t n_followed = std::min(minima_.size(), scan.n_followed);
  const auto followed = minima_.begin() + static_cast<std::ptrdiff_t>(n_followed);
  std::partial_sort(minima_.begin(), followed, minima_.end(),
                    [](const Step& a, const Step& b) { return a.error < b.error; });
  // Back from the end of the scan, so that the order of the points changes little at a time.
  std::sort(minima_.begin(), followed,
            [](const Step& a, const Step& b) { return a.slope > b.slope; });
  for (std::size_t k = 0; k < n_followed; ++k) {
    sort_by_residual(minima_[k].slope, Sort::kAlmostSorted);
    descend(minima_[k].slope);
  }
}

// From points sorted by their residuals at a slope down to the nearest minimum: the line through
// the best window has a lower error, and a better window.
void LtsLine::descend(double slope) {
  double last_error = std::numeric_limits<double>::infinity();
  for (int step = 0; step < kMaxSteps; ++step) {
    const Window window = best_window();
    if (window.error < best_error_) {
      best_error_ = window.error;
      best_ = {slope, window.intercept};
    }
    if (!(window.error < last_error)) return;
    last_error = window.error;
    Sums sums;
    for (std::size_t i = window.begin; i < window.begin + n_used_; ++i) {
      sums.add(points_[i].x, points_[i].y, 1);
    }
    const Line line = sums.line();
    if (std::isnan(line.slope)) return;
    slope = line.slope;
    sort_by_residual(slope, Sort::kAlmostSorted);
  }
}

// Sorts the points by y - slope x and keeps these residuals.
void LtsLine::sort_by_residual(double slope, Sort sort) {
  const std::size_t n = points_.size();
  if (sort == Sort::kFromScratch) {
    std::sort(points_.begin(), points_.end(), [&](const Point& a, const Point& b) {
      const double difference = (a.y - slope * a.x) - (b.y - slope * b.x);
      return difference < 0 || (difference == 0 && a.x < b.x);
    });
  }
  for (std::size_t i = 0; i < n; ++i) residuals_[i] = points_[i].y - slope * points_[i].x;
  for (std::size_t i = 1; i < n; ++i) {
    if (!(residuals_[i - 1] > residuals_[i])) continue;
    const double residual = residuals_[i];
    const Point point = points_[i];
    std::size_t j = i;
    for (; j > 0 && residuals_[j - 1] > residual; --j) {
      residuals_[j] = residuals_[j - 1];
      points_[j] = points_[j - 1];
    }
    residuals_[j] = residual;
    points_[j] = point;
  }
}

// The consecutive residuals with the least scatter about their mean: at this slope they are the
// best subset, and their mean is the intercept.
LtsLine::Window LtsLine::best_window() const {
  const std::size_t n = residuals_.size();
  const auto n_used = static_cast<double>(n_used_);
  // Relative to the middle, so that the squares lose nothing.
  const double middle = residuals_[n / 2];
  std::array<double, 4> sums{};
  std::array<double, 4> squares{};
  std::size_t i = 0;
  for (; i + 4 <= n_used_; i += 4) {
    for (std::size_t k = 0; k < 4; ++k) {
      const double r = residuals_[i + k] - middle;
      sums[k] += r;
      squares[k] += r * r;
    }
  }
  for (; i < n_used_; ++i) {
    const double r = residuals_[i] - middle;
    sums[0] += r;
    squares[0] += r * r;
  }
  double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  double square = (squares[0] + squares[1]) + (squares[2] + squares[3]);
  Window best{0, square - sum * sum / n_used, middle + sum / n_used};
  for (std::size_t end = n_used_; end < n; ++end) {
    const double in = residuals_[end] - middle;
    const double out = residuals_[end - n_used_] - middle;
    sum += in - out;
    square += in * in - out * out;
    const double error = square - sum * sum / n_used;
    if (error < best.error) best = {end - n_used_ + 1, error, middle + sum / n_used};
  }
  return best;
}

}  // namespace pe
