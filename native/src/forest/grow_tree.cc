#include "forest/grow_tree.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "forest/random_stream.h"

namespace pe::forest {

namespace {

// From so many samples on, splits are searched on histograms.
constexpr std::size_t kHistogramSamples = 512;
constexpr std::size_t kBins = 256;
// Up to so many samples are sorted by insertion.
constexpr std::ptrdiff_t kInsertionSamples = 24;
// Decreases of the impurity below this part of it are rounding.
constexpr double kTiny = 1e-12;

// A split of a node: samples whose rank is at most `rank` go left.
struct Split {
  double gain = -std::numeric_limits<double>::infinity();
  std::int32_t feature = -1;
  std::uint32_t rank = 0;
  float threshold = 0.0F;
};

// Range of samples that a node holds, in the order array.
struct Work {
  std::size_t begin;
  std::size_t end;
  std::size_t node;
  std::size_t depth;
};

// A sample of a node, its rank in the feature that is looked at above its place in the node: one
// number, so that sorting compares one number, and equal ranks stay in the order of the samples.
struct Ranked {
  Ranked() = default;
  Ranked(std::uint32_t rank, std::size_t position) : key(std::uint64_t{rank} << 32 | position) {}

  std::uint32_t rank() const { return static_cast<std::uint32_t>(key >> 32); }
  std::uint32_t position() const { return static_cast<std::uint32_t>(key); }
  bool operator<(const Ranked& other) const { return key < other.key; }

  std::uint64_t key = 0;
};

// Grows one tree. Beside their weight, groups of samples have sums: of weight times target
// (regression), or the weight of each class.
class Grower {
 public:
  Grower(const TrainingSet& set, const TreeOptions& options)
      : set_(set),
        options_(options),
        n_sums_(set.n_outputs()),
        random_(options.seed, options.tree),
        tried_(set.features.size()),
        totals_(n_sums_),
        left_(n_sums_),
        bin_sums_(kBins * n_sums_) {
    std::iota(tried_.begin(), tried_.end(), 0U);
  }

  Tree grow(std::span<std::uint16_t> in_bag, const CancelFlag* cancel) {
    draw_samples(in_bag);
    Tree tree;
    tree.importance.assign(set_.features.size(), 0.0);
    tree.nodes.emplace_back();
    tree.values.resize(n_sums_);
    std::vector<Work> stack{{0, order_.size(), 0, 0}};
    while (!stack.empty()) {
      if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) return {};
      const Work work = stack.back();
      stack.pop_back();
      gather(work);
      write_value(tree, work.node);
      const Split split = find_split(work);
      if (split.feature < 0) continue;
      const std::size_t middle = partition(work, split);
      const std::size_t left = tree.nodes.size();
      tree.nodes[work.node] = {split.feature, static_cast<std::int32_t>(left), split.threshold};
      tree.nodes.resize(left + 2);
      tree.values.resize((left + 2) * n_sums_);
      tree.importance[static_cast<std::size_t>(split.feature)] += split.gain;
      // The left child is done next, so that what it reads is still in the cache.
      stack.push_back({middle, work.end, left + 1, work.depth + 1});
      stack.push_back({work.begin, middle, left, work.depth + 1});
    }
    const double sum = std::accumulate(tree.importance.begin(), tree.importance.end(), 0.0);
    if (sum > 0.0) {
      for (double& part : tree.importance) part /= sum;
    }
    return tree;
  }

