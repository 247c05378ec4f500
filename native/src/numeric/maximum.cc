#include "numeric/maximum.h"

#include <algorithm>
#include <cmath>

#include "numeric/simd.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace pe {

#if defined(__x86_64__)

namespace {

// As position_of_maximum.
__attribute__((target("avx2"))) inline std::int32_t find_maximum_avx2(const double* values,
                                                                      std::size_t n) {
  constexpr std::size_t lanes = 4;
  const std::size_t whole = n - n % lanes;
  if (whole == 0) return position_of_maximum(values, n);
  __m256d most = _mm256_loadu_pd(values);
  __m256d ordered = _mm256_cmp_pd(most, most, _CMP_ORD_Q);
  for (std::size_t i = lanes; i < whole; i += lanes) {
    const __m256d value = _mm256_loadu_pd(values + i);
    ordered = _mm256_and_pd(ordered, _mm256_cmp_pd(value, value, _CMP_ORD_Q));
    most = _mm256_max_pd(most, value);
  }
  double largest[lanes];
  _mm256_storeu_pd(largest, most);
  double best = std::max(std::max(largest[0], largest[1]), std::max(largest[2], largest[3]));
  for (std::size_t i = whole; i < n; ++i) {
    if (std::isnan(values[i])) return position_of_maximum(values, n);
    best = std::max(best, values[i]);
  }
  if (_mm256_movemask_pd(ordered) != 0xf) return position_of_maximum(values, n);
  const __m256d target = _mm256_set1_pd(best);
  for (std::size_t i = 0; i < whole; i += lanes) {
    const int found =
        _mm256_movemask_pd(_mm256_cmp_pd(_mm256_loadu_pd(values + i), target, _CMP_EQ_OQ));
    if (found != 0)
      return static_cast<std::int32_t>(i) + __builtin_ctz(static_cast<unsigned>(found));
  }
  std::size_t i = whole;
  while (values[i] != best) ++i;
  return static_cast<std::int32_t>(i);
}

// As position_of_maximum.
__attribute__((target("avx2"))) inline std::int32_t find_maximum_avx2(const float* values,
                                                                      std::size_t n) {
  constexpr std::size_t lanes = 8;
  if (n < lanes) return position_of_maximum(values, n);
  // The last vector may overlap the one before.
  const auto start_of = [n](std::size_t i) { return std::min(i, n - lanes); };
  __m256 most = _mm256_loadu_ps(values);
  __m256 ordered = _mm256_cmp_ps(most, most, _CMP_ORD_Q);
  for (std::size_t i = lanes; i < n; i += lanes) {
    const __m256 value = _mm256_loadu_ps(values + start_of(i));
    ordered = _mm256_and_ps(ordered, _mm256_cmp_ps(value, value, _CMP_ORD_Q));
    most = _mm256_max_ps(most, value);
  }
  if (_mm256_movemask_ps(ordered) != 0xff) return position_of_maximum(values, n);
  most = _mm256_max_ps(most, _mm256_permute2f128_ps(most, most, 1));
  most = _mm256_max_ps(most, _mm256_shuffle_ps(most, most, 0x4e));
  most = _mm256_max_ps(most, _mm256_shuffle_ps(most, most, 0xb1));
  for (std::size_t i = 0; i < n; i += lanes) {
    const std::size_t start = start_of(i);
    const int found =
        _mm256_movemask_ps(_mm256_cmp_ps(_mm256_loadu_ps(values + start), most, _CMP_EQ_OQ));
    if (found != 0)
      return static_cast<std::int32_t>(start) + __builtin_ctz(static_cast<unsigned>(found));
  }
  return 0;
}

__attribute__((target("avx2"))) void find_maxima_avx2(const float* samples, std::size_t n_samples,
                                                      std::span<std::int32_t> peaks) {
  for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel)
    peaks[pixel] = find_maximum_avx2(samples + pixel * n_samples, n_samples);
}

}  // namespace

#endif

std::int32_t find_maximum(const double* values, std::size_t n) {
#if defined(__x86_64__)
  if (has_avx2()) return find_maximum_avx2(values, n);
#endif
  return position_of_maximum(values, n);
}

void find_maxima(const float* samples, std::size_t n_samples, std::span<std::int32_t> peaks) {
#if defined(__x86_64__)
  if (has_avx2()) {
    find_maxima_avx2(samples, n_samples, peaks);
    return;
  }
#endif
  for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel)
    peaks[pixel] = position_of_maximum(samples + pixel * n_samples, n_samples);
}

}  // namespace pe
