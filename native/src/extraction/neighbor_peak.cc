#include "extraction/neighbor_peak.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "extraction/window_sum.h"
#include "numeric/simd.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace pe {

namespace {

// The definition: float64 sums, neighbour after neighbour.
template <typename Sample>
[[gnu::always_inline]] inline std::int32_t peak_in_float64(const Neighbors& neighbors,
                                                           const Sample* waveforms,
                                                           std::size_t n_samples,
                                                           std::int32_t local_weight,
                                                           std::span<const std::uint8_t> broken,
                                                           double* sum, std::size_t pixel) {
  const Sample* own = waveforms + pixel * n_samples;
  const auto weight = static_cast<double>(local_weight);
  for (std::size_t i = 0; i < n_samples; ++i) sum[i] = static_cast<double>(own[i]) * weight;
  for (const std::int32_t neighbor : neighbors.of(pixel)) {
    const auto other = static_cast<std::size_t>(neighbor);
    if (!broken.empty() && broken[other] != 0) continue;
    const Sample* samples = waveforms + other * n_samples;
    for (std::size_t i = 0; i < n_samples; ++i) sum[i] += static_cast<double>(samples[i]);
  }
  return position_of_maximum(sum, n_samples);
}

#if defined(__x86_64__)

// Fast way for float waveforms: float32 sums, eight samples at a time, together with a bound on
// their rounding errors. Where only one sample comes within the bound of the largest, it is the
// peak of the float64 sums too; elsewhere (near ties, NaN, infinities) the definition decides. So
// the answer is that of the definition.

constexpr std::size_t kLanes = 8;
constexpr std::size_t kBlock = 8;  // vectors held in registers

__attribute__((target("avx2"))) inline __m256i tail_mask(std::size_t n_samples) {
  const auto tail = static_cast<int>(n_samples % kLanes);
  const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(tail == 0 ? 8 : tail), lanes);
}

// Largest magnitude of one waveform; compares bit patterns, so that NaN and infinity win.
__attribute__((target("avx2"))) inline float largest_magnitude(const float* samples,
                                                               std::size_t n_samples,
                                                               __m256i tail) {
  const __m256i magnitude = _mm256_set1_epi32(0x7fffffff);
  __m256i largest = _mm256_setzero_si256();
  const std::size_t n_vectors = (n_samples + kLanes - 1) / kLanes;
  for (std::size_t v = 0; v + 1 < n_vectors; ++v) {
    const __m256i bits = _mm256_castps_si256(_mm256_loadu_ps(samples + v * kLanes));
    largest = _mm256_max_epi32(largest, _mm256_and_si256(bits, magnitude));
  }
  const __m256i bits =
      _mm256_castps_si256(_mm256_maskload_ps(samples + (n_vectors - 1) * kLanes, tail));
  largest = _mm256_max_epi32(largest, _mm256_and_si256(bits, magnitude));
  __m128i half =
      _mm_max_epi32(_mm256_castsi256_si128(largest), _mm256_extracti128_si256(largest, 1));
  half = _mm_max_epi32(half, _mm_shuffle_epi32(half, 0x4e));
  half = _mm_max_epi32(half, _mm_shuffle_epi32(half, 0xb1));
  return _mm_cvtss_f32(_mm_castsi128_ps(half));
}

// Sums N vectors of samples of the listed waveforms; the last vector is cut by `tail`.
template <std::size_t N>
__attribute__((target("avx2"))) inline void add_waveforms(const float* first, std::size_t n_samples,
                                                          std::span<const std::int32_t> pixels,
                                                          std::size_t own, float weight,
                                                          __m256i tail, __m256* sum) {
  __m256 part[N];
  for (std::size_t v = 0; v < N; ++v) part[v] = _mm256_setzero_ps();
  if (weight != 0.0F) {
    const float* samples = first + own * n_samples;
    const __m256 factor = _mm256_set1_ps(weight);
    for (std::size_t v = 0; v + 1 < N; ++v)
      part[v] = _mm256_mul_ps(_mm256_loadu_ps(samples + v * kLanes), factor);
    part[N - 1] = _mm256_mul_ps(_mm256_maskload_ps(samples + (N - 1) * kLanes, tail), factor);
  }
  for (const std::int32_t pixel : pixels) {
    const float* samples = first + static_cast<std::size_t>(pixel) * n_samples;
    for (std::size_t v = 0; v + 1 < N; ++v)
      part[v] = _mm256_add_ps(part[v], _mm256_loadu_ps(samples + v * kLanes));
    part[N - 1] = _mm256_add_ps(part[N - 1], _mm256_maskload_ps(samples + (N - 1) * kLanes, tail));
  }
  for (std::size_t v = 0; v < N; ++v) sum[v] = part[v];
}

using AddWaveforms = void (*)(const float*, std::size_t, std::span<const std::int32_t>, std::size_t,
                              float, __m256i, __m256*);
constexpr AddWaveforms kAddWaveforms[kBlock + 1] = {
    nullptr,          add_waveforms<1>, add_waveforms<2>, add_waveforms<3>, add_waveforms<4>,
    add_waveforms<5>, add_waveforms<6>, add_waveforms<7>, add_waveforms<8>};

