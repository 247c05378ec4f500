#include <algorithm>
#include <cmath>
#include <limits>

#include "extraction/extractors.h"
#include "extraction/window_sum.h"

namespace pe {

namespace {

class FlashCamExtractor : public Extractor {
 public:
  FlashCamExtractor(const ExtractorSetting& setting, const DeconvolutionOptions& options,
                    const DeconvolutionParameters& parameters, std::int32_t local_weight,
                    double neighbor_sum_clipping)
      : setting_(setting),
        options_(options),
        parameters_(parameters),
        local_weight_(local_weight),
        clipping_(neighbor_sum_clipping) {}

  bool extract(const ExtractionInput& input, ExtractionScratch& scratch,
               const ExtractionOutput& output) const override {
    const std::size_t n_pixels = input.shape.n_pixels;
    for (std::size_t channel = 0; channel < input.shape.n_channels; ++channel) {
      const std::size_t first = channel * n_pixels;
      extract_channel(
          input, channel, scratch,
          {output.image.subspan(first, n_pixels), output.peak_time.subspan(first, n_pixels)});
      tell_channel(input, channel, scratch.peaks, output);
    }
    return true;
  }

 private:
  void extract_channel(const ExtractionInput& input, std::size_t channel,
                       ExtractionScratch& scratch, const ExtractionOutput& output) const {
    const std::size_t n_pixels = input.shape.n_pixels;
    const std::size_t n_upsampled = input.shape.n_samples * options_.upsampling;
    const std::size_t n_values = n_pixels * n_upsampled;
    const auto samples_of = [&](std::size_t pixel) {
      return std::span<const float>(input.samples(channel, pixel), input.shape.n_samples);
    };
    scratch.upsampled.resize(n_values);
    for (std::size_t pixel = 0; pixel < n_pixels; ++pixel)
      deconvolve(samples_of(pixel), options_.upsampling, parameters_.pole_zero,
                 std::span(scratch.upsampled).subspan(pixel * n_upsampled, n_upsampled));

    // Bright pixels count less in the sums of their neighbours, negative samples nothing.
    const double* summed = scratch.upsampled.data();
    if (clipping_ != 0 && std::isfinite(clipping_)) {
      scratch.clipped.resize(n_values);
      soft_clip(scratch.upsampled, clipping_, scratch.clipped);
      summed = scratch.clipped.data();
    }
    scratch.peaks.resize(n_pixels);
    // Like the reference, the mask of the channel's number, not of the selected gain.
    const auto broken =
        input.broken.empty() ? input.broken : input.broken.subspan(channel * n_pixels, n_pixels);
    neighbor_peaks(setting_.neighbors, summed, n_upsampled, local_weight_, broken,
                   scratch.neighbor_peaks, scratch.peaks);

    const double rate = setting_.sampling_rate * static_cast<double>(options_.upsampling);
    const IntegrationWindow window{options_.window_width, options_.window_shift};
    const auto last = static_cast<double>(n_upsampled - 1);
    scratch.edge.resize(n_upsampled);
    for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
      float charge = 0;
      float time = 0;
      sum_around_peak(scratch.upsampled.data() + pixel * n_upsampled,
                      static_cast<std::int64_t>(n_upsampled), scratch.peaks[pixel], window, rate,
                      charge, time);
      if (options_.leading_edge_timing) {
        deconvolve(samples_of(pixel), options_.upsampling, 1.0, std::span(scratch.edge));
        const double edge = std::nearbyint(scratch.peaks[pixel] - parameters_.leading_edge_shift);
        const float centroid =
            adaptive_centroid(scratch.edge, static_cast<std::int64_t>(std::clamp(edge, 0.0, last)),
                              options_.leading_edge_rel_descend_limit);
        time = static_cast<float>(static_cast<double>(centroid) / rate);
      }
      if (parameters_.gain != 0)
        charge = static_cast<float>(static_cast<double>(charge) / parameters_.gain);
      output.image[pixel] = charge;
      output.peak_time[pixel] =
          static_cast<float>(static_cast<double>(time) - parameters_.time_shift);
    }
  }

  // The samples that upsampled windows lie in. Charges are no sums of samples as they were read.
  void tell_channel(const ExtractionInput& input, std::size_t channel,
                    std::span<const std::int32_t> peaks, const ExtractionOutput& output) const {
    if (!output.windows.wanted()) return;
    const auto factor = static_cast<std::int64_t>(options_.upsampling);
    const auto n_upsampled = static_cast<std::int64_t>(input.shape.n_samples) * factor;
    for (std::size_t pixel = 0; pixel < peaks.size(); ++pixel) {
      const std::int64_t first = peaks[pixel] - options_.window_shift;
      const std::int64_t start = std::clamp<std::int64_t>(first, 0, n_upsampled);
      const std::int64_t end = std::clamp(first + options_.window_width, start, n_upsampled);
      const std::size_t i = channel * input.shape.n_pixels + pixel;
      output.windows.start[i] = static_cast<std::int32_t>(start / factor);
      output.windows.width[i] =
          static_cast<std::int32_t>((end + factor - 1) / factor - start / factor);
      output.windows.factor[i] = std::numeric_limits<double>::quiet_NaN();
    }
  }

  ExtractorSetting setting_;
  DeconvolutionOptions options_;
  DeconvolutionParameters parameters_;
  std::int32_t local_weight_;
  double clipping_;
};

}  // namespace

std::unique_ptr<Extractor> flashcam_extractor(const ExtractorSetting& setting,
                                              const DeconvolutionOptions& options,
                                              const DeconvolutionParameters& parameters,
                                              std::int32_t local_weight,
                                              double neighbor_sum_clipping) {
  return std::make_unique<FlashCamExtractor>(setting, options, parameters, local_weight,
                                             neighbor_sum_clipping);
}

}  // namespace pe
