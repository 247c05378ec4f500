// Vectors in space and the rotations between the frames of a telescope array.
#pragma once

#include <cmath>
#include <numbers>

namespace pe::stereo {

inline constexpr double kDegree = std::numbers::pi / 180.0;

struct Vector3 {
  double x = 0.0;
  double y = 0.0;
  double z = 0.0;
};

inline Vector3 cross(const Vector3& a, const Vector3& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

inline double dot(const Vector3& a, const Vector3& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

inline double norm(const Vector3& a) { return std::sqrt(dot(a, a)); }

// Longitude (counter-clockwise from x, in (-pi, pi]) and latitude [rad].
struct Angles {
  double lon = 0.0;
  double lat = 0.0;
};

inline Angles to_angles(const Vector3& v) {
  return {std::atan2(v.y, v.x), std::atan2(v.z, std::hypot(v.x, v.y))};
}

inline Vector3 to_vector(const Angles& a) {
  const double c = std::cos(a.lat);
  return {c * std::cos(a.lon), c * std::sin(a.lon), std::sin(a.lat)};
}

// Unit vector in the ground frame (x north, y west, z up) of an altitude and an azimuth (north over
// east, hence the sign of y) [rad].
inline Vector3 ground_direction(double alt, double az) { return to_vector({-az, alt}); }

// The two frames that belong to a pointing direction. Both are rotations of the ground frame, so
// the chains of spherical frames that the reference walks through (telescope, AltAz, nominal) are
// products of such matrices.
class Pointing {
 public:
  // Altitude and azimuth [rad].
  Pointing(double alt, double az)
      : sin_alt_(std::sin(alt)),
        cos_alt_(std::cos(alt)),
        sin_az_(std::sin(az)),
        cos_az_(std::cos(az)) {}

  // Direction in the ground frame of an offset from the pointing (fov_lon grows with azimuth,
  // fov_lat with altitude): sky-offset frame to AltAz by R_z(az)^T R_y(-alt)^T, then the azimuth is
  // turned to the right-handed ground frame.
  Vector3 offset_to_ground(const Angles& offset) const {
    const Vector3 v = to_vector(offset);
    const double level = cos_alt_ * v.x - sin_alt_ * v.z;
    return {cos_az_ * level - sin_az_ * v.y, -(sin_az_ * level + cos_az_ * v.y),
            sin_alt_ * v.x + cos_alt_ * v.z};
  }

  // Inverse of offset_to_ground.
  Angles ground_to_offset(const Vector3& v) const {
    const double level = cos_az_ * v.x - sin_az_ * v.y;
    return to_angles({cos_alt_ * level + sin_alt_ * v.z, -(sin_az_ * v.x + cos_az_ * v.y),
                      cos_alt_ * v.z - sin_alt_ * level});
  }

  // Position in the frame whose z axis points at the pointing direction (tilted ground frame of
  // hessio and ctapipe).
  Vector3 ground_to_tilted(const Vector3& p) const {
    return {sin_alt_ * cos_az_ * p.x - sin_alt_ * sin_az_ * p.y - cos_alt_ * p.z,
            sin_az_ * p.x + cos_az_ * p.y,
            cos_alt_ * cos_az_ * p.x - cos_alt_ * sin_az_ * p.y + sin_alt_ * p.z};
  }

  // Where the line through a point of the tilted plane (z = 0) along the pointing direction meets
  // the ground (z = 0).
  Vector3 tilted_to_ground_plane(double x, double y) const {
    const Vector3 p{sin_alt_ * cos_az_ * x + sin_az_ * y, -sin_alt_ * sin_az_ * x + cos_az_ * y,
                    -cos_alt_ * x};
    return {p.x - cos_alt_ * cos_az_ * p.z / sin_alt_, p.y + cos_alt_ * sin_az_ * p.z / sin_alt_,
            0.0};
  }

 private:
  double sin_alt_;
  double cos_alt_;
  double sin_az_;
  double cos_az_;
};

}  // namespace pe::stereo
