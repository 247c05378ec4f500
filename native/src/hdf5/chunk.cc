#include "hdf5/chunk.h"

#include <algorithm>
#include <cstring>

namespace pe {

namespace {

// The width is a constant for the common element sizes, so that each copy is one move.
template <std::size_t kWidth>
void pack_fixed(const PackedColumn& column, std::span<const std::int32_t> source, std::size_t first,
                std::size_t row_size, std::span<std::uint8_t> rows) {
  const std::size_t n_rows = rows.size() / row_size;
  const std::size_t width = kWidth == 0 ? column.width : kWidth;
  std::uint8_t* target = rows.data() + column.offset;
  for (std::size_t i = 0; i < n_rows; ++i, target += row_size) {
    const std::size_t row = source.empty() ? first + i : static_cast<std::size_t>(source[i]);
    std::memcpy(target, column.bytes.data() + row * width, width);
  }
}

template <std::size_t kSize>
void shuffle_fixed(const std::uint8_t* input, std::size_t n, std::uint8_t* output) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < kSize; ++j) output[j * n + i] = input[i * kSize + j];
  }
}

// Tiles keep the lines of input that one output plane after the other needs in the first cache.
void shuffle_any(const std::uint8_t* input, std::size_t n, std::size_t size, std::uint8_t* output) {
  constexpr std::size_t kTile = 64;
  for (std::size_t begin = 0; begin < n; begin += kTile) {
    const std::size_t end = std::min(n, begin + kTile);
    for (std::size_t j = 0; j < size; ++j) {
      for (std::size_t i = begin; i < end; ++i) output[j * n + i] = input[i * size + j];
    }
  }
}

// Sums of a Fletcher checksum, folded to 16 bits.
struct FletcherSums {
  std::uint32_t low = 0;
  std::uint32_t high = 0;

  void fold() {
    low = (low & 0xffffU) + (low >> 16U);
    high = (high & 0xffffU) + (high >> 16U);
  }

  void add(std::span<const std::uint8_t> bytes) {
    // As many words as cannot overflow 32 bits before the sums are folded.
    constexpr std::size_t kWords = 360;
    std::size_t words = bytes.size() / 2;
    const std::uint8_t* data = bytes.data();
    while (words > 0) {
      const std::size_t n = std::min(words, kWords);
      for (std::size_t i = 0; i < n; ++i, data += 2) {
        low += (static_cast<std::uint32_t>(data[0]) << 8U) | data[1];
        high += low;
      }
      words -= n;
      fold();
    }
    if (bytes.size() % 2 != 0) {
      low += static_cast<std::uint32_t>(*data) << 8U;
      high += low;
      fold();
    }
  }
};

}  // namespace

void pack_column(const PackedColumn& column, std::span<const std::int32_t> source,
                 std::size_t first, std::size_t row_size, std::span<std::uint8_t> rows) {
  switch (column.width) {
    case 1:
      return pack_fixed<1>(column, source, first, row_size, rows);
    case 2:
      return pack_fixed<2>(column, source, first, row_size, rows);
    case 4:
      return pack_fixed<4>(column, source, first, row_size, rows);
    case 8:
      return pack_fixed<8>(column, source, first, row_size, rows);
    default:
      return pack_fixed<0>(column, source, first, row_size, rows);
  }
}

void shuffle_bytes(std::span<const std::uint8_t> input, std::size_t element_size,
                   std::span<std::uint8_t> output) {
  const std::size_t n = input.size() / element_size;
  switch (element_size) {
    case 2:
      shuffle_fixed<2>(input.data(), n, output.data());
      break;
    case 4:
      shuffle_fixed<4>(input.data(), n, output.data());
      break;
    case 8:
      shuffle_fixed<8>(input.data(), n, output.data());
      break;
    default:
      shuffle_any(input.data(), n, element_size, output.data());
  }
  const std::size_t done = n * element_size;
  std::copy(input.begin() + static_cast<std::ptrdiff_t>(done), input.end(),
            output.begin() + static_cast<std::ptrdiff_t>(done));
}

std::uint32_t fletcher32(std::span<const std::uint8_t> head, std::span<const std::uint8_t> tail) {
  FletcherSums sums;
  sums.add(head);
  sums.add(tail);
  sums.fold();
  return (sums.high << 16U) | sums.low;
}

}  // namespace pe
