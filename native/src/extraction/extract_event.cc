#include "extraction/extract_event.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "calibration/pixel_corrections.h"
#include "numeric/any_set.h"

namespace pe {

float* EventScratch::calibrated(std::size_t n) {
  constexpr std::size_t border = 64;
  calibrated_storage.resize(n + border / sizeof(float));
  void* start = calibrated_storage.data();
  std::size_t space = calibrated_storage.size() * sizeof(float);
  return static_cast<float*>(std::align(border, n * sizeof(float), start, space));
}

namespace {

// Charges of unusable pixels are made of those of their neighbours.
void forget_windows(const WindowOutput& windows, std::size_t first,
                    std::span<const std::uint8_t> invalid) {
  for (std::size_t pixel = 0; pixel < invalid.size(); ++pixel) {
    if (invalid[pixel] == 0) continue;
    windows.width[first + pixel] = 0;
    windows.factor[first + pixel] = std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

bool extract_event(const Extractor& extractor, const Neighbors& neighbors, double sampling_rate,
                   const ExtractionInput& input, const EventCorrections& corrections,
                   EventScratch& scratch, const ExtractionOutput& output) {
  const WaveformShape& shape = input.shape;
  const bool single_sample = shape.n_samples == 1;
  const bool move =
      !single_sample && corrections.shift_waveforms && !corrections.time_shift.empty();
  ExtractionInput corrected = input;
  const WindowOutput& windows = output.windows;
  if (move || !corrections.pedestal_offset.empty()) {
    scratch.corrected.assign(input.waveforms, input.waveforms + shape.size());
    corrected.waveforms = scratch.corrected.data();
  }
  if (!corrections.pedestal_offset.empty())
    subtract_pedestal(shape, corrections.pedestal_offset, input.selected_gain,
                      scratch.corrected.data());

  bool valid = true;
  bool has_times = true;
  bool squared = false;
  if (single_sample) {
    std::copy_n(corrected.waveforms, shape.size(), output.image.begin());
    std::fill(output.peak_time.begin(), output.peak_time.end(), 0.0F);
    if (windows.wanted()) {
      std::ranges::copy(output.image, windows.waveforms.begin());
      std::ranges::fill(windows.width, 1);
      std::ranges::fill(windows.factor, 1.0);
    }
  } else {
    if (move) {
      corrected.wide = true;
      scratch.remaining_shift.resize(output.image.size());
      scratch.samples.resize(shape.n_samples);
      shift_waveforms(shape, corrections.time_shift, input.selected_gain, sampling_rate,
                      scratch.corrected.data(), scratch.remaining_shift, scratch.samples);
    }
    std::copy_n(corrected.waveforms, windows.waveforms.size(), windows.waveforms.begin());
    valid = extractor.extract(corrected, scratch.extraction, output);
    squared = extractor.gives_variance();
    has_times = !squared;
    if (has_times && corrections.shift_peak_times && !corrections.time_shift.empty()) {
      for (std::size_t channel = 0; channel < shape.n_channels; ++channel) {
        for (std::size_t pixel = 0; pixel < shape.n_pixels; ++pixel) {
          const std::size_t i = channel * shape.n_pixels + pixel;
          const double shift =
              move ? scratch.remaining_shift[i]
                   : static_cast<double>(value_of_gain(corrections.time_shift, input.selected_gain,
                                                       shape.n_pixels, channel, pixel));
          output.peak_time[i] =
              static_cast<float>(static_cast<double>(output.peak_time[i]) - shift);
        }
      }
    }
  }

  if (!corrections.factor.empty()) {
    for (std::size_t channel = 0; channel < shape.n_channels; ++channel) {
      for (std::size_t pixel = 0; pixel < shape.n_pixels; ++pixel) {
        const float factor =
            value_of_gain(corrections.factor, input.selected_gain, shape.n_pixels, channel, pixel);
        output.image[channel * shape.n_pixels + pixel] *= squared ? factor * factor : factor;
        if (windows.wanted()) windows.factor[channel * shape.n_pixels + pixel] *= factor;
      }
    }
  }

  if (corrections.average_outliers && !corrections.outliers.empty()) {
    for (std::size_t channel = 0; channel < shape.n_channels; ++channel) {
      const std::size_t first = channel * shape.n_pixels;
      const auto invalid = corrections.outliers.subspan(first, shape.n_pixels);
      if (!any_set(invalid)) continue;
      if (windows.wanted()) forget_windows(windows, first, invalid);
      average_neighbors(neighbors, invalid, output.image.subspan(first, shape.n_pixels));
      if (has_times)
        average_neighbors(neighbors, invalid, output.peak_time.subspan(first, shape.n_pixels));
    }
  }
  return valid;
}

}  // namespace pe
