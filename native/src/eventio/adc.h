// ADC sums (object type 2012) and samples (type 2013) of one telescope.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "eventio/byte_reader.h"

namespace pe::eventio {

// Shape of the result of one object: (n_channels, n_pixels, n_samples).
struct AdcShape {
  std::size_t n_channels;
  std::size_t n_pixels;
  std::size_t n_samples;
  std::size_t size() const { return n_channels * n_pixels * n_samples; }
};

// Decodes the samples of one object into `samples`, shape as given; pixels that were suppressed are
// zero. id: identifier of the object, which holds the flags (bits 0-4 zero suppression, 5-9 data
// reduction, 10 pixel list known from elsewhere). Version 3; every zero suppression; other
// reduction modes are unsupported, as in the reference. `samples` need not be cleared before;
// unless kOk is returned it is zero.
Status decode_adc_samples(std::span<const std::uint8_t> payload, std::uint32_t id,
                          std::uint32_t version, const AdcShape& shape,
                          std::span<std::uint16_t> samples);

// As above for sums, shape (n_channels, n_pixels); zero suppression modes 0 (none),
// 1 (bit patterns) and 2 (pixel list, with short amplitudes).
Status decode_adc_sums(std::span<const std::uint8_t> payload, std::uint32_t id,
                       std::uint32_t version, const AdcShape& shape, std::span<std::uint32_t> sums);

}  // namespace pe::eventio
