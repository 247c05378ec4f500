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
// By which the far steps of a scan grow.
constexpr double kGrowth = 1.5;
constexpr double kDepth = 2;
// Up to two left-out points every subset is tried.
constexpr std::size_t kMaxLeftOutExhaustive = 2;
constexpr LtsLine::Scan kScan{0.125, 16, 5, 6};
// Many points have many minima close to each other.
constexpr std::size_t kMany = 200;
constexpr LtsLine::Scan kScanOfMany{0.1, 20, 5, 8};
constexpr LtsLine::Scan kFineScanOfMany{0.02, 20, 0, 6};

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

// Calls visit(i) for every i for which the condition holds at that moment; conditions are tried
// eight at a time, because they rarely hold.
template <typename Condition, typename Visit>
void visit_where(std::size_t begin, std::size_t end, const Condition& condition,
                 const Visit& visit) {
  constexpr std::size_t kBlock = 8;
  std::size_t i = begin;
  for (; i + kBlock <= end; i += kBlock) {
    unsigned any = 0;
    for (std::size_t k = i; k < i + kBlock; ++k) any |= condition(k) ? 1U : 0U;
    if (any == 0) continue;
    for (std::size_t k = i; k < i + kBlock; ++k) {
      if (condition(k)) visit(k);
    }
  }
  for (; i < end; ++i) {
    if (condition(i)) visit(i);
  }
}

}  // namespace

Line LtsLine::fit(std::span<const double> x, std::span<const double> y) {
  x_.clear();
  y_.clear();
  double origin_x = 0;
  double origin_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
    x_.push_back(x[i]);
    y_.push_back(y[i]);
    origin_x += x[i];
    origin_y += y[i];
  }
  const auto n = static_cast<double>(x_.size());
  n_used_ = static_cast<std::size_t>(kUsed * n);
  if (n_used_ < 2) return {kNan, kNan};
  // Sums of squares lose nothing when the origin lies among the points.
  origin_x /= n;
  origin_y /= n;
  for (double& value : x_) value -= origin_x;
  for (double& value : y_) value -= origin_y;
  best_ = {kNan, kNan};
  best_error_ = std::numeric_limits<double>::infinity();
  if (x_.size() - n_used_ <= kMaxLeftOutExhaustive) {
    try_all_subsets();
  } else {
    search();
  }
  return {best_.slope, best_.intercept + origin_y - best_.slope * origin_x};
}

void LtsLine::try_all_subsets() {
  const std::size_t n = x_.size();
  Sums all;
  for (std::size_t i = 0; i < n; ++i) all.add(x_[i], y_[i], 1);
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
    rest.add(x_[i], y_[i], -1);
    if (n - n_used_ == 1) {
      consider(rest);
      continue;
    }
    for (std::size_t j = i + 1; j < n; ++j) {
      Sums subset = rest;
      subset.add(x_[j], y_[j], -1);
      consider(subset);
    }
  }
}

void LtsLine::search() {
  const std::size_t n = x_.size();
  Sums all;
  for (std::size_t i = 0; i < n; ++i) all.add(x_[i], y_[i], 1);
  const Line start = all.line();
  if (std::isnan(start.slope)) return;
  residuals_.resize(n);
  distribute(start.slope);
  sort_tails(start.slope);
  descend(start.slope);

  // The error of a slope that is fitted to that many points of this scatter.
  const double variance = all.xx / all.n;
  const double error_of_slope = std::sqrt(best_error_ / variance) / static_cast<double>(n_used_);
  if (!(error_of_slope > 0)) return;
  if (n <= kMany) {
    scan_slopes(kScan, error_of_slope);
  } else {
    scan_slopes(kScanOfMany, error_of_slope);
    scan_slopes(kFineScanOfMany, error_of_slope);
  }
}

// Looks for better lines at slopes about the best so far.
void LtsLine::scan_slopes(const Scan& scan, double error_of_slope) {
  const double center = best_.slope;
  const int n_side = scan.n_near + scan.n_far;
  scan_.clear();
  for (int k = -n_side; k <= n_side; ++k) {
    const int near = std::clamp(k, -scan.n_near, scan.n_near);
    const double growth = std::pow(kGrowth, std::abs(k - near));
    const double slope = center + error_of_slope * scan.step * near * growth;
    if (k == -n_side) distribute(slope);
    sort_tails(slope);
    scan_.push_back({slope, best_window().error});
  }
  minima_.clear();
  for (std::size_t k = 0; k < scan_.size(); ++k) {
    if (k > 0 && scan_[k - 1].error < scan_[k].error) continue;
    if (k + 1 < scan_.size() && scan_[k + 1].error < scan_[k].error) continue;
    minima_.push_back(scan_[k]);
    // How low the bottom may be: the error is a parabola of the slope, with ripples.
    const double gap = std::max(k > 0 ? scan_[k].slope - scan_[k - 1].slope : 0,
                                k + 1 < scan_.size() ? scan_[k + 1].slope - scan_[k].slope : 0) /
                       error_of_slope;
    minima_.back().error *= 1 - kDepth * gap * gap / static_cast<double>(n_used_);
  }
  // The most promising are followed to their bottom.
  const auto followed =
      minima_.begin() + static_cast<std::ptrdiff_t>(std::min(minima_.size(), scan.n_followed));
  std::partial_sort(minima_.begin(), followed, minima_.end(),
                    [](const Step& a, const Step& b) { return a.error < b.error; });
  for (auto minimum = minima_.begin(); minimum != followed; ++minimum) {
    if (!(minimum->error < best_error_)) continue;
    distribute(minimum->slope);
    sort_tails(minimum->slope);
    descend(minimum->slope);
  }
}

