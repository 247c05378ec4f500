#include "cleaning/image_cleaner.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "image/islands.h"
#include "image/pairwise_sum.h"
#include "image/selection.h"

namespace pe {

namespace {

// Flags of a pixel while an image is cleaned.
constexpr std::uint8_t kAbovePicture = 1;
constexpr std::uint8_t kAboveBoundary = 2;
constexpr std::uint8_t kFirst = 4;
constexpr std::uint8_t kSecond = 8;
constexpr std::uint8_t kThird = 16;
constexpr std::uint8_t kFourth = 32;

std::size_t index(std::int32_t pixel) { return static_cast<std::size_t>(pixel); }

// The charge below which bright cleaning drops pixels: a fraction of the mean of the brightest
// charges, minus infinity when that mean does not reach the threshold. Reorders the charges.
double bright_limit(const BrightCleaning& options, std::vector<float>& charges) {
  std::erase_if(charges, [](float charge) { return std::isnan(charge); });
  const std::size_t n = std::min(options.n_pixels, charges.size());
  std::partial_sort(charges.begin(), charges.begin() + static_cast<std::ptrdiff_t>(n),
                    charges.end(), std::greater<>());
  const double sum =
      pairwise_sum<double>(0, n, [&](std::size_t i) { return static_cast<double>(charges[i]); });
  const double mean = sum / static_cast<double>(n);
  return mean >= options.threshold ? options.fraction * mean
                                   : -std::numeric_limits<double>::infinity();
}

}  // namespace

ImageCleaner::ImageCleaner(const Neighbors& neighbors, const CleaningOptions& options)
    : neighbors_(neighbors),
      options_(options),
      flags_(neighbors.n_pixels()),
      candidates_(neighbors.n_pixels() + 1),
      selected_(neighbors.n_pixels()),
      labels_(neighbors.n_pixels()),
      stack_(neighbors.n_pixels() + 1),
      waiting_(neighbors.n_pixels()) {}

bool ImageCleaner::is(std::int32_t pixel, std::uint8_t flag) const {
  return (flags_[index(pixel)] & flag) != 0;
}

int ImageCleaner::count_neighbors(std::int32_t pixel, std::uint8_t flag) const {
  int count = 0;
  for (const std::int32_t neighbor : neighbors_.of(index(pixel))) {
    count += is(neighbor, flag) ? 1 : 0;
  }
  return count;
}

bool ImageCleaner::has_neighbor(std::int32_t pixel, std::uint8_t flag) const {
  std::uint8_t any = 0;
  for (const std::int32_t neighbor : neighbors_.of(index(pixel))) any |= flags_[index(neighbor)];
  return (any & flag) != 0;
}

int ImageCleaner::count_neighbors_in_time(std::int32_t pixel, std::uint8_t flag,
                                          float limit) const {
  int count = 0;
  const float time = time_[index(pixel)];
  for (const std::int32_t neighbor : neighbors_.of(index(pixel))) {
    const bool near = std::abs(time - time_[index(neighbor)]) < limit;
    count += is(neighbor, flag) && near ? 1 : 0;
  }
  return count;
}

template <typename Condition>
void ImageCleaner::mark(std::uint8_t flag, const Condition& condition) {
  for (std::size_t i = 0; i < n_candidates_; ++i) {
    const std::int32_t pixel = candidates_[i];
    std::uint8_t& flags = flags_[index(pixel)];
    if (condition(pixel)) {
      flags |= flag;
    } else {
      flags &= static_cast<std::uint8_t>(~flag);
    }
  }
}

void ImageCleaner::run(std::span<const float> image, std::span<const float> peak_time,
                       std::span<const std::uint8_t> given, std::span<std::uint8_t> mask) {
  image_ = image;
  time_ = peak_time;
  find_candidates(given);
  std::uint8_t survived = 0;
  switch (options_.method) {
    case CleaningMethod::kTailcuts:
      survived = tailcuts();
      break;
    case CleaningMethod::kMars:
      survived = mars();
      break;
    case CleaningMethod::kFact:
      survived = fact();
      break;
    case CleaningMethod::kTimeConstrained:
      survived = time_constrained();
      break;
    case CleaningMethod::kNsb:
      survived = nsb();
      break;
    case CleaningMethod::kTimeDelta:
      keep_in_time_with_neighbors(kFirst, kSecond);
      survived = kSecond;
      break;
    case CleaningMethod::kTimeAverage:
      keep_near_average_time(kFirst, kSecond);
      survived = kSecond;
      break;
    case CleaningMethod::kLargestIsland:
      keep_largest_island(kFirst);
      survived = kFirst;
      break;
    case CleaningMethod::kBrightestIsland: {
      const std::size_t n = find_brightest_island(kFirst);
      for (std::size_t i = 0; i < n; ++i) flags_[index(stack_[i])] |= kSecond;
      survived = kSecond;
      break;
    }
  }
  std::fill(mask.begin(), mask.end(), std::uint8_t{0});
  for (std::size_t i = 0; i < n_candidates_; ++i) {
    const std::size_t pixel = index(candidates_[i]);
    mask[pixel] = (flags_[pixel] & survived) != 0 ? 1 : 0;
    flags_[pixel] = 0;
  }
}

void ImageCleaner::find_candidates(std::span<const std::uint8_t> given) {
  if (!given.empty()) {
    n_candidates_ = list_selected(given, candidates_);
    for (std::size_t i = 0; i < n_candidates_; ++i) flags_[index(candidates_[i])] = kFirst;
    return;
  }
  const std::size_t n_pixels = image_.size();
  std::size_t n = 0;
  if (options_.picture.is_uniform() && options_.boundary.is_uniform()) {
    const float lower = std::min(options_.picture.of(0), options_.boundary.of(0));
    for (std::size_t i = 0; i < n_pixels; ++i) {
      candidates_[n] = static_cast<std::int32_t>(i);
      n += image_[i] >= lower ? 1 : 0;
    }
  } else {
    for (std::size_t i = 0; i < n_pixels; ++i) {
      candidates_[n] = static_cast<std::int32_t>(i);
      n += image_[i] >= options_.picture.of(i) || image_[i] >= options_.boundary.of(i) ? 1 : 0;
    }
  }
  n_candidates_ = n;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t pixel = index(candidates_[i]);
    const float charge = image_[pixel];
    std::uint8_t flags = 0;
    if (charge >= options_.picture.of(pixel)) flags |= kAbovePicture;
    if (charge >= options_.boundary.of(pixel)) flags |= kAboveBoundary;
    flags_[pixel] = flags;
  }
}

