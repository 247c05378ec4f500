// All parameters of cleaned images: Hillas, timing, leakage, concentration, morphology, statistics.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "image/lts_line.h"
#include "image/neighbors.h"

namespace pe {

// A camera in the frame in which parameters are wanted; lengths in one unit (m or deg).
struct ParameterCamera {
  std::span<const double> x;
  std::span<const double> y;
  std::span<const double> area;
  // Distance within which a pixel counts to the concentration at the centroid.
  std::span<const double> width;
  Neighbors neighbors;
  // 1 for pixels of the outermost row, and of the two outermost rows.
  std::vector<std::uint8_t> border1;
  std::vector<std::uint8_t> border2;

  // Fills border1 (fewer neighbours than the best connected pixel) and border2 (a neighbour in
  // border1), as CameraGeometry.get_border_pixel_mask.
  void find_borders();
};

// Order of the real-valued columns; the names are in core/native/image-parameters.ts.
enum ParameterColumn : std::size_t {
  kIntensity,
  kSkewness,
  kKurtosis,
  kX,
  kY,
  kR,
  kPhi,
  kLength,
  kLengthUncertainty,
  kWidth,
  kWidthUncertainty,
  kPsi,
  kPsiUncertainty,
  kTransverseCogUncertainty,
  kTimingIntercept,
  kTimingDeviation,
  kTimingSlope,
  kLeakagePixels1,
  kLeakagePixels2,
  kLeakageIntensity1,
  kLeakageIntensity2,
  kConcentrationCog,
  kConcentrationCore,
  kConcentrationPixel,
  kIntensityStatistics,
  kPeakTimeStatistics = kIntensityStatistics + 6,
  kNumberOfParameters = kPeakTimeStatistics + 6,
};

// n_pixels, n_islands, n_small_islands, n_medium_islands, n_large_islands.
constexpr std::size_t kNumberOfMorphologyColumns = 5;

// Parameters of one image: NaN and -1 where it was not evaluated.
struct ImageParameters {
  std::array<double, kNumberOfParameters> values;
  std::array<std::int32_t, kNumberOfMorphologyColumns> morphology;
};

// Works out the parameters of one image after the other; holds the scratch for one thread.
class ImageParametrizer {
 public:
  explicit ImageParametrizer(const ParameterCamera& camera);

  // Charge is float (reconstructed [p.e.]) or std::int32_t (true photo-electrons). Shapes:
  // mask, image, peak_time (n_pixels); an empty peak_time leaves timing NaN, an empty mask stands
  // for the pixels with light (> 0) of true photo-electrons. With `evaluate` < 0 the reference's
  // default condition decides (sum of charges > 0 and more than one pixel), otherwise 0 and 1 do.
  // Images with a negative charge inside the mask, which the reference refuses with an error, get
  // NaN for everything that weighs with charges.
  template <typename Charge>
  void run(std::span<const std::uint8_t> mask, std::span<const Charge> image,
           std::span<const float> peak_time, int evaluate, ImageParameters& result);

 private:
  void hillas(ImageParameters& result);
  void timing(std::span<const float> peak_time, ImageParameters& result);
  template <typename Charge>
  void leakage(std::span<const Charge> image, ImageParameters& result) const;
  void concentration(ImageParameters& result) const;
  void morphology(ImageParameters& result);

  const ParameterCamera& camera_;
  std::vector<std::int32_t> pixels_;
  std::size_t n_ = 0;
  std::vector<double> charge_;
  std::vector<double> dx_;
  std::vector<double> dy_;
  std::vector<double> longitudinal_;
  std::vector<double> transverse_;
  std::vector<double> time_;
  std::vector<std::int32_t> labels_;
  std::vector<std::int32_t> stack_;
  std::vector<std::uint8_t> waiting_;
  LtsLine lts_;
};

}  // namespace pe
