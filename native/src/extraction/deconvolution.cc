#include "extraction/deconvolution.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "image/pairwise_sum.h"
#include "numeric/maximum.h"
#include "numeric/simd.h"

namespace pe {

namespace {

// Largest upsampling whose weights fit the table below; core/native allows no more.
constexpr std::size_t kMostUpsampling = 64;

// Repeating each sample u times and smoothing with a box of u forward and backward is smoothing
// with a triangle, which reaches over the sample itself and its two neighbours: a linear
// interpolation with rounded corners. Weights of the sample before and after at each of the u
// places within a sample; the sample itself gets the rest.
struct UpsamplingWeights {
  explicit constexpr UpsamplingWeights(std::size_t upsampling) {
    const auto u = static_cast<double>(upsampling);
    for (std::size_t place = 0; place < upsampling; ++place) {
      const auto r = static_cast<double>(place);
      before[place] = (u - 1 - r) * (u - r) / (2 * u * u);
      after[place] = r * (r + 1) / (2 * u * u);
    }
  }

  double before[kMostUpsampling] = {};
  double after[kMostUpsampling] = {};
};

// Those of the default.
constexpr UpsamplingWeights kFourfold(4);

// Written with differences, so that where the waveform is flat all values are the same and the
// first one counts as the peak.
template <std::size_t Fixed, typename Sample>
[[gnu::always_inline]] inline void deconvolve_samples(std::span<const Sample> samples,
                                                      std::size_t upsampling,
                                                      const UpsamplingWeights& weights,
                                                      double pole_zero, double* result) {
  const std::size_t n = samples.size();
  const std::size_t u = Fixed > 0 ? Fixed : upsampling;
  const auto deconvolved = [samples, pole_zero](std::size_t i) {
    return static_cast<double>(samples[i]) - pole_zero * static_cast<double>(samples[i - 1]);
  };
  // The first sample has none before it and becomes 0.
  double before = 0;
  double value = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double after = i + 1 < n ? deconvolved(i + 1) : value;
    const double rise = before - value;
    const double fall = after - value;
    double* place = result + i * u;
    for (std::size_t r = 0; r < u; ++r)
      place[r] = value + (weights.before[r] * rise + weights.after[r] * fall);
    before = value;
    value = after;
  }
}

template <typename Sample>
[[gnu::always_inline]] inline void deconvolve_any(std::span<const Sample> samples,
                                                  std::size_t upsampling, double pole_zero,
                                                  double* result) {
  if (upsampling == 4)
    deconvolve_samples<4>(samples, upsampling, kFourfold, pole_zero, result);
  else
    deconvolve_samples<0>(samples, upsampling, UpsamplingWeights(upsampling), pole_zero, result);
}

[[gnu::always_inline]] inline void clip_samples(std::span<const double> samples, double level,
                                                double* clipped) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double scaled = samples[i] / level;
    const double soft = scaled / (1.0 + std::abs(scaled));
    clipped[i] = soft < 0 ? 0.0 : soft;
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void clip_avx2(std::span<const double> samples, double level,
                                               double* clipped) {
  clip_samples(samples, level, clipped);
}

template <typename Sample>
__attribute__((target("avx2"))) void deconvolve_avx2(std::span<const Sample> samples,
                                                     std::size_t upsampling, double pole_zero,
                                                     double* result) {
  deconvolve_any(samples, upsampling, pole_zero, result);
}
#endif

// Convolution with a kernel of the same length, cut to that length as numpy.convolve "same".
std::vector<double> convolve_same(std::span<const double> values, std::span<const double> kernel) {
  const std::size_t n = values.size();
  const std::size_t first = (n - 1) / 2;
  std::vector<double> result(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t full = i + first;
    const std::size_t begin = full >= n ? full - n + 1 : 0;
    for (std::size_t k = begin; k <= std::min(full, n - 1); ++k)
      result[i] += values[k] * kernel[full - k];
  }
  return result;
}

double sum(std::span<const double> values) {
  return pairwise_sum<double>(0, values.size(), [values](std::size_t i) { return values[i]; });
}

double mean(const std::vector<double>& values) {
  return sum(values) / static_cast<double>(values.size());
}

// Every step-th value from `phase` on.
std::vector<double> take_phase(std::span<const double> values, std::size_t phase,
                               std::size_t step) {
  std::vector<double> taken;
  for (std::size_t i = phase; i < values.size(); i += step) taken.push_back(values[i]);
  return taken;
}

// Decay from sample to sample behind the steepest descent of a pulse.
std::optional<double> find_pole_zero(const std::vector<double>& pulse) {
  if (pulse.size() < 3) return std::nullopt;
  std::size_t steepest = 0;
  for (std::size_t i = 1; i + 1 < pulse.size(); ++i)
    if (pulse[i + 1] - pulse[i] < pulse[steepest + 1] - pulse[steepest]) steepest = i;
  if (steepest + 2 >= pulse.size()) return std::nullopt;
  return pulse[steepest + 2] / pulse[steepest + 1];
}

}  // namespace

