#include "calibration/selection_growth.h"

#include <algorithm>

#include "cleaning/image_cleaner.h"

namespace pe {

void grow_selection(const Neighbors& neighbors, std::span<const float> image,
                    const SelectionGrowth& growth, std::vector<std::uint8_t>& scratch,
                    std::span<std::uint8_t> selected) {
  scratch.resize(selected.size());
  bool changed = growth.grow;
  while (changed) {
    dilate(neighbors, selected, scratch);
    for (std::size_t pixel = 0; pixel < image.size(); ++pixel)
      if (!(image[pixel] >= growth.boundary_threshold)) scratch[pixel] = 0;
    changed = !std::equal(selected.begin(), selected.end(), scratch.begin());
    std::copy(scratch.begin(), scratch.end(), selected.begin());
  }
  for (std::size_t step = 0; step < growth.n_end_dilates; ++step) {
    dilate(neighbors, selected, scratch);
    std::copy(scratch.begin(), scratch.end(), selected.begin());
  }
}

}  // namespace pe
