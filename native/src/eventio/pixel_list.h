// Lists of pixels (object type 2027).
#pragma once

#include <cstdint>
#include <span>

#include "eventio/byte_reader.h"

namespace pe::eventio {

// Marks the pixels of one list with 1 in `mask`, shape (n_pixels), and counts the list into
// n_listed. Versions 0 and 1. The mask need not be cleared before. Unless kOk is returned the mask
// is zero and n_listed is -1.
Status decode_pixel_list(std::span<const std::uint8_t> payload, std::uint32_t version,
                         std::span<std::uint8_t> mask, std::int32_t& n_listed);

}  // namespace pe::eventio
