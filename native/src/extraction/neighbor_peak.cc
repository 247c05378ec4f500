#include "extraction/neighbor_peak.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "numeric/maximum.h"
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
constexpr std::size_t kMostVectors = 8;  // that are held in registers

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

template <bool Tail>
__attribute__((target("avx2"))) inline __m256 load_samples(const float* samples, std::size_t vector,
                                                           std::size_t n_vectors, __m256i tail) {
  if (Tail && vector == n_vectors - 1) return _mm256_maskload_ps(samples + vector * kLanes, tail);
  return _mm256_loadu_ps(samples + vector * kLanes);
}

// What the fast way knows of one camera's waveforms.
struct FastPeaks {
  const Neighbors& neighbors;
  const float* waveforms;
  std::size_t n_samples;
  std::int32_t local_weight;
  std::span<const std::uint8_t> broken;
  const float* magnitudes;  // largest magnitude of each pixel
  double* sum;              // scratch of the definition, (n_samples)

  std::int32_t by_definition(std::size_t pixel) const {
    return peak_in_float64(neighbors, waveforms, n_samples, local_weight, broken, sum, pixel);
  }
};

// Peaks of waveforms of N vectors, which all stay in registers; `Tail` says whether the last
// vector is only partly filled.
template <std::size_t N, bool Tail>
__attribute__((target("avx2"))) void find_peaks(const FastPeaks& given,
                                                std::span<std::int32_t> peaks) {
  const __m256i tail = tail_mask(given.n_samples);
  const auto weight = static_cast<float>(given.local_weight);
  const __m256 weights = _mm256_set1_ps(weight);
  const bool exact_weight = static_cast<double>(weight) == static_cast<double>(given.local_weight);
  const std::int32_t* indices = given.neighbors.indices.data();
  for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel) {
    const std::int32_t begin = given.neighbors.indptr[pixel];
    const std::int32_t end = given.neighbors.indptr[pixel + 1];
    const float own = given.magnitudes[pixel];
    float magnitude = std::abs(weight) * own;
    __m256 sum[N];
    for (std::size_t v = 0; v < N; ++v) sum[v] = _mm256_setzero_ps();
    if (given.local_weight != 0) {
      const float* samples = given.waveforms + pixel * given.n_samples;
      for (std::size_t v = 0; v < N; ++v)
        sum[v] = _mm256_mul_ps(load_samples<Tail>(samples, v, N, tail), weights);
    }
    for (std::int32_t k = begin; k < end; ++k) {
      const auto other = static_cast<std::size_t>(indices[k]);
      if (!given.broken.empty() && given.broken[other] != 0) continue;
      magnitude += given.magnitudes[other];
      const float* samples = given.waveforms + other * given.n_samples;
      for (std::size_t v = 0; v < N; ++v)
        sum[v] = _mm256_add_ps(sum[v], load_samples<Tail>(samples, v, N, tail));
    }
    if (Tail)
      sum[N - 1] =
          _mm256_blendv_ps(_mm256_set1_ps(-INFINITY), sum[N - 1], _mm256_castsi256_ps(tail));
    __m256 largest = sum[0];
    for (std::size_t v = 1; v < N; ++v) largest = _mm256_max_ps(largest, sum[v]);
    largest = _mm256_max_ps(largest, _mm256_permute2f128_ps(largest, largest, 1));
    largest = _mm256_max_ps(largest, _mm256_shuffle_ps(largest, largest, 0x4e));
    largest = _mm256_max_ps(largest, _mm256_shuffle_ps(largest, largest, 0xb1));
    // Each of the at most n + 1 roundings errs by 2^-24 of at most `magnitude`; two sums are
    // compared; a factor two in hand.
    const float margin = magnitude * static_cast<float>(end - begin + 2) * 0x1p-22F;
    const __m256 limit = _mm256_sub_ps(largest, _mm256_set1_ps(margin));
    std::uint64_t near = 0;
    for (std::size_t v = 0; v < N; ++v) {
      const int bits = _mm256_movemask_ps(_mm256_cmp_ps(sum[v], limit, _CMP_GE_OQ));
      near |= static_cast<std::uint64_t>(static_cast<unsigned>(bits)) << (v * kLanes);
    }
    const bool single = near != 0 && (near & (near - 1)) == 0;
    const bool finite = own < 1e30F && magnitude < 1e30F;
    peaks[pixel] =
        single && finite && exact_weight ? __builtin_ctzll(near) : given.by_definition(pixel);
  }
}

// Chooses find_peaks for the number of vectors, from N down.
template <std::size_t N, bool Tail>
void find_short_peaks(std::size_t n_vectors, const FastPeaks& given,
                      std::span<std::int32_t> peaks) {
  if (n_vectors == N) {
    find_peaks<N, Tail>(given, peaks);
  } else if constexpr (N > 1) {
    find_short_peaks<N - 1, Tail>(n_vectors, given, peaks);
  }
}