void ImageCleaner::mark_picture(std::uint8_t flag) {
  mark(flag, [&](std::int32_t pixel) {
    return is(pixel, kAbovePicture) &&
           count_neighbors(pixel, kAbovePicture) >= options_.min_picture_neighbors;
  });
}

std::uint8_t ImageCleaner::tailcuts() {
  std::uint8_t picture = kAbovePicture;
  if (!options_.keep_isolated_pixels && options_.min_picture_neighbors != 0) {
    picture = kFirst;
    mark_picture(picture);
  }
  mark(kSecond, [&](std::int32_t pixel) {
    return (is(pixel, kAboveBoundary) && has_neighbor(pixel, picture)) ||
           (is(pixel, picture) &&
            (options_.keep_isolated_pixels || has_neighbor(pixel, kAboveBoundary)));
  });
  return kSecond;
}

std::uint8_t ImageCleaner::mars() {
  const std::uint8_t inner = tailcuts();
  mark(kThird, [&](std::int32_t pixel) {
    return (is(pixel, kAboveBoundary) && has_neighbor(pixel, inner)) ||
           (is(pixel, inner) &&
            (options_.keep_isolated_pixels || has_neighbor(pixel, kAboveBoundary)));
  });
  return kThird;
}

std::uint8_t ImageCleaner::fact() {
  const int enough = options_.min_picture_neighbors;
  const float limit = options_.time_limit.value_or(0);
  mark_picture(kFirst);
  mark(kSecond, [&](std::int32_t pixel) {
    return is(pixel, kAboveBoundary) && (is(pixel, kFirst) || has_neighbor(pixel, kFirst));
  });
  if (enough <= 0) return kSecond;
  mark(kThird, [&](std::int32_t pixel) {
    return is(pixel, kSecond) && count_neighbors_in_time(pixel, kSecond, limit) >= enough;
  });
  mark(kFourth, [&](std::int32_t pixel) {
    return is(pixel, kThird) && count_neighbors(pixel, kThird) >= enough;
  });
  mark(kFirst, [&](std::int32_t pixel) {
    return is(pixel, kFourth) && count_neighbors_in_time(pixel, kFourth, limit) >= enough;
  });
  return kFirst;
}

std::uint8_t ImageCleaner::time_constrained() {
  mark_picture(kFirst);
  keep_near_average_time(kFirst, kSecond);
  mark(kThird, [&](std::int32_t pixel) {
    return is(pixel, kSecond) ||
           (is(pixel, kAboveBoundary) && has_neighbor(pixel, kSecond) &&
            count_neighbors_in_time(pixel, kSecond, options_.time_limit_boundary) >=
                options_.min_picture_neighbors);
  });
  return kThird;
}

std::uint8_t ImageCleaner::nsb() {
  std::uint8_t survived = tailcuts();
  if (options_.time_limit) {
    keep_in_time_with_neighbors(survived, kThird);
    survived = kThird;
  }
  if (options_.bright) keep_bright(survived);
  if (options_.largest_island_only) keep_largest_island(survived);
  return survived;
}

void ImageCleaner::keep_in_time_with_neighbors(std::uint8_t from, std::uint8_t to) {
  const float limit = options_.time_limit.value_or(0);
  mark(to, [&](std::int32_t pixel) {
    return is(pixel, from) &&
           count_neighbors_in_time(pixel, from, limit) >= options_.time_num_neighbors;
  });
}

