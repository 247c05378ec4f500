#include "eventio/photoelectrons.h"

#include <algorithm>

namespace pe::eventio {

namespace {

constexpr std::int16_t kHasAmplitudes = 1;
constexpr std::int16_t kHasPhotons = 4;

Status decode(ByteReader& reader, std::uint32_t version, std::span<std::int32_t> counts,
              const PhotoelectronLists& lists) {
  PhotoelectronHead head;
  head.n_pe = reader.read<std::int32_t>();
  head.n_pixels = reader.read<std::int32_t>();
  if (version > 1) head.flags = reader.read<std::int16_t>();
  head.non_empty = reader.read<std::int32_t>();
  if (!reader.ok() || head.n_pe < 0 || head.non_empty < 0) return Status::kDamaged;
  if (head.n_pixels < 0 || static_cast<std::size_t>(head.n_pixels) != counts.size())
    return Status::kOtherShape;
  const auto total = static_cast<std::size_t>(head.n_pe);
  std::size_t first = 0;
  for (std::int32_t i = 0; i < head.non_empty; ++i) {
    const std::int64_t pixel = version > 2 ? reader.varint() : reader.read<std::int16_t>();
    const auto stored = reader.read<std::int32_t>();
    if (!reader.ok() || pixel < 0 || pixel >= head.n_pixels || stored < 0) return Status::kDamaged;
    const auto n_pe = static_cast<std::size_t>(stored);
    if (n_pe > total - first) return Status::kDamaged;
    counts[static_cast<std::size_t>(pixel)] = stored;
    if (lists.pixel_id.size() == total)
      std::fill_n(lists.pixel_id.begin() + static_cast<std::ptrdiff_t>(first), n_pe,
                  static_cast<std::uint32_t>(pixel));
    const auto list = [&](std::span<float> target) {
      return target.size() == total ? reader.read_array(target.data() + first, n_pe)
                                    : reader.skip(n_pe * sizeof(float));
    };
    if (!list(lists.time)) return Status::kDamaged;
    if ((head.flags & kHasAmplitudes) != 0 && !list(lists.amplitude)) return Status::kDamaged;
    first += n_pe;
  }
  if ((head.flags & kHasPhotons) == 0 || lists.photons.empty()) return Status::kOk;
  const auto non_empty = reader.read<std::int32_t>();
  for (std::int32_t i = 0; i < non_empty; ++i) {
    const auto pixel = reader.read<std::int16_t>();
    const auto n_photons = reader.read<std::int32_t>();
    if (!reader.ok() || pixel < 0 || static_cast<std::size_t>(pixel) >= lists.photons.size())
      return Status::kDamaged;
    lists.photons[static_cast<std::size_t>(pixel)] = n_photons;
  }
  return reader.ok() ? Status::kOk : Status::kDamaged;
}

template <typename T>
void clear(std::span<T> values) {
  std::fill(values.begin(), values.end(), T{});
}

}  // namespace

Status decode_photoelectrons(std::span<const std::uint8_t> payload, std::uint32_t version,
                             std::span<std::int32_t> counts, const PhotoelectronLists& lists) {
  clear(counts);
  clear(lists.photons);
  ByteReader reader(payload);
  const bool known = version >= 1 && version <= 3;
  const Status status = known ? decode(reader, version, counts, lists) : Status::kUnsupported;
  if (status != Status::kOk) {
    clear(counts);
    clear(lists.pixel_id);
    clear(lists.time);
    clear(lists.amplitude);
    clear(lists.photons);
  }
  return status;
}

}  // namespace pe::eventio
