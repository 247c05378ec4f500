// Shower geometry from the planes that the image axes span.
#pragma once

#include "stereo/stereo_event.h"

namespace pe::stereo {

// Scratch of one thread.
struct HillasReconstructorScratch {
  std::vector<Vector3> normals;
  std::vector<Vector3> crossings;
};

// Reconstructs one event as ctapipe's HillasReconstructor. Every image and its telescope span a
// plane through two points on the major axis. Direction: average over all pairs of planes of the
// line in which they meet, turned upwards, weighted by the product of the images'
// intensity x length / width; its uncertainty is the mean angle between the average and the lines.
// Core: the point nearest to the image axes drawn from the telescopes in the plane across the array
// pointing; the axes are first brought to one common pointing (F. Gasparetto, thesis, 7.1.4), so
// that divergent pointing works. Height of maximum: the point nearest to the lines of sight to the
// centroids.
//
// core_psi gets the angle of each image's axis in that plane [rad], shape (n images).
//
// Where the reference stops with an error or gives numbers that are rounding only (all axes
// parallel), the event is invalid here, or has no h_max when only the lines of sight are parallel.
ShowerGeometry hillas_reconstructor(const StereoEvent& event, std::span<double> core_psi,
                                    HillasReconstructorScratch& scratch);

}  // namespace pe::stereo
