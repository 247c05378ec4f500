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

  // How far slopes are scanned [rad], the distance of slopes at 45 degrees in errors of a slope, in
  // how many steps, and how many minima of the scan are followed.
  struct Scan {
    double reach;
    double scale;
    std::size_t n_steps;
    std::size_t n_followed;
  };

 private:
  struct Point {
    double x;
    double y;
  };
  struct Step {
    double slope;
    double error;
  };
  struct Window {
    std::size_t begin;
    double error;
    double intercept;
  };
  enum class Sort { kFromScratch, kAlmostSorted };

  void try_all_subsets();
  void search();
  void scan_slopes(const Scan& scan, double error_of_slope);
  void descend(double slope);
  void sort_by_residual(double slope, Sort sort);
  Window best_window() const;

  std::vector<Point> points_;
  std::vector<double> residuals_;
  std::vector<Step> scan_;
  std::vector<Step> minima_;
  std::size_t n_used_ = 0;
  Line best_{};
  double best_error_ = 0;
};

}  // namespace pe
