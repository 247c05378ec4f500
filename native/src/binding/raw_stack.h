// Raw waveforms of a stack of telescope events as the calibration kernels get them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "binding/task.h"
#include "calibration/raw_calibration.h"

namespace pe::binding {

// Views of one stack: raw samples (n_rows, n_channels, n_pixels, n_samples), one table (n_channels,
// n_pixels) of each calibration and the calibration (slot) of each row.
struct RawStack {
  std::span<const std::uint16_t> samples;  // one of the two is empty
  std::span<const std::uint32_t> sums;
  WaveformShape shape;
  std::span<const std::uint16_t> slots;
  std::vector<std::span<const float>> pedestal;
  std::vector<std::span<const float>> dc_to_pe;
  float scale;
  float shift;
  GainSelector selector;
  std::span<std::uint8_t> selected;  // filled, (n_rows, n_pixels); empty when nothing is selected

  std::size_t n_channels_out() const { return selected.empty() ? shape.n_channels : 1; }
  std::size_t size_out() const { return n_channels_out() * shape.n_pixels * shape.n_samples; }

  // Chooses the gain channels of one row and calibrates it into `calibrated`.
  void calibrate_row(std::size_t row, float* calibrated) const;
};

// Shape of the waveforms of a stack.
WaveformShape read_shape(const Arguments& arguments);

RawStack read_raw_stack(Arguments& arguments);

}  // namespace pe::binding
