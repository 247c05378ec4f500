// Corrections of waveforms, times and images pixel by pixel around the charge extraction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "calibration/raw_calibration.h"
#include "image/neighbors.h"

namespace pe {

// Value of a table of shape (n_gains, n_pixels) that belongs to one (channel, pixel) of the data.
template <typename T>
T value_of_gain(std::span<const T> table, std::span<const std::uint8_t> selected_gain,
                std::size_t n_pixels, std::size_t channel, std::size_t pixel) {
  const std::size_t gain = selected_gain.empty() ? channel : selected_gain[pixel];
  return table[gain * n_pixels + pixel];
}

// Subtracts the remaining pedestal of each pixel, table of shape (n_gains, n_pixels).
void subtract_pedestal(const WaveformShape& shape, std::span<const float> pedestal_offset,
                       std::span<const std::uint8_t> selected_gain, float* waveforms);

// Moves each waveform to the left by its time shift [ns] less the mean of the channel, rounded to
// whole samples; the first or last sample is repeated where samples are missing. What is left of
// the shift [ns] goes to `remaining`, shape (n_channels, n_pixels). `scratch` (n_samples). As
// ctapipe.calib.camera.calibrator.shift_waveforms.
void shift_waveforms(const WaveformShape& shape, std::span<const float> time_shift,
                     std::span<const std::uint8_t> selected_gain, double sampling_rate,
                     float* waveforms, std::span<double> remaining, std::span<float> scratch);

// Replaces the values of the pixels in `invalid` (n_pixels) by the mean over their other
// neighbours, 0 where there is none. As ctapipe.image.invalid_pixels.NeighborAverage, in the
// precision of T.
template <typename T>
void average_neighbors(const Neighbors& neighbors, std::span<const std::uint8_t> invalid,
                       std::span<T> values);

}  // namespace pe
