// Growing one decision tree of a random forest or of extremely randomised trees.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "threading/thread_pool.h"

namespace pe::forest {

// Node of a grown tree. A leaf has feature -1. The children of a node stand beside each other: an
// event goes to `left` where its feature is <= threshold, to `left + 1` where it is larger.
struct Node {
  std::int32_t feature = -1;
  std::int32_t left = 0;
  float threshold = 0.0F;
};

// Samples to learn from, the same for all trees.
struct TrainingSet {
  // Columns of finite features, each of shape (n_samples).
  std::vector<std::span<const float>> features;
  // Dense ranks of the values within each column, and the values in the order of the ranks.
  std::vector<std::span<const std::uint32_t>> ranks;
  std::vector<std::span<const float>> sorted;
  // What is learned: the number (regression), or one of 0 ... n_classes - 1 (classification).
  std::span<const double> target;
  // Shape (n_samples); all > 0.
  std::span<const double> weight;
  // 0 for regression.
  std::size_t n_classes = 0;

  std::size_t n_samples() const { return target.size(); }
  // Numbers of a leaf: the mean, or the fraction of each class.
  std::size_t n_outputs() const { return n_classes == 0 ? 1 : n_classes; }
};

struct TreeOptions {
  // Levels of splits; a tree of depth 0 is one leaf.
  std::size_t max_depth = 0;
  std::size_t min_samples_split = 2;
  std::size_t min_samples_leaf = 1;
  // Features that are tried at a node, not counting those that are constant there.
  std::size_t max_features = 1;
  // Draw as many samples as there are, with replacement.
  bool bootstrap = true;
  // One random threshold per feature in place of the best one (extremely randomised trees).
  bool random_thresholds = false;
  std::uint64_t seed = 0;
  std::uint64_t tree = 0;
};

struct Tree {
  std::vector<Node> nodes;
  // Shape (n_nodes, n_outputs).
  std::vector<float> values;
  // Decrease of the impurity by the splits on each feature, normalised to a sum of 1 (all zero for
  // a tree of one leaf).
  std::vector<double> importance;
};

// Grows a tree: at each node the split that decreases the impurity (variance; Gini) most among the
// features that are tried (Breiman, Machine Learning 45, 2001, 5; Geurts et al., Machine Learning
// 63, 2006, 3). The result depends on the samples and options only. In nodes of many samples the
// best split is searched on a histogram of 256 bins of ranks, and then exactly around the best
// boundary; in others exactly.
//
// in_bag: shape (n_samples), how often each sample was drawn; filled.
// Returns an empty tree when it was cancelled.
Tree grow_tree(const TrainingSet& set, const TreeOptions& options, std::span<std::uint16_t> in_bag,
               const CancelFlag* cancel);

}  // namespace pe::forest
