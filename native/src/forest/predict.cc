#include "forest/predict.h"

#include <algorithm>
#include <array>

namespace pe::forest {

namespace {

// Events that go down a tree together: while the memory of one is waited for, the others move.
constexpr std::size_t kTogether = 8;

}  // namespace

void predict(const Forest& forest, const std::vector<std::span<const float>>& features,
             std::size_t begin, std::size_t end, std::span<double> out) {
  const std::size_t n_features = features.size();
  const std::size_t n_outputs = forest.n_outputs;
  const std::size_t n_trees = forest.roots.size() - 1;
  const std::size_t n_events = end - begin;
  // Row after row, so that the features of an event are in one or two lines of the cache; rows that
  // fill the last group repeat the last event.
  const std::size_t n_rows = (n_events + kTogether - 1) / kTogether * kTogether;
  std::vector<float> rows(n_rows * n_features);
  for (std::size_t f = 0; f < n_features; ++f) {
    for (std::size_t row = 0; row < n_rows; ++row) {
      rows[row * n_features + f] = features[f][begin + std::min(row, n_events - 1)];
    }
  }
  std::vector<double> sums(n_rows * n_outputs, 0.0);
  for (std::size_t tree = 0; tree < n_trees; ++tree) {
    const Node* const nodes = forest.nodes.data() + forest.roots[tree];
    const float* const values = forest.values.data() + forest.roots[tree] * n_outputs;
    for (std::size_t row = 0; row < n_rows; row += kTogether) {
      std::array<std::uint32_t, kTogether> at{};
      for (bool is_moving = true; is_moving;) {
        is_moving = false;
        for (std::size_t i = 0; i < kTogether; ++i) {
          const Node& node = nodes[at[i]];
          if (node.feature < 0) continue;
          const float value = rows[(row + i) * n_features + static_cast<std::size_t>(node.feature)];
          at[i] = static_cast<std::uint32_t>(node.left) + (value <= node.threshold ? 0U : 1U);
          is_moving = true;
        }
      }
      for (std::size_t i = 0; i < kTogether; ++i) {
        for (std::size_t k = 0; k < n_outputs; ++k) {
          sums[(row + i) * n_outputs + k] += static_cast<double>(values[at[i] * n_outputs + k]);
        }
      }
    }
  }
  const auto n = static_cast<double>(n_trees);
  for (std::size_t i = 0; i < n_events * n_outputs; ++i) out[begin * n_outputs + i] = sums[i] / n;
}

}  // namespace pe::forest
