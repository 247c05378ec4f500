#include "extraction/window_sum.h"

#include <algorithm>

#include "numeric/simd.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace pe {

namespace {

constexpr std::int64_t kLanes = 8;

// Sums over the samples of one window, or of up to eight of them; positions counted from the first.
struct WindowSums {
  double charge;
  double weights;
  double weighted;
};

// Tree of pairs of eight numbers: k and k + 4, then neighbours, then halves.
double tree_sum(const double (&values)[kLanes]) {
  const double first = (values[0] + values[4]) + (values[1] + values[5]);
  const double second = (values[2] + values[6]) + (values[3] + values[7]);
  return first + second;
}

WindowSums sum_few(const float* samples, std::int64_t n) {
  double value[kLanes] = {};
  double positive[kLanes] = {};
  double weighted[kLanes] = {};
  for (std::int64_t k = 0; k < n; ++k) {
    value[k] = static_cast<double>(samples[k]);
    positive[k] = value[k] > 0 ? value[k] : 0;
    weighted[k] = positive[k] * static_cast<double>(k);
  }
  return {tree_sum(value), tree_sum(positive), tree_sum(weighted)};
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) inline WindowSums sum_few_avx2(const float* samples,
                                                               std::int64_t n) {
  const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  const __m256i inside = _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(n)), lanes);
  const __m256 values = _mm256_maskload_ps(samples, inside);
  // The second operand wins over NaN.
  const __m256 positives = _mm256_max_ps(values, _mm256_setzero_ps());
  const __m256d value_low = _mm256_cvtps_pd(_mm256_castps256_ps128(values));
  const __m256d value_high = _mm256_cvtps_pd(_mm256_extractf128_ps(values, 1));
  const __m256d positive_low = _mm256_cvtps_pd(_mm256_castps256_ps128(positives));
  const __m256d positive_high = _mm256_cvtps_pd(_mm256_extractf128_ps(positives, 1));
  const __m256d charge = _mm256_add_pd(value_low, value_high);
  const __m256d weights = _mm256_add_pd(positive_low, positive_high);
  const __m256d weighted = _mm256_add_pd(_mm256_mul_pd(positive_low, _mm256_setr_pd(0, 1, 2, 3)),
                                         _mm256_mul_pd(positive_high, _mm256_setr_pd(4, 5, 6, 7)));
  const __m256d two = _mm256_hadd_pd(charge, weights);
  const __m128d sums = _mm_add_pd(_mm256_castpd256_pd128(two), _mm256_extractf128_pd(two, 1));
  const __m256d one = _mm256_hadd_pd(weighted, weighted);
  const __m128d last = _mm_add_pd(_mm256_castpd256_pd128(one), _mm256_extractf128_pd(one, 1));
  return {_mm_cvtsd_f64(sums), _mm_cvtsd_f64(_mm_unpackhi_pd(sums, sums)), _mm_cvtsd_f64(last)};
}
#endif

template <typename SumFew>
[[gnu::always_inline]] inline WindowSums sum_samples(const float* samples, std::int64_t n,
                                                     const SumFew& sum_few_samples) {
  WindowSums sums = sum_few_samples(samples, std::min(n, kLanes));
  for (std::int64_t done = kLanes; done < n; done += kLanes) {
    const WindowSums next = sum_few_samples(samples + done, std::min(n - done, kLanes));
    sums.charge += next.charge;
    sums.weights += next.weights;
    sums.weighted += next.weighted + static_cast<double>(done) * next.weights;
  }
  return sums;
}

template <typename SumFew>
[[gnu::always_inline]] inline void sum_windows(const float* samples, std::size_t n_samples,
                                               std::span<const std::int32_t> peaks,
                                               const IntegrationWindow& window,
                                               double sampling_rate, std::span<float> charges,
                                               std::span<float> peak_times,
                                               const SumFew& sum_few_samples) {
  const auto readout = static_cast<std::int64_t>(n_samples);
  for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel) {
    const std::int64_t first = peaks[pixel] - window.shift;
    const std::int64_t start = std::clamp<std::int64_t>(first, 0, readout);
    const std::int64_t end = std::clamp(first + window.width, start, readout);
    const WindowSums sums =
        sum_samples(samples + pixel * n_samples + start, end - start, sum_few_samples);
    const double position = sums.weights > 0
                                ? static_cast<double>(start) + sums.weighted / sums.weights
                                : static_cast<double>(peaks[pixel]);
    charges[pixel] = static_cast<float>(sums.charge);
    peak_times[pixel] =
        static_cast<float>(static_cast<double>(static_cast<float>(position)) / sampling_rate);
  }
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) void sum_windows_avx2(const float* samples, std::size_t n_samples,
                                                      std::span<const std::int32_t> peaks,
                                                      const IntegrationWindow& window,
                                                      double sampling_rate,
                                                      std::span<float> charges,
                                                      std::span<float> peak_times) {
  sum_windows(samples, n_samples, peaks, window, sampling_rate, charges, peak_times, sum_few_avx2);
}

#endif

}  // namespace

void sum_around_peaks(const float* samples, std::size_t n_samples,
                      std::span<const std::int32_t> peaks, const IntegrationWindow& window,
                      double sampling_rate, std::span<float> charges, std::span<float> peak_times) {
#if defined(__x86_64__)
  if (has_avx2()) {
    sum_windows_avx2(samples, n_samples, peaks, window, sampling_rate, charges, peak_times);
    return;
  }
#endif
  sum_windows(samples, n_samples, peaks, window, sampling_rate, charges, peak_times, sum_few);
}

}  // namespace pe