template <typename Sample>
void deconvolve(std::span<const Sample> samples, std::size_t upsampling, double pole_zero,
                std::span<double> result) {
#if defined(__x86_64__)
  if (has_avx2()) {
    deconvolve_avx2(samples, upsampling, pole_zero, result.data());
    return;
  }
#endif
  deconvolve_any(samples, upsampling, pole_zero, result.data());
}

template void deconvolve(std::span<const float>, std::size_t, double, std::span<double>);
template void deconvolve(std::span<const double>, std::size_t, double, std::span<double>);

void soft_clip(std::span<const double> samples, double level, std::span<double> clipped) {
#if defined(__x86_64__)
  if (has_avx2()) {
    clip_avx2(samples, level, clipped.data());
    return;
  }
#endif
  clip_samples(samples, level, clipped.data());
}

float adaptive_centroid(std::span<const double> samples, std::int64_t peak, double descend_limit) {
  const double height = samples[static_cast<std::size_t>(peak)];
  if (height < 0) return static_cast<float>(peak);
  const double limit = descend_limit * height;
  const auto n = static_cast<std::int64_t>(samples.size());
  double sum = 0;
  double weighted = 0;
  const auto add = [&](std::int64_t i) {
    const double value = samples[static_cast<std::size_t>(i)];
    if (!(value > limit)) return false;
    sum += value;
    weighted += static_cast<double>(i) * value;
    return true;
  };
  for (std::int64_t i = peak; i >= 0 && add(i); --i) {
  }
  for (std::int64_t i = peak + 1; i < n && add(i); ++i) {
  }
  return static_cast<float>(sum != 0 ? weighted / sum : static_cast<double>(peak));
}

std::optional<DeconvolutionParameters> deconvolution_parameters(
    std::span<const double> pulse, double pulse_width, double sample_width,
    const DeconvolutionOptions& options) {
  if (!(pulse_width > 0) || !(sample_width >= pulse_width)) return std::nullopt;
  const double ratio = std::nearbyint(sample_width / pulse_width);
  if (!(ratio <= static_cast<double>(pulse.size()))) return std::nullopt;
  const auto step = static_cast<std::size_t>(ratio);

  std::vector<double> pole_zeros;
  for (std::size_t phase = 0; phase < step; ++phase) {
    const auto pole_zero = find_pole_zero(take_phase(pulse, phase, step));
    if (!pole_zero) return std::nullopt;
    pole_zeros.push_back(*pole_zero);
  }
  DeconvolutionParameters parameters{};
  parameters.pole_zero = mean(pole_zeros);

  std::vector<double> shape(pulse.begin(), pulse.end());
  const double std = options.effective_time_profile_std;
  if (std > 0) {
    std::vector<double> profile(shape.size());
    for (std::size_t i = 0; i < shape.size(); ++i) {
      const double time =
          (static_cast<double>(i) - static_cast<double>(shape.size()) / 2) * pulse_width / std;
      profile[i] = std::exp(-time * time / 2) / std::sqrt(2 * std::numbers::pi) / std;
    }
    shape = convolve_same(shape, profile);
  }
  const double integral = sum(shape) * pulse_width / sample_width;
  const auto peak_of_shape = static_cast<double>(position_of_maximum(shape.data(), shape.size()));

  std::vector<double> gains;
  std::vector<double> time_shifts;
  std::vector<double> edge_shifts;
  const auto upsampling = static_cast<double>(options.upsampling);
  for (std::size_t phase = 0; phase < step; ++phase) {
    const std::vector<double> samples = take_phase(shape, phase, step);
    std::vector<double> sharp(samples.size() * options.upsampling);
    deconvolve(std::span<const double>(samples), options.upsampling, parameters.pole_zero, sharp);
    const std::int64_t peak = position_of_maximum(sharp.data(), sharp.size());
    const std::int64_t start = peak - options.window_shift;
    if (start < 0 || start + options.window_width > static_cast<std::int64_t>(sharp.size()))
      continue;
    auto time = static_cast<double>(peak);
    if (options.leading_edge_timing) {
      std::vector<double> edge(sharp.size());
      deconvolve(std::span<const double>(samples), options.upsampling, 1.0, edge);
      const std::int64_t edge_peak = position_of_maximum(edge.data(), edge.size());
      edge_shifts.push_back(static_cast<double>(peak - edge_peak));
      time = static_cast<double>(
          adaptive_centroid(edge, edge_peak, options.leading_edge_rel_descend_limit));
    }
    time_shifts.push_back((time / upsampling * static_cast<double>(step) - peak_of_shape) *
                          pulse_width);
    gains.push_back(sum(std::span(sharp).subspan(static_cast<std::size_t>(start),
                                                 static_cast<std::size_t>(options.window_width))) /
                    integral);
  }
  if (gains.empty()) return std::nullopt;
  parameters.gain = mean(gains);
  parameters.time_shift = mean(time_shifts);
  parameters.leading_edge_shift = edge_shifts.empty() ? 0.0 : mean(edge_shifts);
  return parameters;
}

}  // namespace pe
