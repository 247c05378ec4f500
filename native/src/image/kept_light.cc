#include "image/kept_light.h"

#include <cmath>
#include <limits>

#include "image/islands.h"
#include "image/selection.h"

namespace pe {

KeptLightSums::KeptLightSums(const Neighbors& neighbors)
    : neighbors_(neighbors),
      pixels_(neighbors.n_pixels()),
      labels_(neighbors.n_pixels()),
      queue_(neighbors.n_pixels() + 1),
      waiting_(neighbors.n_pixels()) {}

KeptLight KeptLightSums::of(std::span<const std::uint8_t> mask, std::span<const float> image,
                            std::span<const std::int32_t> true_image) {
  const auto pixels = std::span<const std::int32_t>(pixels_).first(list_selected(mask, pixels_));
  const std::int32_t n_islands =
      label_listed_islands<std::int32_t>(neighbors_, pixels, labels_, queue_, waiting_);
  if (true_image.empty()) {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    return {n_islands, kNan, kNan};
  }
  double true_charge = 0;
  double noise_charge = 0;
  for (const std::int32_t pixel : pixels) {
    const auto i = static_cast<std::size_t>(pixel);
    true_charge += true_image[i];
    if (true_image[i] <= 0 && !std::isnan(image[i])) noise_charge += static_cast<double>(image[i]);
  }
  return {n_islands, true_charge, noise_charge};
}

}  // namespace pe
