// Muon rings: the ring of an image and what describes it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "muon/ring_fit.h"

namespace pe {

// A camera in the telescope frame [deg].
struct MuonCamera {
  std::span<const double> x;
  std::span<const double> y;
  // Widths of the pixels.
  std::span<const double> width;
  // Radius of the field of view.
  double radius;
  // Largest centre coordinate and radius of a fitted ring.
  double limit;
};

struct MuonOptions {
  RingFitMethod method;
  // Charge that one of thirty sectors about the centre needs to count as lit [p.e.].
  double completeness_threshold;
  // Full width of the ring for the intensity ratio, in pixels.
  double ratio_width;
  // Half widths of the ring and of the band around it, in ring radii.
  double ring_integration_width;
  double outer_ring_width;
};

// Order of the columns; the names are in core/native/muon-columns.ts.
enum MuonColumn : std::size_t {
  kCenterFovLon,
  kCenterFovLat,
  kRadius,
  kCenterFovLonError,
  kCenterFovLatError,
  kRadiusError,
  kCenterPhi,
  kCenterDistance,
  kContainment,
  kCompleteness,
  kIntensityRatio,
  kMeanSquaredError,
  kRingIntensity,
  kIntensityOutsideRing,
  kNPixelsInRing,
  kMeanIntensityOutsideRing,
  kRadialStdDev,
  kRadialSkewness,
  kRadialExcessKurtosis,
  kNumberOfMuonColumns,
};

// Fits rings to one image after the other; holds the scratch for one thread.
class MuonAnalyzer {
 public:
  MuonAnalyzer(const MuonCamera& camera, const MuonOptions& options);

  // Three fits, to the cleaned pixels and then twice to all pixels within 40 % of the radius from
  // the ring, and the parameters of the last ring, as ctapipe's MuonProcessor. Fills `values` (NaN,
  // -1 for the number of pixels, where no ring was found) and ring_mask with the pixels near the
  // last ring. Shapes: image, mask, ring_mask (n_pixels), values (kNumberOfMuonColumns).
  void run(std::span<const float> image, std::span<const std::uint8_t> mask,
           std::span<std::uint8_t> ring_mask, std::array<double, kNumberOfMuonColumns>& values);

 private:
  double containment(const Ring& ring) const;
  double completeness(const Ring& ring, std::span<const float> image) const;
  void describe(const Ring& ring, std::span<const float> image, std::span<const std::uint8_t> mask,
                std::array<double, kNumberOfMuonColumns>& values);

  const MuonCamera& camera_;
  const MuonOptions& options_;
  std::vector<std::int32_t> pixels_;
  // Distances of all pixels from the centre of the ring.
  std::vector<double> distance_;
  std::vector<std::int32_t> band_;
};

}  // namespace pe
