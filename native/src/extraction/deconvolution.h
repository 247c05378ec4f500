// Pole-zero deconvolution of slow pulses, for FlashCam.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pe {

// Takes the exponential tail off a waveform (sample − pole_zero · the sample before), repeats every
// sample `upsampling` times (at most 64) and smooths with a box of that width forward and backward.
// `result` has upsampling · samples.size() values. As ctapipe.image.extractor.deconvolve.
// Instantiated for float and double samples.
template <typename Sample>
void deconvolve(std::span<const Sample> samples, std::size_t upsampling, double pole_zero,
                std::span<double> result);

// Clips samples softly at `level`, x / (1 + |x|) of x = sample / level, and negative ones to 0. As
// FlashCamExtractor.clip. Shapes: samples and clipped of one length.
void soft_clip(std::span<const double> samples, double level, std::span<double> clipped);

// Position of the centre of the pulse around `peak`, from the samples next to it that lie above
// `descend_limit` times the peak; the peak itself where it is negative. As adaptive_centroid.
float adaptive_centroid(std::span<const double> samples, std::int64_t peak, double descend_limit);

// What is asked of the deconvolution of a camera.
struct DeconvolutionOptions {
  std::size_t upsampling;
  std::int64_t window_width;
  std::int64_t window_shift;
  bool leading_edge_timing;
  double leading_edge_rel_descend_limit;
  double effective_time_profile_std;  // [ns]
};

// What the reference pulse of a camera gives.
struct DeconvolutionParameters {
  double pole_zero;
  double gain;                // charge that is left of one photo-electron
  double time_shift;          // [ns], to subtract from times
  double leading_edge_shift;  // upsampled samples from the leading edge's peak to the pulse's
};

// Works them out from a single photo-electron pulse with samples of `pulse_width` ns, averaged over
// its phases with respect to the camera's samples of `sample_width` ns. Nothing when the pulse is
// sampled more coarsely than the camera, too short, or its peak not contained. As
// ctapipe.image.extractor.deconvolution_parameters.
std::optional<DeconvolutionParameters> deconvolution_parameters(
    std::span<const double> pulse, double pulse_width, double sample_width,
    const DeconvolutionOptions& options);

}  // namespace pe
