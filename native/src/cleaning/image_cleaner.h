// Image cleaning: which pixels of an image hold Cherenkov light.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "image/neighbors.h"

namespace pe {

// One threshold for the camera, or one for each pixel. A pixel passes when its charge is at least
// the threshold.
class Threshold {
 public:
  // One value, or n_pixels values.
  explicit Threshold(std::span<const float> values) : values_(values) {}

  bool is_uniform() const { return values_.size() == 1; }
  float of(std::size_t pixel) const { return values_[is_uniform() ? 0 : pixel]; }

 private:
  std::span<const float> values_;
};

// Complete methods first, then single steps that work on a given mask. core/native knows the order.
enum class CleaningMethod {
  kTailcuts,
  kMars,
  kFact,
  kTimeConstrained,
  kNsb,
  kTimeDelta,
  kTimeAverage,
  kLargestIsland,
  kBrightestIsland,
};

struct BrightCleaning {
  double threshold;
  double fraction;
  std::size_t n_pixels;
};

struct CleaningOptions {
  CleaningMethod method;
  Threshold picture;
  Threshold boundary;
  int min_picture_neighbors;
  bool keep_isolated_pixels;
  // Time-delta step and the methods that contain it (FACT, NSB-aware): strict upper limit [ns] on
  // the time difference to at least so many surviving neighbours.
  std::optional<float> time_limit;
  int time_num_neighbors;
  // Time-average step and the time-constrained method [ns].
  double time_limit_core;
  float time_limit_boundary;
  // NSB-aware method.
  std::optional<BrightCleaning> bright;
  bool largest_island_only;
};

// Cleans one image after the other; holds the scratch for one thread. Only pixels above the lower
// threshold are ever looked at, so the cost follows the image and not the camera. All comparisons
// and all single-precision roundings are those of ctapipe.image.cleaning: masks are identical.
class ImageCleaner {
 public:
  ImageCleaner(const Neighbors& neighbors, const CleaningOptions& options);

  // Fills the mask. Shapes: image, mask (n_pixels); peak_time [ns] (n_pixels), empty for the
  // methods that need no times (tail cuts, MARS, NSB-aware without time limit, islands); given
  // (n_pixels) for the single steps, else empty. NaN charges and times fail every comparison.
  void run(std::span<const float> image, std::span<const float> peak_time,
           std::span<const std::uint8_t> given, std::span<std::uint8_t> mask);

 private:
  bool is(std::int32_t pixel, std::uint8_t flag) const;
  int count_neighbors(std::int32_t pixel, std::uint8_t flag) const;
  bool has_neighbor(std::int32_t pixel, std::uint8_t flag) const;
  int count_neighbors_in_time(std::int32_t pixel, std::uint8_t flag, float limit) const;
  // Sets `flag` on the candidates for which the condition holds and clears it on the others. The
  // condition must not look at the flag itself.
  template <typename Condition>
  void mark(std::uint8_t flag, const Condition& condition);

  void find_candidates(std::span<const std::uint8_t> given);
  void mark_picture(std::uint8_t flag);
  std::uint8_t tailcuts();
  std::uint8_t mars();
  std::uint8_t fact();
  std::uint8_t time_constrained();
  std::uint8_t nsb();
  void keep_in_time_with_neighbors(std::uint8_t from, std::uint8_t to);
  void keep_near_average_time(std::uint8_t from, std::uint8_t to);
  void keep_bright(std::uint8_t flag);
  void keep_largest_island(std::uint8_t flag);
  std::size_t find_brightest_island(std::uint8_t flag);
  std::int32_t label(std::uint8_t flag);

  const Neighbors& neighbors_;
  const CleaningOptions& options_;
  std::span<const float> image_;
  std::span<const float> time_;
  // Flags of each pixel, all 0 between images.
  std::vector<std::uint8_t> flags_;
  // Pixels above the picture or the boundary threshold, ascending.
  std::vector<std::int32_t> candidates_;
  std::size_t n_candidates_ = 0;
  std::vector<std::int32_t> selected_;
  std::size_t n_selected_ = 0;
  std::vector<std::int32_t> labels_;
  std::vector<std::int32_t> stack_;
  std::vector<std::uint8_t> waiting_;
  std::vector<double> brightness_;
  std::vector<float> brightest_;
};

// Marks the pixels that have at least a fraction of the mean charge of the n brightest pixels, or
// all pixels when that mean is below the threshold. Shapes: image, mask (n_pixels). `scratch` holds
// copies of charges.
void clean_bright(std::span<const float> image, const BrightCleaning& options,
                  std::vector<float>& scratch, std::span<std::uint8_t> mask);

// Adds all neighbours of the pixels of a mask. Shapes: mask, dilated (n_pixels).
void dilate(const Neighbors& neighbors, std::span<const std::uint8_t> mask,
            std::span<std::uint8_t> dilated);

}  // namespace pe
