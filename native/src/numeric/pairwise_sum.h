// Sums in the order in which numpy adds contiguous numbers.
#pragma once

#include <cstddef>

namespace pe {

// Sum of n contiguous numbers with the blocked pairwise scheme of numpy (eight partial sums, blocks
// of 128), in the precision of T. Wherever the reference averages with numpy and then compares or
// looks for a maximum, the same order of additions gives the same choice in near ties.
template <typename T>
T pairwise_sum(const T* values, std::size_t n) {
  if (n < 8) {
    T sum = T(-0.0);
    for (std::size_t i = 0; i < n; ++i) sum += values[i];
    return sum;
  }
  if (n <= 128) {
    T part[8];
    for (std::size_t k = 0; k < 8; ++k) part[k] = values[k];
    const std::size_t whole = n - n % 8;
    for (std::size_t i = 8; i < whole; i += 8)
      for (std::size_t k = 0; k < 8; ++k) part[k] += values[i + k];
    T sum =
        ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
    for (std::size_t i = whole; i < n; ++i) sum += values[i];
    return sum;
  }
  const std::size_t half = n / 2 - (n / 2) % 8;
  return pairwise_sum(values, half) + pairwise_sum(values + half, n - half);
}

}  // namespace pe
