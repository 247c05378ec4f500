#include "calibration/pixel_corrections.h"

#include <algorithm>
#include <cmath>

#include "image/pairwise_sum.h"

namespace pe {

void subtract_pedestal(const WaveformShape& shape, std::span<const float> pedestal_offset,
                       std::span<const std::uint8_t> selected_gain, float* waveforms) {
  for (std::size_t channel = 0; channel < shape.n_channels; ++channel) {
    for (std::size_t pixel = 0; pixel < shape.n_pixels; ++pixel) {
      const float pedestal =
          value_of_gain(pedestal_offset, selected_gain, shape.n_pixels, channel, pixel);
      float* samples = waveforms + (channel * shape.n_pixels + pixel) * shape.n_samples;
      for (std::size_t i = 0; i < shape.n_samples; ++i) samples[i] -= pedestal;
    }
  }
}

void shift_waveforms(const WaveformShape& shape, std::span<const float> time_shift,
                     std::span<const std::uint8_t> selected_gain, double sampling_rate,
                     float* waveforms, std::span<double> remaining, std::span<float> scratch) {
  const auto last = static_cast<std::int64_t>(shape.n_samples) - 1;
  for (std::size_t channel = 0; channel < shape.n_channels; ++channel) {
    double* shift = remaining.data() + channel * shape.n_pixels;
    for (std::size_t pixel = 0; pixel < shape.n_pixels; ++pixel)
      shift[pixel] = static_cast<double>(
                         value_of_gain(time_shift, selected_gain, shape.n_pixels, channel, pixel)) *
                     sampling_rate;
    const double mean =
        pairwise_sum<double>(0, shape.n_pixels, [shift](std::size_t i) { return shift[i]; }) /
        static_cast<double>(shape.n_pixels);
    for (std::size_t pixel = 0; pixel < shape.n_pixels; ++pixel) {
      // A shift that is no number, or absurd, moves nothing.
      const double rounded = std::nearbyint(shift[pixel] - mean);
      const double whole = std::abs(rounded) <= 32767 ? rounded : 0;
      const auto offset = static_cast<std::int64_t>(whole);
      float* samples = waveforms + (channel * shape.n_pixels + pixel) * shape.n_samples;
      std::copy_n(samples, shape.n_samples, scratch.begin());
      for (std::int64_t i = 0; i <= last; ++i)
        samples[i] =
            scratch[static_cast<std::size_t>(std::clamp<std::int64_t>(i + offset, 0, last))];
      shift[pixel] = (shift[pixel] - whole) / sampling_rate;
    }
  }
}

template <typename T>
void average_neighbors(const Neighbors& neighbors, std::span<const std::uint8_t> invalid,
                       std::span<T> values) {
  for (std::size_t pixel = 0; pixel < values.size(); ++pixel) {
    if (invalid[pixel] == 0) continue;
    T sum = 0;
    std::size_t count = 0;
    for (const std::int32_t neighbor : neighbors.of(pixel)) {
      const auto other = static_cast<std::size_t>(neighbor);
      if (invalid[other] != 0) continue;
      sum += values[other];
      ++count;
    }
    values[pixel] =
        count == 0 ? T(0) : static_cast<T>(static_cast<double>(sum) / static_cast<double>(count));
  }
}

template void average_neighbors(const Neighbors&, std::span<const std::uint8_t>, std::span<float>);
template void average_neighbors(const Neighbors&, std::span<const std::uint8_t>, std::span<double>);

}  // namespace pe
