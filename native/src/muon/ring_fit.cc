#include "muon/ring_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace pe {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int kMaxSweeps = 50;

using Matrix = std::array<std::array<double, 3>, 3>;

template <typename Function>
void for_each(const RingPixels& ring, bool weighted, const Function& function) {
  for (const std::int32_t pixel : ring.pixels) {
    const auto i = static_cast<std::size_t>(pixel);
    function(ring.x[i], ring.y[i], weighted ? static_cast<double>(ring.charge[i]) : 1.0);
  }
}

// Eigenvector of the smallest eigenvalue of a symmetric matrix, by Jacobi rotations.
std::array<double, 3> smallest_eigenvector(Matrix a) {
  Matrix v{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  for (int sweep = 0; sweep < kMaxSweeps; ++sweep) {
    const double off = a[0][1] * a[0][1] + a[0][2] * a[0][2] + a[1][2] * a[1][2];
    const double on = a[0][0] * a[0][0] + a[1][1] * a[1][1] + a[2][2] * a[2][2];
    if (!(off > on * 1e-34)) break;
    for (std::size_t p = 0; p < 2; ++p) {
      for (std::size_t q = p + 1; q < 3; ++q) {
        if (a[p][q] == 0) continue;
        const double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const double t = (theta >= 0 ? 1.0 : -1.0) / (std::abs(theta) + std::hypot(theta, 1.0));
        const double c = 1 / std::hypot(t, 1.0);
        const double s = t * c;
        for (std::size_t k = 0; k < 3; ++k) {
          const double kp = a[k][p];
          const double kq = a[k][q];
          a[k][p] = c * kp - s * kq;
          a[k][q] = s * kp + c * kq;
        }
        for (std::size_t k = 0; k < 3; ++k) {
          const double pk = a[p][k];
          const double qk = a[q][k];
          a[p][k] = c * pk - s * qk;
          a[q][k] = s * pk + c * qk;
          const double vp = v[k][p];
          const double vq = v[k][q];
          v[k][p] = c * vp - s * vq;
          v[k][q] = s * vp + c * vq;
        }
      }
    }
  }
  std::size_t least = 0;
  for (std::size_t k = 1; k < 3; ++k) {
    if (a[k][k] < a[least][least]) least = k;
  }
  return {v[0][least], v[1][least], v[2][least]};
}

// Diagonal of the inverse of a symmetric matrix.
std::array<double, 3> inverse_diagonal(const Matrix& m) {
  const double a = m[1][1] * m[2][2] - m[1][2] * m[2][1];
  const double b = m[0][0] * m[2][2] - m[0][2] * m[2][0];
  const double c = m[0][0] * m[1][1] - m[0][1] * m[1][0];
  const double determinant = m[0][0] * a - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
                             m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  return {a / determinant, b / determinant, c / determinant};
}

// Error of a parameter that a minimiser keeps between limits by a sine, from its error without.
double limited_error(double value, double error, double low, double high) {
  const double half = (high - low) / 2;
  const double at = std::asin((value - low) / half - 1);
  const double step = error / (half * std::cos(at));
  const double up = std::abs(std::sin(at + step) - std::sin(at));
  const double down = std::abs(std::sin(at - step) - std::sin(at));
  return half * (step > 1 ? 2 + down : up + down) / 2;
}

Ring fit_kundu_chaudhuri(const RingPixels& pixels) {
  double sum = 0;
  double mean_x = 0;
  double mean_y = 0;
  for_each(pixels, true, [&](double x, double y, double w) {
    sum += w;
    mean_x += w * x;
    mean_y += w * y;
  });
  mean_x /= sum;
  mean_y /= sum;
  double xx = 0;
  double xy = 0;
  double yx = 0;
  double yy = 0;
  double xz = 0;
  double yz = 0;
  for_each(pixels, true, [&](double x, double y, double w) {
    const double z = x * x + y * y;
    xx += w * (x - mean_x) * x;
    yx += w * (y - mean_y) * x;
    xy += w * (x - mean_x) * y;
    yy += w * (y - mean_y) * y;
    xz += w * (x - mean_x) * z / 2;
    yz += w * (y - mean_y) * z / 2;
  });
  Ring ring{};
  ring.x = (yy * xz - xy * yz) / (xx * yy - yx * xy);
  ring.y = (yx * xz - xx * yz) / (yx * xy - xx * yy);
  double squares = 0;
  for_each(pixels, true, [&](double x, double y, double w) {
    squares += w * ((ring.x - x) * (ring.x - x) + (ring.y - y) * (ring.y - y));
  });
  ring.radius = std::sqrt(squares / sum);

  // Spread of d^2 - r^2 over the spread of its derivative.
  const double r2 = ring.radius * ring.radius;
  const auto spread = [&](const auto& term) {
    double mean = 0;
    for_each(pixels, true, [&](double x, double y, double w) { mean += w * term(x, y); });
    mean /= sum;
    double variance = 0;
    for_each(pixels, true, [&](double x, double y, double w) {
      variance += w * (term(x, y) - mean) * (term(x, y) - mean);
    });
    return std::sqrt(variance / sum);
  };
  const auto distance2 = [&](double x, double y) {
    return (x - ring.x) * (x - ring.x) + (y - ring.y) * (y - ring.y);
  };
  const double deviation = spread([&](double x, double y) { return distance2(x, y) - r2; });
  const double derivative =
      spread([&](double x, double y) { return std::sqrt(distance2(x, y) + r2 / 4); });
  const double error = deviation / derivative / sum / 2 / std::numbers::sqrt2;
  ring.x_error = error;
  ring.y_error = error;
  ring.radius_error = error / 2;
  return ring;
}

Ring fit_taubin(const RingPixels& pixels, bool weighted, double limit) {
  const Ring failed{kNan, kNan, kNan, kNan, kNan, kNan};
  double sum = 0;
  double mean_x = 0;
  double mean_y = 0;
  for_each(pixels, weighted, [&](double x, double y, double w) {
    sum += w;
    mean_x += w * x;
    mean_y += w * y;
  });
  mean_x /= sum;
  mean_y /= sum;
  // About the weighted mean, d^2 - r^2 = z + b x + c y + d with z = x^2 + y^2. The numerator is the
  // quadratic form of the moments of (z, x, y, 1) with the squared weights, the denominator that
  // of the diagonal matrix (sum w z, sum w / 4, sum w / 4).
  double wz = 0;
  std::array<std::array<double, 4>, 4> moments{};
  for_each(pixels, weighted, [&](double px, double py, double w) {
    const double x = px - mean_x;
    const double y = py - mean_y;
    const std::array<double, 4> row{x * x + y * y, x, y, 1};
    wz += w * row[0];
    for (std::size_t i = 0; i < 4; ++i) {
      for (std::size_t k = i; k < 4; ++k) moments[i][k] += w * w * row[i] * row[k];
    }
  });
  if (!(sum > 0) || !(wz > 0)) return failed;
  const std::array<double, 3> scale{1 / std::sqrt(wz), 2 / std::sqrt(sum), 2 / std::sqrt(sum)};
  // The constant d is at its best where the numerator does not change with it.
  Matrix form;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t k = 0; k < 3; ++k) {
      const double moment = i <= k ? moments[i][k] : moments[k][i];
      form[i][k] = scale[i] * scale[k] * (moment - moments[i][3] * moments[k][3] / moments[3][3]);
    }
  }
  const std::array<double, 3> vector = smallest_eigenvector(form);
  const double a = vector[0] * scale[0];
  const double b = vector[1] * scale[1] / a;
  const double c = vector[2] * scale[2] / a;
  const double d = -(moments[0][3] + b * moments[1][3] + c * moments[2][3]) / moments[3][3];
  const double local_x = -b / 2;
  const double local_y = -c / 2;
  Ring ring{};
  ring.x = mean_x + local_x;
  ring.y = mean_y + local_y;
  ring.radius = std::sqrt(local_x * local_x + local_y * local_y - d);
  if (!std::isfinite(ring.radius)) return failed;

  // Second derivatives of n / m by centre and radius.
  double n = 0;
  double m = 0;
  std::array<double, 3> n1{};
  std::array<double, 3> m1{};
  Matrix n2{};
  for_each(pixels, weighted, [&](double px, double py, double w) {
    const double x = px - ring.x;
    const double y = py - ring.y;
    const double d2 = x * x + y * y;
    const double e = d2 - ring.radius * ring.radius;
    const std::array<double, 3> e1{-2 * x, -2 * y, -2 * ring.radius};
    const std::array<double, 3> e2{2, 2, -2};
    n += w * w * e * e;
    m += w * d2;
    m1[0] += w * e1[0];
    m1[1] += w * e1[1];
    for (std::size_t i = 0; i < 3; ++i) {
      n1[i] += 2 * w * w * e * e1[i];
      for (std::size_t k = 0; k < 3; ++k) n2[i][k] += 2 * w * w * e1[i] * e1[k];
      n2[i][i] += 2 * w * w * e * e2[i];
    }
  });
  Matrix second;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t k = 0; k < 3; ++k) {
      const double m2 = i == k && i < 2 ? 2 * sum : 0;
      second[i][k] = n2[i][k] / m - (n1[i] * m1[k] + n1[k] * m1[i]) / (m * m) - n * m2 / (m * m) +
                     2 * n * m1[i] * m1[k] / (m * m * m);
    }
  }
  const std::array<double, 3> inverse = inverse_diagonal(second);
  ring.x_error = limited_error(ring.x, std::sqrt(2 * inverse[0]), -limit, limit);
  ring.y_error = limited_error(ring.y, std::sqrt(2 * inverse[1]), -limit, limit);
  ring.radius_error = limited_error(ring.radius, std::sqrt(2 * inverse[2]), 0, limit);
  return ring;
}

}  // namespace

Ring fit_ring(RingFitMethod method, const RingPixels& pixels, double limit) {
  switch (method) {
    case RingFitMethod::kKunduChaudhuri:
      return fit_kundu_chaudhuri(pixels);
    case RingFitMethod::kTaubin:
      return fit_taubin(pixels, false, limit);
    case RingFitMethod::kKunduChaudhuriTaubin:
      return fit_taubin(pixels, true, limit);
  }
  return {kNan, kNan, kNan, kNan, kNan, kNan};
}

}  // namespace pe
