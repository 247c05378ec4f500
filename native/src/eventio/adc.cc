#include "eventio/adc.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "eventio/differential.h"

namespace pe::eventio {

namespace {

constexpr std::uint32_t kVersion = 3;
// Channels of the two gains.
constexpr std::size_t kHighGain = 0;
constexpr std::size_t kLowGain = 1;

std::uint32_t zero_suppression(std::uint32_t id) { return id & 0x1f; }
std::uint32_t data_reduction(std::uint32_t id) { return (id >> 5) & 0x1f; }
bool list_known(std::uint32_t id) { return ((id >> 10) & 1) != 0; }

bool same(std::int64_t stored, std::size_t expected) {
  return stored >= 0 && static_cast<std::uint64_t>(stored) == expected;
}

struct PixelRange {
  std::size_t begin;
  std::size_t end;
};

// The pixels that survived zero suppression: single ones are stored as -pixel - 1, ranges as first
// and last.
bool read_ranges(ByteReader& reader, std::size_t n_pixels, std::vector<PixelRange>& ranges,
                 std::size_t& n_signal) {
  const std::int64_t n_ranges = reader.varint();
  if (n_ranges < 0 || static_cast<std::uint64_t>(n_ranges) > reader.remaining()) return false;
  ranges.reserve(static_cast<std::size_t>(n_ranges));
  n_signal = 0;
  for (std::int64_t i = 0; i < n_ranges; ++i) {
    const std::int64_t first = reader.varint();
    const std::int64_t begin = first < 0 ? -first - 1 : first;
    const std::int64_t end = first < 0 ? begin + 1 : reader.varint() + 1;
    if (!reader.ok() || end < begin || end > static_cast<std::int64_t>(n_pixels)) return false;
    ranges.push_back({static_cast<std::size_t>(begin), static_cast<std::size_t>(end)});
    n_signal += ranges.back().end - ranges.back().begin;
    // A pixel twice would let few bytes ask for any amount of work.
    if (n_signal > n_pixels) return false;
  }
  return reader.ok();
}

Status decode_suppressed_samples(ByteReader& reader, const AdcShape& shape,
                                 std::span<std::uint16_t> samples) {
  std::vector<PixelRange> ranges;
  std::size_t n_signal = 0;
  std::fill(samples.begin(), samples.end(), std::uint16_t{0});
  if (!read_ranges(reader, shape.n_pixels, ranges, n_signal)) return Status::kDamaged;
  for (std::size_t channel = 0; channel < shape.n_channels; ++channel) {
    for (const PixelRange& range : ranges) {
      std::uint16_t* target =
          samples.data() + (channel * shape.n_pixels + range.begin) * shape.n_samples;
      if (!decode_differential(reader, target, range.end - range.begin, shape.n_samples))
        return Status::kDamaged;
    }
  }
  return Status::kOk;
}

Status decode_samples(ByteReader& reader, std::uint32_t id, const AdcShape& shape,
                      std::span<std::uint16_t> samples) {
  const auto n_pixels = reader.read<std::int32_t>();
  const auto n_channels = reader.read<std::int16_t>();
  const auto n_samples = reader.read<std::int16_t>();
  if (!reader.ok()) return Status::kDamaged;
  if (!same(n_pixels, shape.n_pixels) || !same(n_channels, shape.n_channels) ||
      !same(n_samples, shape.n_samples))
    return Status::kOtherShape;
  if (zero_suppression(id) != 0) return decode_suppressed_samples(reader, shape, samples);
  const bool complete = decode_differential(reader, samples.data(),
                                            shape.n_channels * shape.n_pixels, shape.n_samples);
  return complete ? Status::kOk : Status::kDamaged;
}

// Mode 1: for every 16 pixels a pattern of those that are there, then their low and high gains.
Status decode_pattern_sums(ByteReader& reader, const AdcShape& shape,
                           std::span<std::uint32_t> sums) {
  constexpr std::size_t kGroup = 16;
  std::array<std::uint32_t, kGroup> values{};
  for (std::size_t first = 0; first < shape.n_pixels; first += kGroup) {
    const auto pattern = reader.read<std::uint16_t>();
    if (!reader.ok()) return Status::kDamaged;
    const auto n_values = static_cast<std::size_t>(std::popcount(pattern));
    const auto spread = [&](std::size_t channel) {
      if (!decode_differential(reader, values.data(), 1, n_values)) return false;
      std::size_t next = 0;
      for (std::size_t i = 0; i < kGroup && first + i < shape.n_pixels; ++i) {
        if ((pattern >> i & 1) != 0) sums[channel * shape.n_pixels + first + i] = values[next++];
      }
      return true;
    };
    if (shape.n_channels == 2 && !spread(kLowGain)) return Status::kDamaged;
    if (!spread(kHighGain)) return Status::kDamaged;
  }
  return Status::kOk;
}

// Mode 2: a list of pixels with marks (no low gain, high gain in one byte), then the low gains, the
// wide and the narrow high gains.
Status decode_listed_sums(ByteReader& reader, const AdcShape& shape,
                          std::span<std::uint32_t> sums) {
  constexpr std::uint16_t kWithoutLowGain = 0x2000;
  constexpr std::uint16_t kNarrow = 0x4000;
  constexpr std::uint16_t kPixelMask = 0x1fff;
  const auto list_size = reader.read<std::int16_t>();
  if (list_size < 0 || static_cast<std::size_t>(list_size) > reader.remaining() / 2)
    return Status::kDamaged;
  std::vector<std::uint16_t> list(static_cast<std::size_t>(list_size));
  if (!reader.read_array(list.data(), list.size())) return Status::kDamaged;
  std::size_t n_low = 0;
  std::size_t n_wide = 0;
  std::size_t n_narrow = 0;
  for (const std::uint16_t entry : list) {
    if ((entry & kNarrow) != 0) {
      ++n_narrow;
    } else {
      ++n_wide;
      if (shape.n_channels >= 2 && (entry & kWithoutLowGain) == 0) ++n_low;
    }
  }
  std::vector<std::uint32_t> low(n_low);
  std::vector<std::uint32_t> wide(n_wide);
  std::vector<std::uint8_t> narrow(n_narrow);
  if (shape.n_channels >= 2 && !decode_differential(reader, low.data(), 1, n_low))
    return Status::kDamaged;
  if (!decode_differential(reader, wide.data(), 1, n_wide)) return Status::kDamaged;
  if (!reader.read_array(narrow.data(), n_narrow)) return Status::kDamaged;
  std::size_t next_low = 0;
  std::size_t next_wide = 0;
  std::size_t next_narrow = 0;
  for (const std::uint16_t entry : list) {
    const std::size_t pixel = entry & kPixelMask;
    if (pixel >= shape.n_pixels) return Status::kDamaged;
    sums[kHighGain * shape.n_pixels + pixel] =
        (entry & kNarrow) != 0 ? narrow[next_narrow++] : wide[next_wide++];
    if (shape.n_channels >= 2 && (entry & kWithoutLowGain) == 0) {
      if (next_low == n_low) return Status::kDamaged;
      sums[kLowGain * shape.n_pixels + pixel] = low[next_low++];
    }
  }
  return Status::kOk;
}

Status decode_sums(ByteReader& reader, std::uint32_t id, const AdcShape& shape,
                   std::span<std::uint32_t> sums) {
  const auto n_pixels = reader.read<std::int32_t>();
  const auto n_channels = reader.read<std::int16_t>();
  if (!reader.ok()) return Status::kDamaged;
  if (!same(n_pixels, shape.n_pixels) || !same(n_channels, shape.n_channels))
    return Status::kOtherShape;
  // The other modes write no suppressed pixels.
  if (zero_suppression(id) != 0) std::fill(sums.begin(), sums.end(), std::uint32_t{0});
  switch (zero_suppression(id)) {
    case 0:
      return decode_differential(reader, sums.data(), shape.n_channels, shape.n_pixels)
                 ? Status::kOk
                 : Status::kDamaged;
    case 1:
      return shape.n_channels > 0 ? decode_pattern_sums(reader, shape, sums) : Status::kDamaged;
    case 2:
      return shape.n_channels > 0 ? decode_listed_sums(reader, shape, sums) : Status::kDamaged;
    default:
      return Status::kUnsupported;
  }
}

}  // namespace

Status decode_adc_samples(std::span<const std::uint8_t> payload, std::uint32_t id,
                          std::uint32_t version, const AdcShape& shape,
                          std::span<std::uint16_t> samples) {
  ByteReader reader(payload);
  const bool known = version == kVersion && data_reduction(id) == 0 && !list_known(id);
  const Status status = known ? decode_samples(reader, id, shape, samples) : Status::kUnsupported;
  if (status != Status::kOk) std::fill(samples.begin(), samples.end(), std::uint16_t{0});
  return status;
}

Status decode_adc_sums(std::span<const std::uint8_t> payload, std::uint32_t id,
                       std::uint32_t version, const AdcShape& shape,
                       std::span<std::uint32_t> sums) {
  ByteReader reader(payload);
  const bool known = version == kVersion && data_reduction(id) == 0;
  const Status status = known ? decode_sums(reader, id, shape, sums) : Status::kUnsupported;
  if (status != Status::kOk) std::fill(sums.begin(), sums.end(), std::uint32_t{0});
  return status;
}

}  // namespace pe::eventio
