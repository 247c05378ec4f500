#include "extraction/extractors.h"
#include "extraction/window_sum.h"

namespace pe {

namespace {

class FixedWindowSum : public Extractor {
 public:
  FixedWindowSum(const ExtractorSetting& setting, std::int64_t peak,
                 const IntegrationWindow& window)
      : setting_(setting), peak_(peak), window_(window) {}

  bool extract(const ExtractionInput& input, ExtractionScratch&,
               const ExtractionOutput& output) const override {
    const auto n_samples = static_cast<std::int64_t>(input.shape.n_samples);
    for (std::size_t i = 0; i < output.image.size(); ++i)
      sum_around_peak(input.samples(0, i), n_samples, peak_, window_, setting_.sampling_rate,
                      output.image[i], output.peak_time[i]);
    apply_correction(input, setting_.correction, output.image);
    return true;
  }

 private:
  ExtractorSetting setting_;
  std::int64_t peak_;
  IntegrationWindow window_;
};

}  // namespace

std::unique_ptr<Extractor> fixed_window_sum(const ExtractorSetting& setting, std::int64_t peak,
                                            const IntegrationWindow& window) {
  return std::make_unique<FixedWindowSum>(setting, peak, window);
}

}  // namespace pe
