#include "calibration/raw_calibration.h"

#include <algorithm>
#include <type_traits>

#include "numeric/simd.h"

namespace pe {

namespace {

template <typename Sample>
[[gnu::always_inline]] inline bool exceeds(const Sample* samples, std::size_t n_samples,
                                           double threshold) {
  Sample largest = 0;
  for (std::size_t i = 0; i < n_samples; ++i) largest = std::max(largest, samples[i]);
  return static_cast<double>(largest) > threshold;
}

template <typename Sample>
[[gnu::always_inline]] inline void calibrate_pixel(const Sample* raw, std::size_t n_samples,
                                                   float pedestal, float gain, float shift,
                                                   float* calibrated) {
  if constexpr (std::is_same_v<Sample, std::uint16_t>) {
    for (std::size_t i = 0; i < n_samples; ++i)
      calibrated[i] = (static_cast<float>(raw[i]) - pedestal) * gain + shift;
  } else {
    for (std::size_t i = 0; i < n_samples; ++i)
      calibrated[i] =
          static_cast<float>((static_cast<double>(raw[i]) - static_cast<double>(pedestal)) *
                                 static_cast<double>(gain) +
                             static_cast<double>(shift));
  }
}

template <typename Sample>
[[gnu::always_inline]] inline void calibrate_event(const Sample* raw, const WaveformShape& shape,
                                                   const RawCalibration& calibration,
                                                   const GainSelector& selector,
                                                   std::span<std::uint8_t> selected,
                                                   float* calibrated) {
  const bool selects = selector.kind != GainSelection::kNone;
  const bool by_threshold = selector.kind == GainSelection::kThreshold && shape.n_channels > 1;
  const std::size_t fixed = shape.n_channels > 1 ? selector.channel : 0;
  const std::size_t n_out = (selects ? 1 : shape.n_channels) * shape.n_pixels;
  for (std::size_t target = 0; target < n_out; ++target) {
    std::size_t source = target;
    if (selects) {
      std::size_t channel = fixed;
      if (by_threshold) {
        const double threshold = selector.threshold[selector.threshold.size() == 1 ? 0 : target];
        channel = exceeds(raw + target * shape.n_samples, shape.n_samples, threshold) ? 1 : 0;
      }
      selected[target] = static_cast<std::uint8_t>(channel);
      source += channel * shape.n_pixels;
    }
    calibrate_pixel(raw + source * shape.n_samples, shape.n_samples, calibration.pedestal[source],
                    calibration.dc_to_pe[source] * calibration.scale, calibration.shift,
                    calibrated + target * shape.n_samples);
  }
}

#if defined(__x86_64__)
template <typename Sample>
__attribute__((target("avx2"))) void calibrate_avx2(const Sample* raw, const WaveformShape& shape,
                                                    const RawCalibration& calibration,
                                                    const GainSelector& selector,
                                                    std::span<std::uint8_t> selected,
                                                    float* calibrated) {
  calibrate_event(raw, shape, calibration, selector, selected, calibrated);
}
#endif

}  // namespace

template <typename Sample>
void calibrate_raw(const Sample* raw, const WaveformShape& shape, const RawCalibration& calibration,
                   const GainSelector& selector, std::span<std::uint8_t> selected,
                   float* calibrated) {
#if defined(__x86_64__)
  if (has_avx2()) {
    calibrate_avx2(raw, shape, calibration, selector, selected, calibrated);
    return;
  }
#endif
  calibrate_event(raw, shape, calibration, selector, selected, calibrated);
}

template void calibrate_raw(const std::uint16_t*, const WaveformShape&, const RawCalibration&,
                            const GainSelector&, std::span<std::uint8_t>, float*);
template void calibrate_raw(const std::uint32_t*, const WaveformShape&, const RawCalibration&,
                            const GainSelector&, std::span<std::uint8_t>, float*);

}  // namespace pe
