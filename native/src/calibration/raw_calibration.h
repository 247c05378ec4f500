// From raw samples (R0) to calibrated waveforms (R1), with the choice of the gain channel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace pe {

// Shape of the waveforms of one telescope event.
struct WaveformShape {
  std::size_t n_channels;
  std::size_t n_pixels;
  std::size_t n_samples;

  std::size_t size() const { return n_channels * n_pixels * n_samples; }
};

// Calibration of one camera; shapes (n_channels, n_pixels).
struct RawCalibration {
  std::span<const float> pedestal;  // per sample [ADC counts]
  std::span<const float> dc_to_pe;  // [p.e. per ADC count]
  float scale = 1.0F;               // extra factor on dc_to_pe
  float shift = 0.0F;               // added to every calibrated sample [p.e.]
};

// How the gain channel of a pixel is chosen.
enum class GainSelection {
  kNone,       // keep all channels
  kThreshold,  // channel 1 where a sample of channel 0 exceeds the threshold
  kManual,     // one channel for all pixels
};

struct GainSelector {
  GainSelection kind = GainSelection::kNone;
  std::span<const double> threshold;  // [ADC counts], one for all pixels or one per pixel
  std::uint8_t channel = 0;           // of kManual
};

// Calibrates one telescope event from raw samples of shape (n_channels, n_pixels, n_samples):
// (raw − pedestal) · (dc_to_pe · scale) + shift. With a selector the gain channel of each pixel is
// chosen first (always 0 for a camera of one channel) and put into `selected` (n_pixels), and
// `calibrated` has shape (1, n_pixels, n_samples); without one, `selected` is not used and all
// channels are calibrated. In float32 for uint16 samples and float64 for uint32 sums (rounded to
// float32 at the end), as numpy promotes these types. Instantiated for these two.
template <typename Sample>
void calibrate_raw(const Sample* raw, const WaveformShape& shape, const RawCalibration& calibration,
                   const GainSelector& selector, std::span<std::uint8_t> selected,
                   float* calibrated);

}  // namespace pe
