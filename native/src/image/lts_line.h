// Robust straight line through the arrival times of an image.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace pe {

struct Line {
  double slope;
  double intercept;
};

// Least trimmed squares line (Rousseeuw & Van Driessen 2006, concentration steps): the line for
// which the sum of the smallest int(0.85 n) squared residuals is least.
class LtsLine {
 public:
  // Fits y = slope x + intercept; x and y of one length, non-finite points are left out. NaN when
  // the points that are used do not define a line (fewer than three points, or no spread along x).
  //
  // ctapipe.fitting.lts_linear_regression starts from five random pairs of points, so that its
  // answer depends on what was fitted before and is, for one image in ten, not the best. Here the
  // answer depends on the points alone. Where one or two points are left out all subsets are
  // tried. Else slopes are scanned: at a given slope the best subset is a window of the sorted
  // residuals, and from the lowest minima of the scan concentration steps lead to the bottom.
  Line fit(std::span<const double> x, std::span<const double> y);

  // Slopes to look at about a center, in errors of a slope: so many on each side at equal steps,
  // then so many at distances that grow by half each; and how many minima among them are followed.
  struct Scan {
    double step;
    int n_near;
    int n_far;
    std::size_t n_followed;
  };

 private:
  struct Step {
    double slope;
    double error;
  };
  struct Window {
    std::size_t begin;
    double error;
    double intercept;
  };

  void try_all_subsets();
  void search();
  void scan_slopes(const Scan& scan, double error_of_slope);
  void descend(double slope);
  void distribute(double slope);
  void sort_tails(double slope);
  void sort_range(std::size_t begin, std::size_t end);
  Window best_window() const;

  // The points, about their mean, and their residuals; the lowest and the highest in order.
  std::vector<double> x_;
  std::vector<double> y_;
  std::vector<double> residuals_;
  std::vector<double> spare_x_;
  std::vector<double> spare_y_;
  std::vector<std::size_t> buckets_;
  std::vector<Step> scan_;
  std::vector<Step> minima_;
  std::size_t n_used_ = 0;
  Line best_{};
  double best_error_ = 0;
};

}  // namespace pe
