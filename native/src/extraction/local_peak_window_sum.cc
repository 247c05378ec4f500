#include "extraction/extractors.h"
#include "extraction/window_sum.h"
#include "numeric/maximum.h"

namespace pe {

namespace {

class LocalPeakWindowSum : public Extractor {
 public:
  LocalPeakWindowSum(const ExtractorSetting& setting, const IntegrationWindow& window)
      : setting_(setting), window_(window) {}

  bool extract(const ExtractionInput& input, ExtractionScratch& scratch,
               const ExtractionOutput& output) const override {
    const std::size_t n_samples = input.shape.n_samples;
    scratch.peaks.resize(output.image.size());
    find_maxima(input.waveforms, n_samples, scratch.peaks);
    sum_around_peaks(input.waveforms, n_samples, scratch.peaks, window_, setting_.sampling_rate,
                     output.image, output.peak_time);
    apply_correction(input, setting_.correction, output.image);
    const std::size_t n_pixels = input.shape.n_pixels;
    for (std::size_t channel = 0; channel < input.shape.n_channels; ++channel)
      tell_windows(input, channel, std::span(scratch.peaks).subspan(channel * n_pixels, n_pixels),
                   window_, setting_.correction, output);
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
