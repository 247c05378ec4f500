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
    const IntegrationWindow window{static_cast<std::int64_t>(n_samples), 0};
    scratch.peaks.assign(output.image.size(), 0);
    sum_around_peaks(input.waveforms, n_samples, scratch.peaks, window, setting_.sampling_rate,
                     output.image, output.peak_time);
    for (std::size_t channel = 0; channel < input.shape.n_channels; ++channel)
      tell_windows(input, channel, std::span(scratch.peaks).first(input.shape.n_pixels), window, {},
                   output);
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
