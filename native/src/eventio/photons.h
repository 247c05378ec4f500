// Cherenkov photon bunches (object type 1205).
#pragma once

#include <cstdint>
#include <span>

#include "eventio/byte_reader.h"

namespace pe::eventio {

// Columns of a bunch: x, y, cx, cy, time, emission height, photons, wavelength.
constexpr std::size_t kBunchColumns = 8;

// Decodes the bunches behind the 12-byte head of an object into columns, shape (8, n_bunches). The
// compact form (16-bit numbers) is scaled to cm, ns, photons; cosines are limited to -1 ... 1. With
// `split_emitters` bunches of wavelength 9999, which describe the emitting particle, go behind all
// others, in their order. Returns kDamaged when the bunches are not all there. n_emitters: number
// of bunches that describe emitters. Method: IACT/ATMO package (Bernloehr 2008), as eventio's
// Photons.
Status decode_photon_bunches(std::span<const std::uint8_t> bunches, bool compact,
                             bool split_emitters, std::size_t n_bunches, std::span<float> columns,
                             std::size_t& n_emitters);

}  // namespace pe::eventio
