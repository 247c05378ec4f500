// What a cleaning kept of an image: islands, true light, noise.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "image/neighbors.h"

namespace pe {

// Of one mask. Charges that are no numbers count nothing.
struct KeptLight {
  std::int32_t n_islands;
  // True photo-electrons in the kept pixels.
  double true_charge;
  // Reconstructed charge in the kept pixels without true light.
  double noise_charge;
};

// Sums up one image after the other; holds the scratch for one thread.
class KeptLightSums {
 public:
  explicit KeptLightSums(const Neighbors& neighbors);

  // Shapes: mask, image, true_image (n_pixels). Without true photo-electrons both charges are NaN.
  KeptLight of(std::span<const std::uint8_t> mask, std::span<const float> image,
               std::span<const std::int32_t> true_image);

 private:
  Neighbors neighbors_;
  std::vector<std::int32_t> pixels_;
  std::vector<std::int32_t> labels_;
  std::vector<std::int32_t> queue_;
  std::vector<std::uint8_t> waiting_;
};

}  // namespace pe
