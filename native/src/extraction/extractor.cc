#include "extraction/extractor.h"

#include <algorithm>

namespace pe {

std::span<const std::uint8_t> broken_of_channel(const ExtractionInput& input, std::size_t channel,
                                                ExtractionScratch& scratch) {
  if (input.broken.empty()) return {};
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
  for (std::size_t i = 0; i < image.size(); ++i) {
    const std::size_t gain =
        input.selected_gain.empty() ? i / n_pixels : input.selected_gain[i % n_pixels];
    image[i] = static_cast<float>(static_cast<double>(image[i]) * correction[gain]);
  }
}

}  // namespace pe
