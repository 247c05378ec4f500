#include "extraction/neighbor_peak_window_sum.h"

#include <type_traits>

#include "extraction/extractors.h"
#include "extraction/neighbor_peak.h"
#include "extraction/window_sum.h"

namespace pe {

template <typename Sample>
void sum_around_neighbor_peaks(const ExtractorSetting& setting, const IntegrationWindow& window,
                               std::int32_t local_weight, const ExtractionInput& input,
                               const Sample* waveforms, ExtractionScratch& scratch,
                               const ExtractionOutput& output) {
  const std::size_t n_pixels = input.shape.n_pixels;
  const auto n_samples = static_cast<std::int64_t>(input.shape.n_samples);
  scratch.peaks.resize(n_pixels);
  for (std::size_t channel = 0; channel < input.shape.n_channels; ++channel) {
    const Sample* first = waveforms + channel * n_pixels * input.shape.n_samples;
    neighbor_peaks(setting.neighbors, first, input.shape.n_samples, local_weight,
                   broken_of_channel(input, channel, scratch), scratch.neighbor_peaks,
                   scratch.peaks);
    const std::size_t i = channel * n_pixels;
    if constexpr (std::is_same_v<Sample, float>) {
      sum_around_peaks(first, input.shape.n_samples, scratch.peaks, window, setting.sampling_rate,
                       output.image.subspan(i, n_pixels), output.peak_time.subspan(i, n_pixels));
    } else {
      for (std::size_t pixel = 0; pixel < n_pixels; ++pixel)
        sum_around_peak(first + pixel * input.shape.n_samples, n_samples, scratch.peaks[pixel],
                        window, setting.sampling_rate, output.image[i + pixel],
                        output.peak_time[i + pixel]);
    }
    tell_windows(input, channel, scratch.peaks, window, setting.correction, output);
  }
  apply_correction(input, setting.correction, output.image);
}

template void sum_around_neighbor_peaks(const ExtractorSetting&, const IntegrationWindow&,
                                        std::int32_t, const ExtractionInput&, const float*,
                                        ExtractionScratch&, const ExtractionOutput&);
template void sum_around_neighbor_peaks(const ExtractorSetting&, const IntegrationWindow&,
                                        std::int32_t, const ExtractionInput&, const double*,
                                        ExtractionScratch&, const ExtractionOutput&);

namespace {

class NeighborPeakWindowSum : public Extractor {
 public:
  NeighborPeakWindowSum(const ExtractorSetting& setting, const IntegrationWindow& window,
                        std::int32_t local_weight)
      : setting_(setting), window_(window), local_weight_(local_weight) {}

  bool extract(const ExtractionInput& input, ExtractionScratch& scratch,
               const ExtractionOutput& output) const override {
    sum_around_neighbor_peaks(setting_, window_, local_weight_, input, input.waveforms, scratch,
                              output);
    return true;
  }

 private:
  ExtractorSetting setting_;
  IntegrationWindow window_;
  std::int32_t local_weight_;
};

}  // namespace

std::unique_ptr<Extractor> neighbor_peak_window_sum(const ExtractorSetting& setting,
                                                    const IntegrationWindow& window,
                                                    std::int32_t local_weight) {
  return std::make_unique<NeighborPeakWindowSum>(setting, window, local_weight);
}

}  // namespace pe
