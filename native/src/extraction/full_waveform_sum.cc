#include "extraction/extractors.h"
#include "extraction/window_sum.h"

namespace pe {

namespace {

class FullWaveformSum : public Extractor {
 public:
  explicit FullWaveformSum(const ExtractorSetting& setting) : setting_(setting) {}

  bool extract(const ExtractionInput& input, ExtractionScratch&,
               const ExtractionOutput& output) const override {
    const auto n_samples = static_cast<std::int64_t>(input.shape.n_samples);
    for (std::size_t i = 0; i < output.image.size(); ++i)
      sum_around_peak(input.samples(0, i), n_samples, 0, {n_samples, 0}, setting_.sampling_rate,
                      output.image[i], output.peak_time[i]);
    return true;
  }

 private:
  ExtractorSetting setting_;
};

}  // namespace

std::unique_ptr<Extractor> full_waveform_sum(const ExtractorSetting& setting) {
  return std::make_unique<FullWaveformSum>(setting);
}

}  // namespace pe
