// Random numbers of one tree, in the order in which it asks for them.
#pragma once

#include <cstdint>

#include "simulation/philox.h"

namespace pe::forest {

// SplitMix64, started from the seed and the number of the tree.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t tree) : state_(mix64(mix64(seed) ^ tree)) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15;
    return mix64(state_);
  }

  // Uniform in [0, n), n < 2^32.
  std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32);
  }

  // Uniform in [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

}  // namespace pe::forest
