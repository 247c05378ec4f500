#include <algorithm>

#include "extraction/extractors.h"
#include "numeric/maximum.h"

namespace pe {

namespace {

class SlidingWindowMaxSum : public Extractor {
 public:
  SlidingWindowMaxSum(const ExtractorSetting& setting, std::int64_t width)
      : setting_(setting), width_(static_cast<std::size_t>(width)) {}

  // The window is found on differences of cumulative sums, as in the reference, so that the same
  // one is chosen among windows of equal sums (digitised samples make them often).
  bool extract(const ExtractionInput& input, ExtractionScratch& scratch,
               const ExtractionOutput& output) const override {
    const std::size_t n_samples = input.shape.n_samples;
    const std::size_t stride = n_samples + 1;
    scratch.doubles.resize((kTogether + 1) * stride);
    double* sums = scratch.doubles.data() + kTogether * stride;
    for (std::size_t first = 0; first < output.image.size(); first += kTogether) {
      const std::size_t n_pixels = std::min(kTogether, output.image.size() - first);
      accumulate(input.samples(0, first), n_pixels, n_samples, scratch.doubles.data());
      for (std::size_t k = 0; k < n_pixels; ++k) {
        const std::size_t i = first + k;
        const std::size_t start =
            slide(input.samples(0, i), n_samples, scratch.doubles.data() + k * stride, sums,
                  output.image[i], output.peak_time[i]);
        tell_window(input, i / input.shape.n_pixels, i % input.shape.n_pixels,
                    static_cast<std::int64_t>(start), {static_cast<std::int64_t>(width_), 0},
                    setting_.correction, output);
      }
    }
    apply_correction(input, setting_.correction, output.image);
    return true;
  }

 private:
  // Pixels whose sums are accumulated side by side, so that one addition need not wait for another.
  static constexpr std::size_t kTogether = 8;

  static void accumulate(const float* samples, std::size_t n_pixels, std::size_t n_samples,
                         double* cumulative) {
    const std::size_t stride = n_samples + 1;
    double total[kTogether] = {};
    for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) cumulative[pixel * stride] = 0;
    if (n_pixels == kTogether) {
      for (std::size_t k = 0; k < n_samples; ++k)
        for (std::size_t pixel = 0; pixel < kTogether; ++pixel) {
          total[pixel] += static_cast<double>(samples[pixel * n_samples + k]);
          cumulative[pixel * stride + k + 1] = total[pixel];
        }
      return;
    }
    for (std::size_t pixel = 0; pixel < n_pixels; ++pixel)
      for (std::size_t k = 0; k < n_samples; ++k) {
        total[pixel] += static_cast<double>(samples[pixel * n_samples + k]);
        cumulative[pixel * stride + k + 1] = total[pixel];
      }
  }

  // Returns the first sample of the window.
  std::size_t slide(const float* samples, std::size_t n_samples, const double* cumulative,
                    double* sums, float& charge, float& peak_time) const {
    const std::size_t n_windows = n_samples - width_ + 1;
    for (std::size_t k = 0; k < n_windows; ++k) sums[k] = cumulative[k + width_] - cumulative[k];
    const auto start = static_cast<std::size_t>(find_maximum(sums, n_windows));
    double weighted = 0;
    double weights = 0;
    for (std::size_t k = start; k < start + width_; ++k) {
      const double positive = samples[k] > 0 ? static_cast<double>(samples[k]) : 0;
      weighted += positive * static_cast<double>(k);
      weights += positive;
    }
    const auto position = static_cast<float>(weights > 0 ? weighted / weights
                                                         : static_cast<double>(start) +
                                                               0.5 * static_cast<double>(width_));
    charge = static_cast<float>(sums[start]);
    peak_time = static_cast<float>(static_cast<double>(position) / setting_.sampling_rate);
    return start;
  }

  ExtractorSetting setting_;
  std::size_t width_;
};

}  // namespace

std::unique_ptr<Extractor> sliding_window_max_sum(const ExtractorSetting& setting,
                                                  std::int64_t width) {
  return std::make_unique<SlidingWindowMaxSum>(setting, width);
}

}  // namespace pe
