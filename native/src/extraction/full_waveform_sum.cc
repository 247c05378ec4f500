#include "extraction/extractors.h"
#include "extraction/window_sum.h"

namespace pe {

namespace {

class FullWaveformSum : public Extractor {
 public:
  explicit FullWaveformSum(const ExtractorSetting& setting) : setting_(setting) {}

  bool extract(const ExtractionInput& input, ExtractionScratch& scratch,
               const ExtractionOutput& output) const override {
    const std::size_t n_samples = input.shape.n_samples;
    scratch.peaks.assign(output.image.size(), 0);
    sum_around_peaks(input.waveforms, n_samples, scratch.peaks,
                     {static_cast<std::int64_t>(n_samples), 0}, setting_.sampling_rate,
                     output.image, output.peak_time);
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