// From points with sorted tails at a slope down to the nearest minimum: the line through
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
      sums.add(x_[i], y_[i], 1);
    }
    const Line line = sums.line();
    if (std::isnan(line.slope)) return;
    slope = line.slope;
    sort_tails(slope);
  }
}

// Brings the points roughly into the order of their residuals at a slope, by buckets of equal
// width.
void LtsLine::distribute(double slope) {
  const std::size_t n = x_.size();
  double least = std::numeric_limits<double>::infinity();
  double most = -least;
  for (std::size_t i = 0; i < n; ++i) {
    residuals_[i] = y_[i] - slope * x_[i];
    least = std::min(least, residuals_[i]);
    most = std::max(most, residuals_[i]);
  }
  const double per_width = static_cast<double>(n) / (most - least);
  if (!std::isfinite(per_width)) return;
  // What is not a number goes to the front.
  const auto bucket = [&](double residual) {
    const double place = (residual - least) * per_width;
    return place > 0 ? std::min(static_cast<std::size_t>(place), n - 1) : std::size_t{0};
  };
  buckets_.assign(n + 1, 0);
  for (const double residual : residuals_) ++buckets_[bucket(residual) + 1];
  for (std::size_t i = 0; i < n; ++i) buckets_[i + 1] += buckets_[i];
  spare_x_.resize(n);
  spare_y_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t place = buckets_[bucket(residuals_[i])]++;
    spare_x_[place] = x_[i];
    spare_y_[place] = y_[i];
  }
  x_.swap(spare_x_);
  y_.swap(spare_y_);
}

// Puts the points with the lowest residuals at a slope to the front and those with the highest to
// the end, each sorted, as many as may be left out; which of the others comes first does not
// matter. Quick where this is nearly so before.
void LtsLine::sort_tails(double slope) {
  const std::size_t n = x_.size();
  const std::size_t n_tail = n - n_used_;
  for (std::size_t i = 0; i < n; ++i) residuals_[i] = y_[i] - slope * x_[i];
  const auto exchange = [&](std::size_t a, std::size_t b) {
    std::swap(residuals_[a], residuals_[b]);
    std::swap(x_[a], x_[b]);
    std::swap(y_[a], y_[b]);
  };
  const auto begin = residuals_.begin();
  const auto low_end = begin + static_cast<std::ptrdiff_t>(n_tail);
  const auto high_begin = residuals_.end() - static_cast<std::ptrdiff_t>(n_tail);
  auto highest = std::max_element(begin, low_end);
  double limit = *highest;
  const double* const residuals = residuals_.data();
  visit_where(
      n_tail, n, [&](std::size_t i) { return residuals[i] < limit; },
      [&](std::size_t i) {
        exchange(i, static_cast<std::size_t>(highest - begin));
        highest = std::max_element(begin, low_end);
        limit = *highest;
      });
  auto lowest = std::min_element(high_begin, residuals_.end());
  limit = *lowest;
  visit_where(
      n_tail, n - n_tail, [&](std::size_t i) { return residuals[i] > limit; },
      [&](std::size_t i) {
        exchange(i, static_cast<std::size_t>(lowest - begin));
        lowest = std::min_element(high_begin, residuals_.end());
        limit = *lowest;
      });
  sort_range(0, n_tail);
  sort_range(n - n_tail, n);
}

// Sorts some points, that are roughly in order, by their residuals.
void LtsLine::sort_range(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin + 1; i < end; ++i) {
    if (!(residuals_[i - 1] > residuals_[i])) continue;
    const double residual = residuals_[i];
    const double x = x_[i];
    const double y = y_[i];
    std::size_t j = i;
    for (; j > begin && residuals_[j - 1] > residual; --j) {
      residuals_[j] = residuals_[j - 1];
      x_[j] = x_[j - 1];
      y_[j] = y_[j - 1];
    }
    residuals_[j] = residual;
    x_[j] = x;
    y_[j] = y;
  }
}

// Of the points without some at the front and the others at the end, those with the least scatter
// about their mean: at this slope they are the best subset, and their mean is the intercept.
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