__attribute__((target("avx2"))) void find_magnitudes(const float* waveforms, std::size_t n_samples,
                                                     std::span<float> magnitudes) {
  const __m256i tail = tail_mask(n_samples);
  for (std::size_t pixel = 0; pixel < magnitudes.size(); ++pixel)
    magnitudes[pixel] = largest_magnitude(waveforms + pixel * n_samples, n_samples, tail);
}

__attribute__((target("avx2"))) inline __m256d load_double(const float* samples) {
  return _mm256_cvtps_pd(_mm_loadu_ps(samples));
}

__attribute__((target("avx2"))) inline __m256d load_double(const double* samples) {
  return _mm256_loadu_pd(samples);
}

// The definition's sums of 4 N samples from `first` on, kept in registers while the neighbours are
// added in their order.
template <std::size_t N, typename Sample>
__attribute__((target("avx2"))) inline void sum_block(std::span<const std::int32_t> around,
                                                      const Sample* waveforms,
                                                      std::size_t n_samples, __m256d weight,
                                                      std::span<const std::uint8_t> broken,
                                                      std::size_t pixel, std::size_t first,
                                                      double* sum) {
  constexpr std::size_t lanes = 4;
  const Sample* own = waveforms + pixel * n_samples + first;
  __m256d part[N];
  for (std::size_t v = 0; v < N; ++v) part[v] = _mm256_mul_pd(load_double(own + v * lanes), weight);
  for (const std::int32_t neighbor : around) {
    const auto other = static_cast<std::size_t>(neighbor);
    if (!broken.empty() && broken[other] != 0) continue;
    const Sample* samples = waveforms + other * n_samples + first;
    for (std::size_t v = 0; v < N; ++v)
      part[v] = _mm256_add_pd(part[v], load_double(samples + v * lanes));
  }
  for (std::size_t v = 0; v < N; ++v) _mm256_storeu_pd(sum + first + v * lanes, part[v]);
}

template <typename Sample>
__attribute__((target("avx2"))) void define_peaks_avx2(const Neighbors& neighbors,
                                                       const Sample* waveforms,
                                                       std::size_t n_samples,
                                                       std::int32_t local_weight,
                                                       std::span<const std::uint8_t> broken,
                                                       double* sum, std::span<std::int32_t> peaks) {
  if (n_samples < 4) {
    for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel)
      peaks[pixel] =
          peak_in_float64(neighbors, waveforms, n_samples, local_weight, broken, sum, pixel);
    return;
  }
  const __m256d weight = _mm256_set1_pd(static_cast<double>(local_weight));
  for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel) {
    const auto around = neighbors.of(pixel);
    std::size_t first = 0;
    for (; first + 32 <= n_samples; first += 32)
      sum_block<8>(around, waveforms, n_samples, weight, broken, pixel, first, sum);
    for (; first + 4 <= n_samples; first += 4)
      sum_block<1>(around, waveforms, n_samples, weight, broken, pixel, first, sum);
    // The last block may overlap the one before; the sums are the same.
    if (first < n_samples)
      sum_block<1>(around, waveforms, n_samples, weight, broken, pixel, n_samples - 4, sum);
    peaks[pixel] = find_maximum(sum, n_samples);
  }
}

#endif

}  // namespace

template <typename Sample>
void neighbor_peaks(const Neighbors& neighbors, const Sample* waveforms, std::size_t n_samples,
                    std::int32_t local_weight, std::span<const std::uint8_t> broken,
                    NeighborPeakScratch& scratch, std::span<std::int32_t> peaks) {
  scratch.sum.resize(n_samples);
#if defined(__x86_64__)
  if (has_avx2()) {
    if constexpr (std::is_same_v<Sample, float>) {
      const std::size_t n_vectors = (n_samples + kLanes - 1) / kLanes;
      if (n_vectors <= kMostVectors) {
        scratch.magnitudes.resize(peaks.size());
        find_magnitudes(waveforms, n_samples, scratch.magnitudes);
        const FastPeaks given{neighbors,         waveforms, n_samples,
                              local_weight,      broken,    scratch.magnitudes.data(),
                              scratch.sum.data()};
        if (n_samples % kLanes == 0)
          find_short_peaks<kMostVectors, false>(n_vectors, given, peaks);
        else
          find_short_peaks<kMostVectors, true>(n_vectors, given, peaks);
        return;
      }
    }
    define_peaks_avx2(neighbors, waveforms, n_samples, local_weight, broken, scratch.sum.data(),
                      peaks);
    return;
  }
#endif
  for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel)
    peaks[pixel] = peak_in_float64(neighbors, waveforms, n_samples, local_weight, broken,
                                   scratch.sum.data(), pixel);
}

template void neighbor_peaks(const Neighbors&, const float*, std::size_t, std::int32_t,
                             std::span<const std::uint8_t>, NeighborPeakScratch&,
                             std::span<std::int32_t>);
template void neighbor_peaks(const Neighbors&, const double*, std::size_t, std::int32_t,
                             std::span<const std::uint8_t>, NeighborPeakScratch&,
                             std::span<std::int32_t>);

}  // namespace pe
