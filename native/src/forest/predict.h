// Applying the trees of a forest to events.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "forest/grow_tree.h"

namespace pe::forest {

// Trees of a forest, one behind the other.
struct Forest {
  std::span<const Node> nodes;
  // Shape (n_nodes, n_outputs).
  std::span<const float> values;
  // Where each tree begins, and the end: shape (n_trees + 1).
  std::span<const std::uint32_t> roots;
  std::size_t n_outputs = 1;
};

// Mean over the trees of the values of the leaves in which the events [begin, end) end.
//
// features: columns of shape (n_events); what is NaN goes to the right.
// out: shape (n_events, n_outputs); the rows [begin, end) are filled.
void predict(const Forest& forest, const std::vector<std::span<const float>>& features,
             std::size_t begin, std::size_t end, std::span<double> out);

}  // namespace pe::forest
