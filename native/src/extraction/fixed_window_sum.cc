#include "extraction/extractors.h"
#include "extraction/window_sum.h"

namespace pe {

namespace {

class FixedWindowSum : public Extractor {
 public:
  FixedWindowSum(const ExtractorSetting& setting, std::int32_t peak,
                 const IntegrationWindow& window)
      : setting_(setting), peak_(peak), window_(window) {}

  bool extract(const ExtractionInput& input, ExtractionScratch& scratch,
               const ExtractionOutput& output) const override {
    scratch.peaks.assign(output.image.size(), peak_);
    sum_around_peaks(input.waveforms, input.shape.n_samples, scratch.peaks, window_,
                     setting_.sampling_rate, output.image, output.peak_time);
    apply_correction(input, setting_.correction, output.image);
    const std::size_t n_pixels = input.shape.n_pixels;
    for (std::size_t channel = 0; channel < input.shape.n_channels; ++channel)
      tell_windows(input, channel, std::span(scratch.peaks).first(n_pixels), window_,
                   setting_.correction, output);
    return true;
  }

 private:
  ExtractorSetting setting_;
  std::int32_t peak_;
  IntegrationWindow window_;
};

}  // namespace

std::unique_ptr<Extractor> fixed_window_sum(const ExtractorSetting& setting, std::int32_t peak,
                                            const IntegrationWindow& window) {
  return std::make_unique<FixedWindowSum>(setting, peak, window);
}

}  // namespace pe
