// The steps of the data volume reduction that follow the tail cuts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "image/neighbors.h"

namespace pe {

struct SelectionGrowth {
  float boundary_threshold;   // [p.e.]
  bool grow;                  // add neighbours above the threshold until there are no more
  std::size_t n_end_dilates;  // rows of neighbours that are added at the end
};

// Grows the selection of one image in place, as ctapipe.image.reducer.TailCutsDataVolumeReducer.
// Shapes: image, selected (n_pixels); `scratch` is used again from call to call.
void grow_selection(const Neighbors& neighbors, std::span<const float> image,
                    const SelectionGrowth& growth, std::vector<std::uint8_t>& scratch,
                    std::span<std::uint8_t> selected);

}  // namespace pe