// Position of the only sum within `margin` of the largest, or -1 when there are several.
__attribute__((target("avx2"))) inline std::int32_t only_maximum(const __m256* sums,
                                                                 std::size_t n_vectors,
                                                                 __m256i tail, float margin) {
  const __m256 lowest = _mm256_set1_ps(-INFINITY);
  const __m256 last = _mm256_blendv_ps(lowest, sums[n_vectors - 1], _mm256_castsi256_ps(tail));
  __m256 largest = last;
  for (std::size_t v = 0; v + 1 < n_vectors; ++v) largest = _mm256_max_ps(largest, sums[v]);
  largest = _mm256_max_ps(largest, _mm256_permute2f128_ps(largest, largest, 1));
  largest = _mm256_max_ps(largest, _mm256_shuffle_ps(largest, largest, 0x4e));
  largest = _mm256_max_ps(largest, _mm256_shuffle_ps(largest, largest, 0xb1));
  const __m256 limit = _mm256_sub_ps(largest, _mm256_set1_ps(margin));
  int found = 0;
  std::int32_t position = -1;
  for (std::size_t v = 0; v < n_vectors; ++v) {
    const __m256 value = v + 1 < n_vectors ? sums[v] : last;
    const auto bits =
        static_cast<unsigned>(_mm256_movemask_ps(_mm256_cmp_ps(value, limit, _CMP_GE_OQ)));
    if (bits == 0) continue;
    found += __builtin_popcount(bits);
    position = static_cast<std::int32_t>(v * kLanes) + __builtin_ctz(bits);
  }
  return found == 1 ? position : -1;
}

__attribute__((target("avx2"))) void neighbor_peaks_avx2(
    const Neighbors& neighbors, const float* waveforms, std::size_t n_samples,
    std::int32_t local_weight, std::span<const std::uint8_t> broken, std::span<double> scratch,
    std::span<std::int32_t> peaks) {
  const std::size_t n_pixels = peaks.size();
  const std::size_t n_vectors = (n_samples + kLanes - 1) / kLanes;
  const __m256i tail = tail_mask(n_samples);
  const __m256i all = _mm256_set1_epi32(-1);
  // Scratch: one float64 sum, float32 sums (32-byte aligned), magnitudes.
  double* exact = scratch.data();
  auto address = reinterpret_cast<std::uintptr_t>(exact + n_samples);
  address = (address + 31) / 32 * 32;
  auto* sums = reinterpret_cast<__m256*>(address);
  auto* magnitudes = reinterpret_cast<float*>(sums + n_vectors);
  for (std::size_t pixel = 0; pixel < n_pixels; ++pixel)
    magnitudes[pixel] = largest_magnitude(waveforms + pixel * n_samples, n_samples, tail);

  const auto weight = static_cast<float>(local_weight);
  const bool exact_weight = static_cast<double>(weight) == static_cast<double>(local_weight);
  for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
    const auto around = neighbors.of(pixel);
    float magnitude = std::abs(weight) * magnitudes[pixel];
    bool fast = exact_weight && magnitudes[pixel] < 1e30F;
    for (const std::int32_t neighbor : around) {
      const auto other = static_cast<std::size_t>(neighbor);
      magnitude += magnitudes[other];
      if (!broken.empty() && broken[other] != 0) fast = false;
    }
    std::int32_t peak = -1;
    if (fast && magnitude < 1e30F) {
      for (std::size_t v = 0; v < n_vectors; v += kBlock) {
        const std::size_t n = std::min(kBlock, n_vectors - v);
        kAddWaveforms[n](waveforms + v * kLanes, n_samples, around, pixel, weight,
                         v + n == n_vectors ? tail : all, sums + v);
      }
      // Each of the at most n + 1 roundings errs by 2^-24 of at most `magnitude`; two sums are
      // compared; a factor two in hand.
      const float margin = magnitude * static_cast<float>(around.size() + 2) * 0x1p-22F;
      peak = only_maximum(sums, n_vectors, tail, margin);
    }
    peaks[pixel] = peak >= 0 ? peak
                             : peak_in_float64(neighbors, waveforms, n_samples, local_weight,
                                               broken, exact, pixel);
  }
}

__attribute__((target("avx2"))) void neighbor_peaks_avx2(
    const Neighbors& neighbors, const double* waveforms, std::size_t n_samples,
    std::int32_t local_weight, std::span<const std::uint8_t> broken, std::span<double> scratch,
    std::span<std::int32_t> peaks) {
  for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel)
    peaks[pixel] = peak_in_float64(neighbors, waveforms, n_samples, local_weight, broken,
                                   scratch.data(), pixel);
}

#endif

}  // namespace

std::size_t neighbor_peak_scratch(std::size_t n_pixels, std::size_t n_samples) {
  return 2 * n_samples + n_pixels / 2 + 16;
}

template <typename Sample>
void neighbor_peaks(const Neighbors& neighbors, const Sample* waveforms, std::size_t n_samples,
                    std::int32_t local_weight, std::span<const std::uint8_t> broken,
                    std::span<double> scratch, std::span<std::int32_t> peaks) {
#if defined(__x86_64__)
  if (has_avx2()) {
    neighbor_peaks_avx2(neighbors, waveforms, n_samples, local_weight, broken, scratch, peaks);
    return;
  }
#endif
  for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel)
    peaks[pixel] = peak_in_float64(neighbors, waveforms, n_samples, local_weight, broken,
                                   scratch.data(), pixel);
}

template void neighbor_peaks(const Neighbors&, const float*, std::size_t, std::int32_t,
                             std::span<const std::uint8_t>, std::span<double>,
                             std::span<std::int32_t>);
template void neighbor_peaks(const Neighbors&, const double*, std::size_t, std::int32_t,
                             std::span<const std::uint8_t>, std::span<double>,
                             std::span<std::int32_t>);

}  // namespace pe
