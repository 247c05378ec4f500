#include <algorithm>
#include <cmath>
#include <numbers>

#include "calibration/pixel_corrections.h"
#include "cleaning/image_cleaner.h"
#include "extraction/extractors.h"
#include "extraction/window_sum.h"
#include "image/islands.h"
#include "image/lts_line.h"
#include "numeric/maximum.h"

namespace pe {

namespace {

constexpr IntegrationWindow kWindow{5, 2};
constexpr IntegrationWindow kWindowBefore{5, 0};  // the first five samples
constexpr IntegrationWindow kWindowAfter{6, 4};   // the last five samples
// Islands of fewer pixels have no axis.
constexpr std::size_t kFewestPixels = 3;

// Centroid and direction of the main axis of an image.
struct Axis {
  double x = 0;
  double y = 0;
  double cos_psi = 0;
  double sin_psi = 0;

  double along(double pixel_x, double pixel_y) const {
    return (pixel_x - x) * cos_psi + (pixel_y - y) * sin_psi;
  }
};

class TwoPassWindowSum : public Extractor {
 public:
  TwoPassWindowSum(const ExtractorSetting& setting, const TwoPassOptions& options)
      : setting_(setting), options_(options) {}

  bool extract(const ExtractionInput& input, ExtractionScratch& scratch,
               const ExtractionOutput& output) const override {
    first_pass(input, scratch, output);
    bool valid = true;
    tell_windows(input, 0, scratch.peaks, kWindow, setting_.correction, output);
    if (!options_.disable_second_pass) valid = second_pass(input, scratch, output);
    for (std::size_t pixel = 0; pixel < input.shape.n_pixels; ++pixel)
      output.image[pixel] = static_cast<float>(scratch.doubles[pixel]);
    return valid;
  }

 private:
  static std::size_t gain_of(const ExtractionInput& input, std::size_t pixel) {
    return input.selected_gain.empty() ? 0 : input.selected_gain[pixel];
  }

  double correct(double charge, std::span<const double> correction, std::size_t gain) const {
    return correction.empty() ? charge : charge * correction[gain];
  }

  // Position of the middle of the largest sum of three samples of each waveform that leaves one
  // more on either side, in the precision in which the reference holds these sums.
  static void find_peaks(const ExtractionInput& input, ExtractionScratch& scratch) {
    const std::size_t n_samples = input.shape.n_samples;
    const std::size_t n_sums = n_samples - 4;
    scratch.peaks.resize(input.shape.n_pixels);
    const auto sum_at = [](const float* samples) {
      return static_cast<double>(samples[0]) +
             (static_cast<double>(samples[-1]) + static_cast<double>(samples[1]));
    };
    if (input.wide) {
      scratch.sums.resize(n_sums);
      for (std::size_t pixel = 0; pixel < input.shape.n_pixels; ++pixel) {
        const float* samples = input.samples(0, pixel) + 2;
        for (std::size_t i = 0; i < n_sums; ++i) scratch.sums[i] = sum_at(samples + i);
        scratch.peaks[pixel] = find_maximum(scratch.sums.data(), n_sums);
      }
    } else {
      scratch.floats.resize(n_sums * input.shape.n_pixels);
      for (std::size_t pixel = 0; pixel < input.shape.n_pixels; ++pixel) {
        const float* samples = input.samples(0, pixel) + 2;
        float* sums = scratch.floats.data() + pixel * n_sums;
        for (std::size_t i = 0; i < n_sums; ++i) sums[i] = static_cast<float>(sum_at(samples + i));
      }
      find_maxima(scratch.floats.data(), n_sums, scratch.peaks);
    }
    for (std::int32_t& peak : scratch.peaks) peak += 2;
  }

  // Corrected charges in five samples around these peaks into scratch.doubles.
  void first_pass(const ExtractionInput& input, ExtractionScratch& scratch,
                  const ExtractionOutput& output) const {
    find_peaks(input, scratch);
    sum_around_peaks(input.waveforms, input.shape.n_samples, scratch.peaks, kWindow,
                     setting_.sampling_rate, output.image, output.peak_time);
    scratch.doubles.resize(input.shape.n_pixels);
    for (std::size_t pixel = 0; pixel < input.shape.n_pixels; ++pixel)
      scratch.doubles[pixel] = correct(static_cast<double>(output.image[pixel]),
                                       setting_.correction, gain_of(input, pixel));
  }

  // Sums all pixels but the bright ones of the main island again where the line of its arrival
  // times expects their pulses. False when there is no such line.
  bool second_pass(const ExtractionInput& input, ExtractionScratch& scratch,
                   const ExtractionOutput& output) const {
    const std::span<float> peak_time = output.peak_time;
    const std::size_t n_pixels = input.shape.n_pixels;
    const std::span<double> charges(scratch.doubles);
    if (options_.average_invalid_pixels && !input.broken.empty()) {
      // Like the reference, the mask of the first channel whatever was selected.
      const auto invalid = input.broken.first(n_pixels);
      average_neighbors(setting_.neighbors, invalid, charges);
      average_neighbors(setting_.neighbors, invalid, peak_time);
    }
    if (find_main_island(charges, scratch) < kFewestPixels) return false;

    const Axis axis = find_axis(charges, scratch.mask);
    scratch.longitudinal.clear();
    scratch.times.clear();
    for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
      if (scratch.mask[pixel] == 0) continue;
      scratch.longitudinal.push_back(axis.along(setting_.pixel_x[pixel], setting_.pixel_y[pixel]));
      scratch.times.push_back(static_cast<double>(peak_time[pixel]));
    }
    const Line line = scratch.line.fit(scratch.longitudinal, scratch.times);
    if (std::isnan(line.slope)) return false;

