#include <cmath>

#include "extraction/extractors.h"
#include "extraction/window_sum.h"

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
    scratch.doubles.resize(2 * n_samples + 1);
    double* cumulative = scratch.doubles.data();
    double* sums = cumulative + n_samples + 1;
    const std::size_t n_windows = n_samples - width_ + 1;
    for (std::size_t i = 0; i < output.image.size(); ++i) {
      const float* samples = input.samples(0, i);
      cumulative[0] = 0;
      for (std::size_t k = 0; k < n_samples; ++k)
        cumulative[k + 1] = cumulative[k] + static_cast<double>(samples[k]);
      for (std::size_t k = 0; k < n_windows; ++k) sums[k] = cumulative[k + width_] - cumulative[k];
      const auto start = static_cast<std::size_t>(position_of_maximum(sums, n_windows));
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
      output.image[i] = static_cast<float>(sums[start]);
      output.peak_time[i] =
          static_cast<float>(static_cast<double>(position) / setting_.sampling_rate);
    }
    apply_correction(input, setting_.correction, output.image);
    return true;
  }

 private:
  ExtractorSetting setting_;
  std::size_t width_;
};

}  // namespace

std::unique_ptr<Extractor> sliding_window_max_sum(const ExtractorSetting& setting,
                                                  std::int64_t width) {
  return std::make_unique<SlidingWindowMaxSum>(setting, width);
}

}  // namespace pe
