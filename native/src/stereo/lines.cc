#include "stereo/lines.h"

#include <utility>

namespace pe::stereo {

namespace {

// Relative size below which a determinant or pivot is nothing but rounding.
constexpr double kSingular = 1e-15;

}  // namespace

void NearestPoint2::add_line(double x, double y, double angle) {
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  const double xx = s * s;
  const double xy = -c * s;
  const double yy = c * c;
  xx_ += xx;
  xy_ += xy;
  yy_ += yy;
  cx_ += xx * x + xy * y;
  cy_ += xy * x + yy * y;
  ++n_lines_;
}

std::optional<Vector3> NearestPoint2::solve() const {
  const double determinant = xx_ * yy_ - xy_ * xy_;
  const double n = n_lines_;
  if (!(determinant > kSingular * n * n)) return std::nullopt;
  return Vector3{(yy_ * cx_ - xy_ * cy_) / determinant, (xx_ * cy_ - xy_ * cx_) / determinant, 0.0};
}

void NearestPoint3::add_line(const Vector3& point, const Vector3& direction) {
  const double n[3] = {direction.x, direction.y, direction.z};
  const double p[3] = {point.x, point.y, point.z};
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      const double element = (i == j ? 1.0 : 0.0) - n[i] * n[j];
      matrix_[i][j] += element;
      matrix_[i][3] += element * p[j];
    }
  }
}

std::optional<Vector3> NearestPoint3::solve() const {
  // Gaussian elimination with partial pivoting.
  double m[3][4];
  double scale = 0.0;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 4; ++j) m[i][j] = matrix_[i][j];
    scale = std::fmax(scale, std::fabs(m[i][i]));
  }
  for (int column = 0; column < 3; ++column) {
    int pivot = column;
    for (int row = column + 1; row < 3; ++row) {
      if (std::fabs(m[row][column]) > std::fabs(m[pivot][column])) pivot = row;
    }
    if (!(std::fabs(m[pivot][column]) > kSingular * scale)) return std::nullopt;
    for (int j = 0; j < 4; ++j) std::swap(m[pivot][j], m[column][j]);
    for (int row = column + 1; row < 3; ++row) {
      const double factor = m[row][column] / m[column][column];
      for (int j = column; j < 4; ++j) m[row][j] -= factor * m[column][j];
    }
  }
  const double z = m[2][3] / m[2][2];
  const double y = (m[1][3] - m[1][2] * z) / m[1][1];
  const double x = (m[0][3] - m[0][2] * z - m[0][1] * y) / m[0][0];
  return Vector3{x, y, z};
}

}  // namespace pe::stereo
