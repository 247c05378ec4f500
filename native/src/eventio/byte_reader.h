// Bounds-checked reading of EventIO payloads (little-endian).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace pe::eventio {

static_assert(std::endian::native == std::endian::little, "payloads are copied as they are");

// How the decoding of one object ended. The numbers are known to core/native/eventio-status.ts.
enum class Status : std::uint8_t {
  kOk = 0,
  kDamaged = 1,      // the payload ends early or makes no sense
  kUnsupported = 2,  // a version or mode that nobody has defined
  kOtherShape = 3,   // other numbers of pixels, gains or samples than the caller has room for
};

// Reads forward through a payload. A read beyond the end gives zero and leaves ok() false for good;
// the caller may check once per step instead of once per number.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes)
      : position_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool ok() const { return ok_; }
  std::size_t remaining() const { return static_cast<std::size_t>(end_ - position_); }
  const std::uint8_t* position() const { return position_; }
  const std::uint8_t* end() const { return end_; }
  // Moves to a place that was reached by other means, between position() and end().
  void set_position(const std::uint8_t* position) { position_ = position; }
  void fail() {
    ok_ = false;
    position_ = end_;
  }

  template <typename T>
  T read() {
    T value{};
    if (remaining() < sizeof(T)) {
      fail();
      return value;
    }
    std::memcpy(&value, position_, sizeof(T));
    position_ += sizeof(T);
    return value;
  }

  // Copies n numbers; nothing is written when they are not all there.
  template <typename T>
  bool read_array(T* target, std::size_t n) {
    if (remaining() / sizeof(T) < n) {
      fail();
      return false;
    }
    if (n > 0) std::memcpy(target, position_, n * sizeof(T));
    position_ += n * sizeof(T);
    return true;
  }

  bool skip(std::size_t n) {
    if (remaining() < n) {
      fail();
      return false;
    }
    position_ += n;
    return true;
  }

  // Number of variable length: the leading ones of the first byte count the bytes that follow.
  // Numbers of 32 bits take at most five bytes; more is damage.
  std::uint64_t unsigned_varint() {
    const std::uint8_t first = read<std::uint8_t>();
    if (first < 0x80) return first;
    const int following = std::countl_one(first);
    if (following > 4 || remaining() < static_cast<std::size_t>(following)) {
      fail();
      return 0;
    }
    std::uint64_t value = first & (0x7fU >> following);
    for (int i = 0; i < following; ++i) value = (value << 8) | *position_++;
    return value;
  }

  // 0, -1, 1, -2, 2, ... are stored as 0, 1, 2, 3, 4, ...
  std::int64_t varint() {
    const std::uint64_t stored = unsigned_varint();
    const auto magnitude = static_cast<std::int64_t>(stored >> 1);
    return (stored & 1) != 0 ? -magnitude - 1 : magnitude;
  }

 private:
  const std::uint8_t* position_;
  const std::uint8_t* end_;
  bool ok_ = true;
};

}  // namespace pe::eventio
