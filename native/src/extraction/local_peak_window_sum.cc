#include "extraction/extractors.h"
#include "extraction/window_sum.h"

namespace pe {

namespace {

class LocalPeakWindowSum : public Extractor {
 public:
  LocalPeakWindowSum(const ExtractorSetting& setting, const IntegrationWindow& window)
      : setting_(setting), window_(window) {}

  bool extract(const ExtractionInput& input, ExtractionScratch&,
               const ExtractionOutput& output) const override {
    const auto n_samples = static_cast<std::int64_t>(input.shape.n_samples);
    for (std::size_t i = 0; i < output.image.size(); ++i) {
      const float* samples = input.samples(0, i);
      const std::int32_t peak = position_of_maximum(samples, input.shape.n_samples);
      sum_around_peak(samples, n_samples, peak, window_, setting_.sampling_rate, output.image[i],
                      output.peak_time[i]);
    }
    apply_correction(input, setting_.correction, output.image);
    return true;
  }

 private:
  ExtractorSetting setting_;
  IntegrationWindow window_;
};

}  // namespace

std::unique_ptr<Extractor> local_peak_window_sum(const ExtractorSetting& setting,
                                                 const IntegrationWindow& window) {
  return std::make_unique<LocalPeakWindowSum>(setting, window);
}

}  // namespace pe
