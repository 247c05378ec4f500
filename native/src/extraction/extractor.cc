#include "extraction/extractor.h"

#include <algorithm>

#include "numeric/any_set.h"

namespace pe {

std::span<const std::uint8_t> broken_of_channel(const ExtractionInput& input, std::size_t channel,
                                                ExtractionScratch& scratch) {
  if (!any_set(input.broken)) return {};
  const std::size_t n_pixels = input.shape.n_pixels;
  scratch.broken.resize(n_pixels);
  bool any = false;
  for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
    const std::size_t gain = input.selected_gain.empty() ? channel : input.selected_gain[pixel];
    scratch.broken[pixel] = input.broken[gain * n_pixels + pixel];
    any = any || scratch.broken[pixel] != 0;
  }
  if (!any) return {};
  return scratch.broken;
}

void apply_correction(const ExtractionInput& input, std::span<const double> correction,
                      std::span<float> image) {
  if (correction.empty()) return;
  const std::size_t n_pixels = input.shape.n_pixels;
  for (std::size_t channel = 0; channel < input.shape.n_channels; ++channel) {
    float* charges = image.data() + channel * n_pixels;
    for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
      const std::size_t gain = input.selected_gain.empty() ? channel : input.selected_gain[pixel];
      charges[pixel] = static_cast<float>(static_cast<double>(charges[pixel]) * correction[gain]);
    }
  }
}

void tell_window(const ExtractionInput& input, std::size_t channel, std::size_t pixel,
                 std::int64_t peak, const IntegrationWindow& window,
                 std::span<const double> correction, const ExtractionOutput& output) {
  if (!output.windows.wanted()) return;
  const auto n_samples = static_cast<std::int64_t>(input.shape.n_samples);
  const std::int64_t first = peak - window.shift;
  const std::int64_t start = std::clamp<std::int64_t>(first, 0, n_samples);
  const std::int64_t end = std::clamp(first + window.width, start, n_samples);
  const std::size_t i = channel * input.shape.n_pixels + pixel;
  const std::size_t gain = input.selected_gain.empty() ? channel : input.selected_gain[pixel];
  output.windows.start[i] = static_cast<std::int32_t>(start);
  output.windows.width[i] = static_cast<std::int32_t>(end - start);
  output.windows.factor[i] = correction.empty() ? 1.0 : correction[gain];
}

void tell_windows(const ExtractionInput& input, std::size_t channel,
                  std::span<const std::int32_t> peaks, const IntegrationWindow& window,
                  std::span<const double> correction, const ExtractionOutput& output) {
  if (!output.windows.wanted()) return;
  for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel)
    tell_window(input, channel, pixel, peaks[pixel], window, correction, output);
}

}  // namespace pe
