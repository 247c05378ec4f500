#include "calibration/raw_calibration.h"

#include <algorithm>
#include <type_traits>

#include "numeric/simd.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace pe {

namespace {

// Calibrates one waveform and returns its largest raw sample.
template <typename Sample>
inline Sample calibrate_waveform(const Sample* raw, std::size_t n_samples, float pedestal,
                                 float gain, float shift, float* calibrated) {
  Sample largest = 0;
  for (std::size_t i = 0; i < n_samples; ++i) {
    largest = std::max(largest, raw[i]);
    if constexpr (std::is_same_v<Sample, std::uint16_t>) {
      calibrated[i] = (static_cast<float>(raw[i]) - pedestal) * gain + shift;
    } else {
      const double above = static_cast<double>(raw[i]) - static_cast<double>(pedestal);
      calibrated[i] =
          static_cast<float>(above * static_cast<double>(gain) + static_cast<double>(shift));
    }
  }
  return largest;
}

// Calibrates the chosen channel of every pixel. The high gain is calibrated before it is known
// whether it is the one: it is almost always, and the samples are at hand only once.
template <typename Sample, typename Calibrate>
[[gnu::always_inline]] inline void calibrate_event(const Sample* raw, const WaveformShape& shape,
                                                   const RawCalibration& calibration,
                                                   const GainSelector& selector,
                                                   std::span<std::uint8_t> selected,
                                                   float* calibrated, const Calibrate& calibrate) {
  const bool selects = selector.kind != GainSelection::kNone;
  const bool by_threshold = selector.kind == GainSelection::kThreshold && shape.n_channels > 1;
  const std::size_t fixed = selects && !by_threshold && shape.n_channels > 1 ? selector.channel : 0;
  const std::size_t n_out = (selects ? 1 : shape.n_channels) * shape.n_pixels;
  const std::size_t n = shape.n_samples;
  const float shift = calibration.shift;
  for (std::size_t target = 0; target < n_out; ++target) {
    const std::size_t source = fixed * shape.n_pixels + target;
    const Sample largest =
        calibrate(raw + source * n, n, calibration.pedestal[source],
                  calibration.dc_to_pe[source] * calibration.scale, shift, calibrated + target * n);
    if (!selects) continue;
    std::size_t channel = fixed;
    if (by_threshold) {
      const double threshold = selector.threshold[selector.threshold.size() == 1 ? 0 : target];
      if (static_cast<double>(largest) > threshold) {
        channel = 1;
        const std::size_t low = shape.n_pixels + target;
        calibrate(raw + low * n, n, calibration.pedestal[low],
                  calibration.dc_to_pe[low] * calibration.scale, shift, calibrated + target * n);
      }
    }
    selected[target] = static_cast<std::uint8_t>(channel);
  }
}

#if defined(__x86_64__)

// As calibrate_waveform, eight samples at a time.
__attribute__((target("avx2"))) inline std::uint16_t calibrate_waveform_avx2(
    const std::uint16_t* raw, std::size_t n_samples, float pedestal, float gain, float shift,
    float* calibrated) {
  constexpr std::size_t lanes = 8;
  const __m256 pedestals = _mm256_set1_ps(pedestal);
  const __m256 gains = _mm256_set1_ps(gain);
  const __m256 shifts = _mm256_set1_ps(shift);
  __m128i most = _mm_setzero_si128();
  std::size_t i = 0;
  for (; i + lanes <= n_samples; i += lanes) {
    const __m128i samples = _mm_loadu_si128(reinterpret_cast<const __m128i*>(raw + i));
    most = _mm_max_epu16(most, samples);
    const __m256 values = _mm256_cvtepi32_ps(_mm256_cvtepu16_epi32(samples));
    _mm256_storeu_ps(calibrated + i,
                     _mm256_add_ps(_mm256_mul_ps(_mm256_sub_ps(values, pedestals), gains), shifts));
  }
  // The largest of all lanes is the complement of the smallest complement.
  const __m128i complement = _mm_xor_si128(most, _mm_set1_epi16(-1));
  const int smallest = _mm_extract_epi16(_mm_minpos_epu16(complement), 0);
  const auto largest = static_cast<std::uint16_t>(0xffff - smallest);
  return std::max(
      largest, calibrate_waveform(raw + i, n_samples - i, pedestal, gain, shift, calibrated + i));
}

__attribute__((target("avx2"))) void calibrate_avx2(
    const std::uint16_t* raw, const WaveformShape& shape, const RawCalibration& calibration,
    const GainSelector& selector, std::span<std::uint8_t> selected, float* calibrated) {
  calibrate_event(raw, shape, calibration, selector, selected, calibrated, calibrate_waveform_avx2);
}

#endif

}  // namespace

template <typename Sample>
void calibrate_raw(const Sample* raw, const WaveformShape& shape, const RawCalibration& calibration,
                   const GainSelector& selector, std::span<std::uint8_t> selected,
                   float* calibrated) {
#if defined(__x86_64__)
  if constexpr (std::is_same_v<Sample, std::uint16_t>) {
    if (has_avx2()) {
      calibrate_avx2(raw, shape, calibration, selector, selected, calibrated);
      return;
    }
  }
#endif
  calibrate_event(raw, shape, calibration, selector, selected, calibrated,
                  calibrate_waveform<Sample>);
}

template void calibrate_raw(const std::uint16_t*, const WaveformShape&, const RawCalibration&,
                            const GainSelector&, std::span<std::uint8_t>, float*);
template void calibrate_raw(const std::uint32_t*, const WaveformShape&, const RawCalibration&,
                            const GainSelector&, std::span<std::uint8_t>, float*);

}  // namespace pe