    for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
      const bool in_core = scratch.mask[pixel] != 0 && !(charges[pixel] < options_.core_threshold);
      if (in_core) continue;
      const double longitudinal = axis.along(setting_.pixel_x[pixel], setting_.pixel_y[pixel]);
      sum_at(input, pixel, line.slope * longitudinal + line.intercept, charges[pixel], output);
    }
    return true;
  }

  // Charge and time of one pixel in five samples around an expected time [ns], at the ends of the
  // readout in the first or last five (six when the window ends with the readout, as in the
  // reference).
  void sum_at(const ExtractionInput& input, std::size_t pixel, double expected, double& charge,
              const ExtractionOutput& output) const {
    const auto n_samples = static_cast<double>(input.shape.n_samples);
    const double rounded = std::nearbyint(expected * setting_.sampling_rate);
    double peak = std::isnan(rounded) ? 0.0 : std::clamp(rounded, -10.0, n_samples + 10.0);
    const double start = peak - static_cast<double>(kWindow.shift);
    const bool before = start < 0;
    const bool after = start + static_cast<double>(kWindow.width) > n_samples - 1;
    if (peak < 2) peak = 0;
    if (peak > n_samples - 3) peak = n_samples - 1;
    const IntegrationWindow& window = after ? kWindowAfter : before ? kWindowBefore : kWindow;
    const auto correction = after    ? options_.correction_after
                            : before ? options_.correction_before
                                     : setting_.correction;
    float sum = 0;
    sum_around_peak(input.samples(0, pixel), static_cast<std::int64_t>(input.shape.n_samples),
                    static_cast<std::int64_t>(peak), window, setting_.sampling_rate, sum,
                    output.peak_time[pixel]);
    tell_window(input, 0, pixel, static_cast<std::int64_t>(peak), window, correction, output);
    charge = static_cast<double>(
        static_cast<float>(correct(static_cast<double>(sum), correction, gain_of(input, pixel))));
  }

  // Leaves the brightest island of the tail-cut image in scratch.mask and says how many pixels it
  // has.
  std::size_t find_main_island(std::span<const double> charges, ExtractionScratch& scratch) const {
    const std::size_t n_pixels = charges.size();
    scratch.floats.assign(charges.begin(), charges.end());
    const std::array picture{static_cast<float>(options_.core_threshold)};
    const std::array boundary{static_cast<float>(options_.core_threshold / 2)};
    CleaningOptions options{CleaningMethod::kTailcuts,
                            Threshold(picture),
                            Threshold(boundary),
                            1,
                            false,
                            std::nullopt,
                            0,
                            0,
                            0,
                            std::nullopt,
                            false};
    ImageCleaner cleaner(setting_.neighbors, options);
    scratch.mask.resize(n_pixels);
    cleaner.run(scratch.floats, {}, {}, scratch.mask);
    scratch.labels.resize(n_pixels);
    scratch.order.resize(3 * n_pixels + 1);
    const auto n_islands = static_cast<std::size_t>(
        label_islands(setting_.neighbors, scratch.mask, scratch.labels, scratch.order));
    scratch.sums.assign(n_islands + 1, 0.0);
    for (std::size_t pixel = 0; pixel < n_pixels; ++pixel)
      if (scratch.labels[pixel] > 0)
        scratch.sums[static_cast<std::size_t>(scratch.labels[pixel])] += charges[pixel];
    const std::int32_t brightest =
        n_islands == 0 ? -1 : position_of_maximum(scratch.sums.data() + 1, n_islands) + 1;
    std::size_t count = 0;
    for (std::size_t pixel = 0; pixel < n_pixels; ++pixel) {
      scratch.mask[pixel] = scratch.labels[pixel] == brightest ? 1 : 0;
      count += scratch.mask[pixel];
    }
    return count;
  }

  // Main axis of the charges inside the mask, as the Hillas parametrisation defines it.
  Axis find_axis(std::span<const double> charges, std::span<const std::uint8_t> mask) const {
    double size = 0;
    Axis axis;
    for (std::size_t pixel = 0; pixel < mask.size(); ++pixel) {
      if (mask[pixel] == 0) continue;
      size += charges[pixel];
      axis.x += charges[pixel] * setting_.pixel_x[pixel];
      axis.y += charges[pixel] * setting_.pixel_y[pixel];
    }
    axis.x /= size;
    axis.y /= size;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (std::size_t pixel = 0; pixel < mask.size(); ++pixel) {
      if (mask[pixel] == 0) continue;
      const double dx = setting_.pixel_x[pixel] - axis.x;
      const double dy = setting_.pixel_y[pixel] - axis.y;
      xx += charges[pixel] * dx * dx;
      xy += charges[pixel] * dx * dy;
      yy += charges[pixel] * dy * dy;
    }
    const bool round = xy == 0 && xx == yy;
    const double psi = round ? std::numbers::pi / 2 : std::atan2(2 * xy, xx - yy) / 2;
    axis.cos_psi = std::cos(psi);
    axis.sin_psi = std::sin(psi);
    return axis;
  }

  ExtractorSetting setting_;
  TwoPassOptions options_;
};

}  // namespace

std::unique_ptr<Extractor> two_pass_window_sum(const ExtractorSetting& setting,
                                               const TwoPassOptions& options) {
  return std::make_unique<TwoPassWindowSum>(setting, options);
}

}  // namespace pe
