#include <algorithm>
#include <cmath>
#include <limits>

#include "extraction/extractors.h"

namespace pe {

namespace {

class VarianceExtractor : public Extractor {
 public:
  // Population variance of the samples that are numbers; NaN where there is none.
  bool extract(const ExtractionInput& input, ExtractionScratch&,
               const ExtractionOutput& output) const override {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    std::fill(output.peak_time.begin(), output.peak_time.end(), nan);
    bool any_finite = false;
    for (std::size_t i = 0; i < output.image.size(); ++i) {
      const std::span<const float> samples(input.samples(0, i), input.shape.n_samples);
      double sum = 0;
      std::size_t count = 0;
      for (const float sample : samples) {
        if (std::isnan(sample)) continue;
        sum += static_cast<double>(sample);
        ++count;
      }
      const double mean = sum / static_cast<double>(count);
      double squares = 0;
      for (const float sample : samples) {
        if (std::isnan(sample)) continue;
        const double deviation = static_cast<double>(sample) - mean;
        squares += deviation * deviation;
      }
      output.image[i] = count == 0 ? nan : static_cast<float>(squares / static_cast<double>(count));
      any_finite = any_finite || std::isfinite(output.image[i]);
    }
    return any_finite;
  }

  bool gives_variance() const override { return true; }
};

}  // namespace

std::unique_ptr<Extractor> variance_extractor() { return std::make_unique<VarianceExtractor>(); }

}  // namespace pe
