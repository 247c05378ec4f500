// Shower geometry from the crossings of image axes.
#pragma once

#include "stereo/stereo_event.h"

namespace pe::stereo {

// Scratch of one thread.
struct HillasIntersectionScratch {
  std::vector<Angles> cogs;
  std::vector<Vector3> tilted;
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> weights;
};

// Reconstructs one event as ctapipe's HillasIntersection (Hofmann et al. 1999, Astropart. Phys. 12,
// 135, algorithm 1). The axes of all pairs of images are intersected in the nominal frame of the
// array pointing (direction) and, drawn from the telescopes, in the plane across it (core); the
// crossings are averaged with weights I1 I2 / (I1 + I2) |sin(psi1 - psi2)|, their weighted spread
// is the uncertainty. Height of maximum: mean over telescopes, weighted by intensity, of impact
// distance over angular distance of centroid and direction, times the cosine of the zenith angle;
// none above 100 km. Invalid if the direction is more than 45 deg from the pointing in either
// coordinate.
//
// Where all axes are parallel the reference stops with an error; the event is invalid here.
ShowerGeometry hillas_intersection(const StereoEvent& event, HillasIntersectionScratch& scratch);

}  // namespace pe::stereo
