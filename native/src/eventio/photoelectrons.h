// True photo-electrons of one telescope (object type 1208).
#pragma once

#include <cstdint>
#include <span>

#include "eventio/byte_reader.h"

namespace pe::eventio {

// Head of the object: flags bit 0 amplitudes, bit 2 photons follow.
struct PhotoelectronHead {
  std::int32_t n_pe = 0;
  std::int32_t n_pixels = 0;
  std::int16_t flags = 0;
  std::int32_t non_empty = 0;
};

// Where the lists go; every span may be empty when it is not wanted or not there.
struct PhotoelectronLists {
  std::span<std::uint32_t> pixel_id;  // (n_pe)
  std::span<float> time;              // (n_pe) [ns]
  std::span<float> amplitude;         // (n_pe)
  std::span<std::int32_t> photons;    // (n_pixels)
};

// Decodes the number of photo-electrons of each pixel into `counts`, shape (n_pixels), and what of
// the lists is wanted; none need be cleared before. Versions 1 to 3. Unless kOk is returned all
// results are zero.
Status decode_photoelectrons(std::span<const std::uint8_t> payload, std::uint32_t version,
                             std::span<std::int32_t> counts, const PhotoelectronLists& lists);

}  // namespace pe::eventio
