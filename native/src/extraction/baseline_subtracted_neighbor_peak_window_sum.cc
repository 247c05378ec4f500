#include <algorithm>

#include "extraction/extractors.h"
#include "extraction/neighbor_peak_window_sum.h"
#include "image/pairwise_sum.h"

namespace pe {

namespace {

class BaselineSubtractedNeighborPeakWindowSum : public Extractor {
 public:
  BaselineSubtractedNeighborPeakWindowSum(const ExtractorSetting& setting,
                                          const IntegrationWindow& window,
                                          std::int32_t local_weight, std::size_t baseline_start,
                                          std::size_t baseline_end)
      : setting_(setting),
        window_(window),
        local_weight_(local_weight),
        start_(baseline_start),
        end_(baseline_end) {}

  bool extract(const ExtractionInput& input, ExtractionScratch& scratch,
               const ExtractionOutput& output) const override {
    if (input.wide)
      subtract_and_sum(input, scratch.subtracted, scratch, output);
    else
      subtract_and_sum(input, scratch.floats, scratch, output);
    return true;
  }

 private:
  template <typename Sample>
  void subtract_and_sum(const ExtractionInput& input, std::vector<Sample>& subtracted,
                        ExtractionScratch& scratch, const ExtractionOutput& output) const {
    const std::size_t n_samples = input.shape.n_samples;
    const std::size_t n_baseline = end_ - start_;
    subtracted.assign(input.waveforms, input.waveforms + input.shape.size());
    for (std::size_t i = 0; i < output.image.size(); ++i) {
      Sample* samples = subtracted.data() + i * n_samples;
      const Sample baseline =
          pairwise_sum<Sample>(start_, n_baseline,
                               [samples](std::size_t k) { return samples[k]; }) /
          static_cast<Sample>(n_baseline);
      for (std::size_t k = 0; k < n_samples; ++k) samples[k] -= baseline;
    }
    std::ranges::transform(std::span(subtracted).first(output.windows.waveforms.size()),
                           output.windows.waveforms.begin(),
                           [](Sample sample) { return static_cast<float>(sample); });
    sum_around_neighbor_peaks(setting_, window_, local_weight_, input, subtracted.data(), scratch,
                              output);
  }

  ExtractorSetting setting_;
  IntegrationWindow window_;
  std::int32_t local_weight_;
  std::size_t start_;
  std::size_t end_;
};

}  // namespace

std::unique_ptr<Extractor> baseline_subtracted_neighbor_peak_window_sum(
    const ExtractorSetting& setting, const IntegrationWindow& window, std::int32_t local_weight,
    std::size_t baseline_start, std::size_t baseline_end) {
  return std::make_unique<BaselineSubtractedNeighborPeakWindowSum>(setting, window, local_weight,
                                                                   baseline_start, baseline_end);
}

}  // namespace pe
