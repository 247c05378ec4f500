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

}  // namespace pe
