// Which pixels touch which, as compressed sparse rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace pe {

// Neighbours of pixel i are indices[indptr[i]] ... indices[indptr[i + 1] - 1], ascending.
// core/native checks that indptr has n_pixels + 1 ascending entries and that every index is a
// pixel.
struct Neighbors {
  std::span<const std::int32_t> indptr;
  std::span<const std::int32_t> indices;

  std::size_t n_pixels() const { return indptr.size() - 1; }
  std::span<const std::int32_t> of(std::size_t pixel) const {
    const auto begin = static_cast<std::size_t>(indptr[pixel]);
    return indices.subspan(begin, static_cast<std::size_t>(indptr[pixel + 1]) - begin);
  }
};

}  // namespace pe
