// Sums with small rounding errors, in the order in which numpy adds.
#pragma once

#include <array>
#include <cstddef>

namespace pe {

// Sum of value(begin) ... value(begin + n - 1) by recursive halving with eight running sums in each
// block of at most 128 terms. This is the order of numpy's sum over a contiguous array: the
// reference rounds its single-precision means to float32, and a mean that falls on the other side
// of a cut, or a skewness near zero, can only agree with it when the terms are added in its order.
template <typename T, typename F>
T pairwise_sum(std::size_t begin, std::size_t n, const F& value) {
  constexpr std::size_t kLanes = 8;
  constexpr std::size_t kBlock = 128;
  if (n < kLanes) {
    T sum = T(0);
    for (std::size_t i = 0; i < n; ++i) sum += value(begin + i);
    return sum;
  }
  if (n <= kBlock) {
    std::array<T, kLanes> lane;
    for (std::size_t k = 0; k < kLanes; ++k) lane[k] = value(begin + k);
    const std::size_t whole = n - n % kLanes;
    for (std::size_t i = kLanes; i < whole; i += kLanes) {
      for (std::size_t k = 0; k < kLanes; ++k) lane[k] += value(begin + i + k);
    }
    T sum =
        ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
    for (std::size_t i = whole; i < n; ++i) sum += value(begin + i);
    return sum;
  }
  std::size_t half = n / 2;
  half -= half % kLanes;
  return pairwise_sum<T>(begin, half, value) + pairwise_sum<T>(begin + half, n - half, value);
}

}  // namespace pe
