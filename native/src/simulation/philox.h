// Random numbers that depend on a key and a counter only, never on the order of the work.
#pragma once

#include <array>
#include <cstdint>

namespace pe {

// One block of Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
// SC'11).
inline std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                               std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {
        static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
        static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

// Spreads the bits of a number over 64 bits (finaliser of SplitMix64).
inline std::uint64_t mix64(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

// Key of one telescope event: the mixed seed, run, event and telescope, folded one after the other.
inline std::array<std::uint32_t, 2> event_key(std::uint64_t seed, std::uint64_t obs_id,
                                              std::uint64_t event_id, std::uint64_t tel_id) {
  const std::uint64_t key = mix64(mix64(mix64(mix64(seed) ^ obs_id) ^ event_id) ^ tel_id);
  return {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
}

// The uniform numbers of one pixel and one purpose: counters (pixel, purpose, 0, 0), (pixel,
// purpose, 1, 0), ...; each block gives two numbers of 53 bits in [0, 1).
class UniformStream {
 public:
  UniformStream(std::array<std::uint32_t, 2> key, std::uint32_t pixel, std::uint32_t purpose)
      : key_(key), counter_{pixel, purpose, 0, 0} {}

  double next() {
    if (used_ == 2) {
      block_ = philox4x32(counter_, key_);
      ++counter_[2];
      used_ = 0;
    }
    const std::uint64_t high = block_[2 * used_] >> 5;
    const std::uint64_t low = block_[2 * used_ + 1] >> 6;
    ++used_;
    return static_cast<double>((high << 26) | low) * 0x1p-53;
  }

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  std::size_t used_ = 2;
};

}  // namespace pe