// Pixels whose time is near the mean time of the brightest island, weighted with the square of the
// charge; pixels at twice the picture threshold may be twice as far away.
void ImageCleaner::keep_near_average_time(std::uint8_t from, std::uint8_t to) {
  const std::size_t n = find_brightest_island(from);
  const auto square = [&](std::size_t i) {
    const float charge = image_[index(stack_[i])];
    return charge * charge;
  };
  const float weights = pairwise_sum<float>(0, n, square);
  const float weighted =
      pairwise_sum<float>(0, n, [&](std::size_t i) { return time_[index(stack_[i])] * square(i); });
  const float average = weighted / weights;
  const double limit = options_.time_limit_core;
  mark(to, [&](std::int32_t pixel) {
    if (!is(pixel, from)) return false;
    const bool bright = image_[index(pixel)] >= 2 * options_.picture.of(index(pixel));
    const float difference = std::abs(time_[index(pixel)] - average);
    return static_cast<double>(difference) < (bright ? 2 * limit : limit);
  });
}

void ImageCleaner::keep_bright(std::uint8_t flag) {
  brightest_.clear();
  if (options_.picture.is_uniform() && options_.boundary.is_uniform() &&
      n_candidates_ >= options_.bright->n_pixels) {
    // All pixels above one threshold are there, so the brightest are among them.
    for (std::size_t i = 0; i < n_candidates_; ++i) {
      brightest_.push_back(image_[index(candidates_[i])]);
    }
  } else {
    brightest_.assign(image_.begin(), image_.end());
  }
  const double limit = bright_limit(*options_.bright, brightest_);
  for (std::size_t i = 0; i < n_candidates_; ++i) {
    const std::size_t pixel = index(candidates_[i]);
    if (!(static_cast<double>(image_[pixel]) >= limit)) {
      flags_[pixel] &= static_cast<std::uint8_t>(~flag);
    }
  }
}

void ImageCleaner::keep_largest_island(std::uint8_t flag) {
  const std::int32_t n_islands = label(flag);
  const auto sizes = std::span<std::int32_t>(stack_).first(index(n_islands));
  std::fill(sizes.begin(), sizes.end(), 0);
  for (std::size_t i = 0; i < n_selected_; ++i) {
    ++sizes[index(labels_[index(selected_[i])] - 1)];
  }
  const auto largest =
      static_cast<std::int32_t>(std::max_element(sizes.begin(), sizes.end()) - sizes.begin()) + 1;
  for (std::size_t i = 0; i < n_selected_; ++i) {
    const std::size_t pixel = index(selected_[i]);
    if (labels_[pixel] != largest) flags_[pixel] &= static_cast<std::uint8_t>(~flag);
  }
}

// Writes the pixels of the island with the largest charge, ascending, to the front of stack_ and
// returns their number. Where all islands are negative the reference takes the pixels of none.
std::size_t ImageCleaner::find_brightest_island(std::uint8_t flag) {
  const std::int32_t n_islands = label(flag);
  brightness_.assign(index(n_islands), 0);
  for (std::size_t i = 0; i < n_selected_; ++i) {
    const std::size_t pixel = index(selected_[i]);
    brightness_[index(labels_[pixel] - 1)] += static_cast<double>(image_[pixel]);
  }
  const auto brightest = std::max_element(brightness_.begin(), brightness_.end());
  const auto main = static_cast<std::int32_t>(brightest - brightness_.begin()) + 1;
  std::size_t n = 0;
  for (std::size_t i = 0; i < n_selected_; ++i) {
    if (labels_[index(selected_[i])] == main) stack_[n++] = selected_[i];
  }
  return n;
}

// Lists the candidates with a flag in selected_ and labels their islands.
std::int32_t ImageCleaner::label(std::uint8_t flag) {
  n_selected_ = 0;
  for (std::size_t i = 0; i < n_candidates_; ++i) {
    if (is(candidates_[i], flag)) selected_[n_selected_++] = candidates_[i];
  }
  return label_listed_islands<std::int32_t>(
      neighbors_, std::span<const std::int32_t>(selected_).first(n_selected_), labels_, stack_,
      waiting_);
}

void clean_bright(std::span<const float> image, const BrightCleaning& options,
                  std::vector<float>& scratch, std::span<std::uint8_t> mask) {
  scratch.assign(image.begin(), image.end());
  const double limit = bright_limit(options, scratch);
  for (std::size_t i = 0; i < image.size(); ++i) {
    const bool all = limit == -std::numeric_limits<double>::infinity();
    mask[i] = all || static_cast<double>(image[i]) >= limit ? 1 : 0;
  }
}

void dilate(const Neighbors& neighbors, std::span<const std::uint8_t> mask,
            std::span<std::uint8_t> dilated) {
  std::copy(mask.begin(), mask.end(), dilated.begin());
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (mask[i] == 0) continue;
    for (const std::int32_t neighbor : neighbors.of(i)) dilated[index(neighbor)] = 1;
  }
}

}  // namespace pe