 private:
  void draw_samples(std::span<std::uint16_t> in_bag) {
    const std::size_t n = set_.n_samples();
    std::fill(in_bag.begin(), in_bag.end(), options_.bootstrap ? 0 : 1);
    if (options_.bootstrap) {
      for (std::size_t i = 0; i < n; ++i) {
        std::uint16_t& count = in_bag[random_.below(static_cast<std::uint32_t>(n))];
        if (count < std::numeric_limits<std::uint16_t>::max()) ++count;
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (in_bag[i] > 0) order_.push_back(static_cast<std::uint32_t>(i));
    }
    in_bag_ = in_bag;
    buffer_.resize(order_.size());
    ranked_.resize(order_.size());
    weights_.resize(order_.size());
    targets_.resize(order_.size());
    // Sums of squares lose digits when the mean is far from zero.
    if (set_.n_classes == 0) {
      double weight = 0.0;
      for (const std::uint32_t i : order_) {
        const double w = set_.weight[i] * in_bag[i];
        weight += w;
        mean_ += w * set_.target[i];
      }
      mean_ /= weight;
    }
  }

  // Weights and targets of the samples of a node, and their sums.
  void gather(const Work& work) {
    total_weight_ = 0.0;
    sum_squares_ = 0.0;
    std::fill(totals_.begin(), totals_.end(), 0.0);
    for (std::size_t at = work.begin; at < work.end; ++at) {
      const std::uint32_t i = order_[at];
      const double weight = set_.weight[i] * in_bag_[i];
      const double target = set_.n_classes == 0 ? set_.target[i] - mean_ : set_.target[i];
      weights_[at] = weight;
      targets_[at] = target;
      total_weight_ += weight;
      add(totals_, weight, target);
      sum_squares_ += weight * target * target;
    }
  }

  void add(std::vector<double>& sums, double weight, double target) const {
    if (set_.n_classes == 0) {
      sums[0] += weight * target;
    } else {
      sums[static_cast<std::size_t>(target)] += weight;
    }
  }

  void write_value(Tree& tree, std::size_t node) const {
    for (std::size_t k = 0; k < n_sums_; ++k) {
      const double mean = totals_[k] / total_weight_ + (set_.n_classes == 0 ? mean_ : 0.0);
      tree.values[node * n_sums_ + k] = static_cast<float>(mean);
    }
  }

  // Sum over the classes of sum^2 / weight: what a split makes larger.
  static double purity(const std::vector<double>& sums, double weight) {
    double squares = 0.0;
    for (const double sum : sums) squares += sum * sum;
    return squares / weight;
  }

  // The same of both children, when `left_` has the sums of the left one.
  double split_purity(double weight) const {
    double left_squares = 0.0;
    double right_squares = 0.0;
    for (std::size_t k = 0; k < n_sums_; ++k) {
      const double right = totals_[k] - left_[k];
      left_squares += left_[k] * left_[k];
      right_squares += right * right;
    }
    return left_squares / weight + right_squares / (total_weight_ - weight);
  }

  Split find_split(const Work& work) {
    const std::size_t n = work.end - work.begin;
    const std::size_t needed =
        std::max({std::size_t{2}, options_.min_samples_split, 2 * options_.min_samples_leaf});
    if (work.depth >= options_.max_depth || n < needed) return {};
    parent_ = purity(totals_, total_weight_);
    const double impurity = set_.n_classes == 0 ? sum_squares_ - parent_ : total_weight_ - parent_;
    const double scale = set_.n_classes == 0 ? sum_squares_ : total_weight_;
    if (impurity <= kTiny * scale) return {};
    Split best;
    std::size_t n_tried = 0;
    // The features in random order; those that are constant in the node do not count.
    for (std::size_t k = 0; k < tried_.size() && n_tried < options_.max_features; ++k) {
      const std::size_t other = k + random_.below(static_cast<std::uint32_t>(tried_.size() - k));
      std::swap(tried_[k], tried_[other]);
      if (try_feature(work, tried_[k], best)) ++n_tried;
    }
    if (best.feature < 0 || !(best.gain > kTiny * impurity)) return {};
    return best;
  }

  // Returns whether the feature differs within the node.
  bool try_feature(const Work& work, std::uint32_t feature, Split& best) {
    const std::span<const std::uint32_t> ranks = set_.ranks[feature];
    std::uint32_t lowest = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t highest = 0;
    for (std::size_t at = work.begin; at < work.end; ++at) {
      const std::uint32_t rank = ranks[order_[at]];
      ranked_[at] = Ranked(rank, at);
      lowest = std::min(lowest, rank);
      highest = std::max(highest, rank);
    }
    if (lowest == highest) return false;
    if (options_.random_thresholds) {
      try_random_threshold(work, feature, lowest, highest, best);
    } else if (work.end - work.begin >= kHistogramSamples) {
      try_histogram(work, feature, lowest, highest, best);
    } else {
      Ranked* const begin = ranked_.data() + work.begin;
      Ranked* const end = ranked_.data() + work.end;
      sort_ranked(begin, end);
      std::fill(left_.begin(), left_.end(), 0.0);
      scan(feature, begin, end, 0, 0.0, work.end - work.begin, highest, best);
    }
    return true;
  }

  // Most nodes are small.
  static void sort_ranked(Ranked* begin, Ranked* end) {
    if (end - begin > kInsertionSamples) {
      std::sort(begin, end);
      return;
    }
    for (Ranked* next = begin + 1; next < end; ++next) {
      const Ranked moving = *next;
      Ranked* place = next;
      for (; place > begin && moving < place[-1]; --place) *place = place[-1];
      *place = moving;
    }
  }

  // Tries every boundary between sorted samples; `left_` holds the sums of what stands before them.
  // n_before and weight_before count these; n_all counts the node. after: rank of the sample behind
  // the last one (the largest rank when there is none).
  void scan(std::uint32_t feature, const Ranked* begin, const Ranked* end, std::size_t n_before,
            double weight_before, std::size_t n_all, std::uint32_t after, Split& best) {
    std::size_t n_left = n_before;
    double weight = weight_before;
    for (const Ranked* sample = begin; sample != end; ++sample) {
      weight += weights_[sample->position()];
      add(left_, weights_[sample->position()], targets_[sample->position()]);
      ++n_left;
      const std::uint32_t next = sample + 1 == end ? after : sample[1].rank();
      if (next <= sample->rank() || n_left < options_.min_samples_leaf ||
          n_all - n_left < options_.min_samples_leaf) {
        continue;
      }
      consider(feature, sample->rank(), next, weight, best);
    }
  }

  // Keeps a split when it is better than the best one so far.
  void consider(std::uint32_t feature, std::uint32_t rank, std::uint32_t next, double weight,
                Split& best) const {
    if (!(weight > 0.0) || !(total_weight_ - weight > 0.0)) return;
    const double gain = split_purity(weight) - parent_;
    if (!(gain > best.gain)) return;
    best = {gain, static_cast<std::int32_t>(feature), rank, between(feature, rank, next)};
  }

  // The middle between two values, which must not round up to the larger one.
  float between(std::uint32_t feature, std::uint32_t rank, std::uint32_t next) const {
    const float low = set_.sorted[feature][rank];
    const float high = set_.sorted[feature][next];
    const float middle = low / 2.0F + high / 2.0F;
    return middle >= high || middle < low ? low : middle;
  }

  void try_histogram(const Work& work, std::uint32_t feature, std::uint32_t lowest,
                     std::uint32_t highest, Split& best) {
    std::fill(bin_sums_.begin(), bin_sums_.end(), 0.0);
    bin_weights_.fill(0.0);
    bin_counts_.fill(0);
    const double scale = static_cast<double>(kBins) / (static_cast<double>(highest - lowest) + 1.0);
    const auto bin_of = [&](std::uint32_t rank) {
      return static_cast<std::size_t>(static_cast<double>(rank - lowest) * scale);
    };
    const bool is_regression = set_.n_classes == 0;
    for (std::size_t at = work.begin; at < work.end; ++at) {
      const std::size_t bin = bin_of(ranked_[at].rank());
      const double weight = weights_[at];
      bin_weights_[bin] += weight;
      ++bin_counts_[bin];
      if (is_regression) {
        bin_sums_[bin] += weight * targets_[at];
      } else {
        bin_sums_[bin * n_sums_ + static_cast<std::size_t>(targets_[at])] += weight;
      }
    }
    const std::size_t boundary = best_boundary(work.end - work.begin);
    if (boundary == kBins) return;
    // Exactly in the bins on both sides of the best boundary.
    const std::size_t first = boundary;
    std::size_t last = boundary + 1;
    while (last + 1 < kBins && bin_counts_[last] == 0) ++last;
    std::fill(left_.begin(), left_.end(), 0.0);
    std::size_t n_before = 0;
    double weight_before = 0.0;
    for (std::size_t bin = 0; bin < first; ++bin) {
      n_before += bin_counts_[bin];
      weight_before += bin_weights_[bin];
      for (std::size_t k = 0; k < n_sums_; ++k) left_[k] += bin_sums_[bin * n_sums_ + k];
    }
    near_.clear();
    std::uint32_t after = highest;
    for (std::size_t at = work.begin; at < work.end; ++at) {
      const std::size_t bin = bin_of(ranked_[at].rank());
      if (bin >= first && bin <= last) near_.push_back(ranked_[at]);
      if (bin > last) after = std::min(after, ranked_[at].rank());
    }
    sort_ranked(near_.data(), near_.data() + near_.size());
    scan(feature, near_.data(), near_.data() + near_.size(), n_before, weight_before,
         work.end - work.begin, after, best);
  }

  // The bin behind which the best boundary is, kBins when there is none that is allowed.
  std::size_t best_boundary(std::size_t n_all) {
    std::fill(left_.begin(), left_.end(), 0.0);
    std::size_t n_left = 0;
    double weight = 0.0;
    double best = -std::numeric_limits<double>::infinity();
    std::size_t found = kBins;
    for (std::size_t bin = 0; bin + 1 < kBins; ++bin) {
      if (bin_counts_[bin] == 0) continue;
      n_left += bin_counts_[bin];
      weight += bin_weights_[bin];
      for (std::size_t k = 0; k < n_sums_; ++k) left_[k] += bin_sums_[bin * n_sums_ + k];
      if (n_left == n_all) break;
      const double purity = split_purity(weight);
      if (purity > best) {
        best = purity;
        found = bin;
      }
    }
    return found;
  }

  void try_random_threshold(const Work& work, std::uint32_t feature, std::uint32_t lowest,
                            std::uint32_t highest, Split& best) {
    const float low = set_.sorted[feature][lowest];
    const float high = set_.sorted[feature][highest];
    float threshold =
        static_cast<float>(low + random_.uniform() * (static_cast<double>(high) - low));
    if (!(threshold >= low) || threshold >= high) threshold = low;
    const std::span<const float> sorted = set_.sorted[feature];
    // The largest rank whose value is at most the threshold.
    const auto above =
        std::upper_bound(sorted.begin() + lowest, sorted.begin() + highest, threshold);
    const auto rank = static_cast<std::uint32_t>(above - sorted.begin()) - 1;
    std::fill(left_.begin(), left_.end(), 0.0);
    std::size_t n_left = 0;
    double weight = 0.0;
    for (std::size_t at = work.begin; at < work.end; ++at) {
      if (ranked_[at].rank() > rank) continue;
      ++n_left;
      weight += weights_[at];
      add(left_, weights_[at], targets_[at]);
    }
    const std::size_t n_right = work.end - work.begin - n_left;
    if (std::min(n_left, n_right) < std::max(std::size_t{1}, options_.min_samples_leaf)) return;
    const double gain_before = best.gain;
    consider(feature, rank, rank, weight, best);
    if (best.gain > gain_before) best.threshold = threshold;
  }

  // Moves the samples of the left child before those of the right one, both in their order.
  std::size_t partition(const Work& work, const Split& split) {
    const std::span<const std::uint32_t> ranks =
        set_.ranks[static_cast<std::size_t>(split.feature)];
    std::size_t n_left = 0;
    std::size_t n_right = 0;
    for (std::size_t at = work.begin; at < work.end; ++at) {
      const std::uint32_t i = order_[at];
      const bool is_left = ranks[i] <= split.rank;
      order_[work.begin + n_left] = is_left ? i : order_[work.begin + n_left];
      buffer_[n_right] = i;
      n_left += is_left ? 1 : 0;
      n_right += is_left ? 0 : 1;
    }
    std::copy_n(buffer_.begin(), n_right,
                order_.begin() + static_cast<std::ptrdiff_t>(work.begin + n_left));
    return work.begin + n_left;
  }

  const TrainingSet& set_;
  const TreeOptions& options_;
  const std::size_t n_sums_;
  RandomStream random_;
  std::span<const std::uint16_t> in_bag_;
  double mean_ = 0.0;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> buffer_;
  std::vector<double> weights_;
  std::vector<double> targets_;
  std::vector<Ranked> ranked_;
  std::vector<Ranked> near_;
  std::vector<std::uint32_t> tried_;
  // Of the node that is looked at.
  double total_weight_ = 0.0;
  double sum_squares_ = 0.0;
  double parent_ = 0.0;
  std::vector<double> totals_;
  std::vector<double> left_;
  std::vector<double> bin_sums_;
  std::array<double, kBins> bin_weights_{};
  std::array<std::size_t, kBins> bin_counts_{};
};

}  // namespace

Tree grow_tree(const TrainingSet& set, const TreeOptions& options, std::span<std::uint16_t> in_bag,
               const CancelFlag* cancel) {
  return Grower(set, options).grow(in_bag, cancel);
}

}  // namespace pe::forest
