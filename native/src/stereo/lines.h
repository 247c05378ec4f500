// The point nearest to many lines, in the least-squares sense.
#pragma once

#include <optional>

#include "stereo/vector3.h"

namespace pe::stereo {

// Point with the smallest sum of squared distances to lines in a plane:
// sum (I - n n^T) (x - p) = 0 over lines through p along the unit vector n.
class NearestPoint2 {
 public:
  // A line through (x, y) along the direction `angle` [rad].
  void add_line(double x, double y, double angle);

  // No value when the lines are parallel to the precision of the numbers, or not numbers.
  std::optional<Vector3> solve() const;

 private:
  int n_lines_ = 0;
  double xx_ = 0.0, xy_ = 0.0, yy_ = 0.0, cx_ = 0.0, cy_ = 0.0;
};

// The same in space.
class NearestPoint3 {
 public:
  // A line through `point` along the unit vector `direction`.
  void add_line(const Vector3& point, const Vector3& direction);

  std::optional<Vector3> solve() const;

 private:
  double matrix_[3][4] = {};
};

}  // namespace pe::stereo
