// Work on the chunks of HDF5 tables: rows from columns, byte shuffle, checksum.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace pe {

// One column as it comes (row after row, `width` bytes each) and its place in a packed row.
struct PackedColumn {
  std::span<const std::uint8_t> bytes;
  std::size_t width;
  std::size_t offset;
};

// Writes one column into packed rows: row i of `rows` (row_size bytes each) gets row `source[i]` of
// the column; when `source` is empty, row first + i.
void pack_column(const PackedColumn& column, std::span<const std::int32_t> source,
                 std::size_t first, std::size_t row_size, std::span<std::uint8_t> rows);

// Byte shuffle of the Blosc-1 and HDF5 shuffle filters: byte j of element i goes to position
// j * n_elements + i; bytes after the last whole element are copied. Shapes: input and output
// equal.
void shuffle_bytes(std::span<const std::uint8_t> input, std::size_t element_size,
                   std::span<std::uint8_t> output);

// Checksum of HDF5's fletcher32 filter over two pieces that follow each other; the first must have
// an even length. Source: HDF5 library reference, filter H5Z_FILTER_FLETCHER32 (Fletcher 1982,
// 16-bit big-endian words).
std::uint32_t fletcher32(std::span<const std::uint8_t> head, std::span<const std::uint8_t> tail);

}  // namespace pe
