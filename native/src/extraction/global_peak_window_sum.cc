#include <algorithm>
#include <limits>
#include <numeric>

#include "extraction/extractors.h"
#include "extraction/window_sum.h"
#include "numeric/maximum.h"

namespace pe {

namespace {

class GlobalPeakWindowSum : public Extractor {
 public:
  GlobalPeakWindowSum(const ExtractorSetting& setting, const IntegrationWindow& window,
                      double pixel_fraction)
      : setting_(setting), window_(window), pixel_fraction_(pixel_fraction) {}

  bool extract(const ExtractionInput& input, ExtractionScratch& scratch,
               const ExtractionOutput& output) const override {
    const std::size_t n_pixels = input.shape.n_pixels;
    if (pixel_fraction_ != 1.0) find_brightest(input, scratch);
    for (std::size_t channel = 0; channel < input.shape.n_channels; ++channel) {
      const std::int32_t peak = input.wide
                                    ? peak_of_mean(input, channel, scratch, scratch.doubles)
                                    : peak_of_mean(input, channel, scratch, scratch.waveforms);
      scratch.peaks.assign(n_pixels, peak);
      const std::size_t first = channel * n_pixels;
      sum_around_peaks(input.samples(channel, 0), input.shape.n_samples, scratch.peaks, window_,
                       setting_.sampling_rate, output.image.subspan(first, n_pixels),
                       output.peak_time.subspan(first, n_pixels));
      tell_windows(input, channel, scratch.peaks, window_, setting_.correction, output);
    }
    apply_correction(input, setting_.correction, output.image);
    return true;
  }

 private:
  // Puts the pixels with the highest samples of the first channel into scratch.order: highest
  // first, of equals the last. As the reference, which uses them for the other channels too.
  void find_brightest(const ExtractionInput& input, ExtractionScratch& scratch) const {
    const std::size_t n_pixels = input.shape.n_pixels;
    const auto broken = broken_of_channel(input, 0, scratch);
    scratch.floats.resize(n_pixels);
    for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
      float largest = -std::numeric_limits<float>::infinity();
      if (broken.empty() || broken[pixel] == 0) {
        const float* samples = input.samples(0, pixel);
        for (std::size_t k = 0; k < input.shape.n_samples; ++k)
          if (samples[k] > largest) largest = samples[k];
      }
      scratch.floats[pixel] = largest;
    }
    scratch.order.resize(n_pixels);
    std::iota(scratch.order.begin(), scratch.order.end(), 0);
    const auto n_brightest =
        static_cast<std::ptrdiff_t>(pixel_fraction_ * static_cast<double>(n_pixels));
    std::partial_sort(scratch.order.begin(), scratch.order.begin() + n_brightest,
                      scratch.order.end(), [&](std::int32_t a, std::int32_t b) {
                        const float first = scratch.floats[static_cast<std::size_t>(a)];
                        const float second = scratch.floats[static_cast<std::size_t>(b)];
                        return first > second || (first == second && a > b);
                      });
    scratch.order.resize(static_cast<std::size_t>(n_brightest));
  }

  // Peak of the mean waveform, summed pixel after pixel in the precision of the buffer, as numpy.
  template <typename Sample>
  std::int32_t peak_of_mean(const ExtractionInput& input, std::size_t channel,
                            ExtractionScratch& scratch, std::vector<Sample>& mean) const {
    const std::size_t n_samples = input.shape.n_samples;
    mean.assign(n_samples, Sample(0));
    std::size_t count = 0;
    const auto add = [&](std::size_t pixel) {
      const float* samples = input.samples(channel, pixel);
      for (std::size_t k = 0; k < n_samples; ++k) mean[k] += static_cast<Sample>(samples[k]);
      ++count;
    };
    if (pixel_fraction_ != 1.0) {
      for (const std::int32_t pixel : scratch.order) add(static_cast<std::size_t>(pixel));
    } else {
      const auto broken = broken_of_channel(input, channel, scratch);
      for (std::size_t pixel = 0; pixel < input.shape.n_pixels; ++pixel)
        if (broken.empty() || broken[pixel] == 0) add(pixel);
    }
    for (std::size_t k = 0; k < n_samples; ++k)
      mean[k] = static_cast<Sample>(static_cast<double>(mean[k]) / static_cast<double>(count));
    return position_of_maximum(mean.data(), n_samples);
  }

  ExtractorSetting setting_;
  IntegrationWindow window_;
  double pixel_fraction_;
};

}  // namespace

std::unique_ptr<Extractor> global_peak_window_sum(const ExtractorSetting& setting,
                                                  const IntegrationWindow& window,
                                                  double pixel_fraction) {
  return std::make_unique<GlobalPeakWindowSum>(setting, window, pixel_fraction);
}

}  // namespace pe
