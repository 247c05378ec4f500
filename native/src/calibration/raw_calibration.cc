#include "calibration/raw_calibration.h"

#include <algorithm>
#include <type_traits>

#include "numeric/simd.h"

namespace pe {

namespace {

template <typename Sample>
[[gnu::always_inline]] inline void select_by_threshold(const Sample* high, std::size_t n_pixels,
                                                       std::size_t n_samples,
                                                       std::span<const double> threshold,
                                                       std::span<std::uint8_t> selected) {
  for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
    const Sample* samples = high + pixel * n_samples;
    Sample largest = 0;
    for (std::size_t i = 0; i < n_samples; ++i) largest = std::max(largest, samples[i]);
    const double limit = threshold.size() == 1 ? threshold[0] : threshold[pixel];
    selected[pixel] = static_cast<double>(largest) > limit ? 1 : 0;
  }
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
                                                   std::span<const std::uint8_t> selected,
                                                   float* calibrated) {
  const std::size_t n_out = (selected.empty() ? shape.n_channels : 1) * shape.n_pixels;
  for (std::size_t target = 0; target < n_out; ++target) {
    const std::size_t source =
        selected.empty() ? target : selected[target] * shape.n_pixels + target;
    calibrate_pixel(raw + source * shape.n_samples, shape.n_samples, calibration.pedestal[source],
                    calibration.dc_to_pe[source] * calibration.scale, calibration.shift,
                    calibrated + target * shape.n_samples);
  }
}

#if defined(__x86_64__)
template <typename Sample>
__attribute__((target("avx2"))) void select_avx2(const Sample* high, std::size_t n_pixels,
                                                 std::size_t n_samples,
                                                 std::span<const double> threshold,
                                                 std::span<std::uint8_t> selected) {
  select_by_threshold(high, n_pixels, n_samples, threshold, selected);
}

template <typename Sample>
__attribute__((target("avx2"))) void calibrate_avx2(const Sample* raw, const WaveformShape& shape,
                                                    const RawCalibration& calibration,
                                                    std::span<const std::uint8_t> selected,
                                                    float* calibrated) {
  calibrate_event(raw, shape, calibration, selected, calibrated);
}
#endif

}  // namespace

template <typename Sample>
void select_gain(const Sample* raw, const WaveformShape& shape, const GainSelector& selector,
                 std::span<std::uint8_t> selected) {
  if (shape.n_channels == 1 || selector.kind != GainSelection::kThreshold) {
    std::fill(selected.begin(), selected.end(),
              shape.n_channels == 1 ? std::uint8_t{0} : selector.channel);
    return;
  }
#if defined(__x86_64__)
  if (has_avx2()) {
    select_avx2(raw, shape.n_pixels, shape.n_samples, selector.threshold, selected);
    return;
  }
#endif
  select_by_threshold(raw, shape.n_pixels, shape.n_samples, selector.threshold, selected);
}

template <typename Sample>
void calibrate_raw(const Sample* raw, const WaveformShape& shape, const RawCalibration& calibration,
                   std::span<const std::uint8_t> selected, float* calibrated) {
#if defined(__x86_64__)
  if (has_avx2()) {
    calibrate_avx2(raw, shape, calibration, selected, calibrated);
    return;
  }
#endif
  calibrate_event(raw, shape, calibration, selected, calibrated);
}

template void select_gain(const std::uint16_t*, const WaveformShape&, const GainSelector&,
                          std::span<std::uint8_t>);
template void select_gain(const std::uint32_t*, const WaveformShape&, const GainSelector&,
                          std::span<std::uint8_t>);
template void calibrate_raw(const std::uint16_t*, const WaveformShape&, const RawCalibration&,
                            std::span<const std::uint8_t>, float*);
template void calibrate_raw(const std::uint32_t*, const WaveformShape&, const RawCalibration&,
                            std::span<const std::uint8_t>, float*);

}  // namespace pe
