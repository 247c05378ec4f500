#include <algorithm>
#include <cstring>
#include <memory>

#include "binding/families.h"
#include "binding/task.h"
#include "forest/grow_tree.h"
#include "forest/predict.h"
#include "forest/rank_values.h"

namespace pe::binding {

namespace {

// Events that are taken down one tree before the next: their features stay in the cache.
constexpr std::size_t kEventsPerChunk = 2048;

static_assert(sizeof(forest::Node) == 12, "nodes are shared with JavaScript as three words");

Napi::Value rank_features(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto features = arguments.array_list<const float>("features");
  const auto ranks = arguments.array_list<std::uint32_t>("ranks");
  const auto sorted = arguments.array_list<float>("sorted");
  return run_task(arguments, [=](const TaskContext& context) {
    context.pool.parallel_for(
        features.size(), 1,
        [&](std::size_t begin, std::size_t end) {
          for (std::size_t f = begin; f < end; ++f) {
            forest::rank_values(features[f], ranks[f], sorted[f]);
          }
        },
        context.cancel);
  });
}

// Grows one tree into arrays that are large enough for any tree of these samples; `size` tells how
// many of their nodes are used.
Napi::Value grow_tree(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto set = std::make_shared<forest::TrainingSet>();
  set->features = arguments.array_list<const float>("features");
  set->ranks = arguments.array_list<const std::uint32_t>("ranks");
  set->sorted = arguments.array_list<const float>("sorted");
  set->target = arguments.array<const double>("target");
  set->weight = arguments.array<const double>("weight");
  set->n_classes = arguments.size("nClasses");
  forest::TreeOptions options;
  options.max_depth = arguments.size("maxDepth");
  options.min_samples_split = arguments.size("minSamplesSplit");
  options.min_samples_leaf = arguments.size("minSamplesLeaf");
  options.max_features = arguments.size("maxFeatures");
  options.bootstrap = arguments.boolean("bootstrap");
  options.random_thresholds = arguments.boolean("randomThresholds");
  options.seed = arguments.size("seed");
  options.tree = arguments.size("tree");
  const auto nodes = arguments.array<std::int32_t>("nodes");
  const auto values = arguments.array<float>("values");
  const auto importance = arguments.array<double>("importance");
  const auto in_bag = arguments.array<std::uint16_t>("inBag");
  const auto size = arguments.array<std::uint32_t>("size");
  return run_task(arguments, [=](const TaskContext& context) {
    const forest::Tree tree = forest::grow_tree(*set, options, in_bag, context.cancel);
    if (tree.nodes.empty()) return;
    std::memcpy(nodes.data(), tree.nodes.data(), tree.nodes.size() * sizeof(forest::Node));
    std::copy(tree.values.begin(), tree.values.end(), values.begin());
    std::copy(tree.importance.begin(), tree.importance.end(), importance.begin());
    size[0] = static_cast<std::uint32_t>(tree.nodes.size());
  });
}

Napi::Value predict_forest(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  const auto nodes = arguments.array<const std::int32_t>("nodes");
  forest::Forest trees;
  trees.nodes = {reinterpret_cast<const forest::Node*>(nodes.data()), nodes.size() / 3};
  trees.values = arguments.array<const float>("values");
  trees.roots = arguments.array<const std::uint32_t>("roots");
  trees.n_outputs = arguments.size("nOutputs");
  const auto features = arguments.array_list<const float>("features");
  const auto out = arguments.array<double>("out");
  const std::size_t n_events = out.size() / trees.n_outputs;
  return run_task(arguments, [=](const TaskContext& context) {
    context.pool.parallel_for(
        n_events, kEventsPerChunk,
        [&](std::size_t begin, std::size_t end) { predict(trees, features, begin, end, out); },
        context.cancel);
  });
}

}  // namespace

void register_forest(Napi::Env env, Napi::Object exports) {
  export_function(env, exports, "rankFeatures", rank_features);
  export_function(env, exports, "growTree", grow_tree);
  export_function(env, exports, "predictForest", predict_forest);
}

}  // namespace pe::binding
