// What every charge extractor has in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "calibration/raw_calibration.h"
#include "extraction/neighbor_peak.h"
#include "image/lts_line.h"

namespace pe {

// Waveforms of one telescope event and what is known of its pixels.
struct ExtractionInput {
  const float* waveforms;  // (n_channels, n_pixels, n_samples)
  WaveformShape shape;
  // Gain channel of each pixel, empty when all channels are there.
  std::span<const std::uint8_t> selected_gain;
  // 1 where a pixel is unusable, shape (n_gains, n_pixels); empty when all are usable.
  std::span<const std::uint8_t> broken;
  // Whether the reference holds these waveforms in float64 (it does so once it has moved them);
  // then what is derived from them is computed in float64 as well.
  bool wide = false;

  const float* samples(std::size_t channel, std::size_t pixel) const {
    return waveforms + (channel * shape.n_pixels + pixel) * shape.n_samples;
  }
};

// What the charges were made of, for those who ask; empty otherwise. Shape (n_channels, n_pixels).
struct WindowOutput {
  std::span<std::int32_t> start;  // first sample of the window
  std::span<std::int32_t> width;  // samples of the window, 0 where no window makes the charge
  // Charge over the sum of the samples in the window; NaN where the charge is no such sum.
  std::span<double> factor;
  // Waveforms that are summed, shape (n_channels, n_pixels, n_samples).
  std::span<float> waveforms;

  bool wanted() const { return !start.empty(); }
};

// Charge [p.e.] and peak time [ns], shape (n_channels, n_pixels).
struct ExtractionOutput {
  std::span<float> image;
  std::span<float> peak_time;
  WindowOutput windows = {};
};

// Memory that extractors use again from event to event; each takes what it needs.
struct ExtractionScratch {
  NeighborPeakScratch neighbor_peaks;
  std::vector<std::int32_t> peaks;
  std::vector<std::int32_t> order;
  std::vector<std::uint8_t> broken;
  std::vector<float> floats;
  std::vector<float> waveforms;
  std::vector<double> doubles;
  std::vector<double> upsampled;
  std::vector<double> clipped;
  std::vector<double> subtracted;
  std::vector<double> edge;
  std::vector<std::uint8_t> mask;
  std::vector<std::int32_t> labels;
  std::vector<double> sums;
  std::vector<double> longitudinal;
  std::vector<double> times;
  LtsLine line;
};

// A configured charge extractor. Used by several threads at once, hence without state of its own.
class Extractor {
 public:
  Extractor() = default;
  Extractor(const Extractor&) = delete;
  Extractor& operator=(const Extractor&) = delete;
  virtual ~Extractor() = default;

  // Fills image and peak time of one telescope event and says whether they are valid.
  virtual bool extract(const ExtractionInput& input, ExtractionScratch& scratch,
                       const ExtractionOutput& output) const = 0;

  // Whether the image holds variances, which have no time and scale with the square of a factor.
  virtual bool gives_variance() const { return false; }
};

// Which samples around a peak are summed: `width` samples from peak − shift, cut at the readout.
struct IntegrationWindow {
  std::int64_t width;
  std::int64_t shift;
};

// Unusable pixels of one channel of the input as one mask (n_pixels) in scratch.broken: the
// selected channel's for gain-selected data. Returns an empty span when all are usable.
std::span<const std::uint8_t> broken_of_channel(const ExtractionInput& input, std::size_t channel,
                                                ExtractionScratch& scratch);

// Multiplies the charges by the correction of each pixel's gain channel; nothing for an empty one.
// In float64, rounded to float32, as the reference does.
void apply_correction(const ExtractionInput& input, std::span<const double> correction,
                      std::span<float> image);

// Tells the windows of the pixels of one channel: of samples around `peaks` (n_pixels), with the
// correction of each pixel's gain channel. Nothing where nobody asks.
void tell_windows(const ExtractionInput& input, std::size_t channel,
                  std::span<const std::int32_t> peaks, const IntegrationWindow& window,
                  std::span<const double> correction, const ExtractionOutput& output);

// Tells the window of one pixel.
void tell_window(const ExtractionInput& input, std::size_t channel, std::size_t pixel,
                 std::int64_t peak, const IntegrationWindow& window,
                 std::span<const double> correction, const ExtractionOutput& output);

}  // namespace pe
