#include "eventio/photons.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pe::eventio {

namespace {

constexpr float kEmitterWavelength = 9999.0F;
constexpr std::size_t kWavelength = 7;

using Bunch = std::array<float, kBunchColumns>;

// Single precision throughout, as the reference; only the power is rounded once from double.
Bunch expand(const std::array<std::int16_t, kBunchColumns>& stored) {
  const auto value = [&](std::size_t i) { return static_cast<float>(stored[i]); };
  const auto cosine = [&](std::size_t i) { return std::clamp(value(i) / 30000.0F, -1.0F, 1.0F); };
  return {
      value(0) * 0.1F,  value(1) * 0.1F,
      cosine(2),        cosine(3),
      value(4) * 0.1F,  static_cast<float>(std::pow(10.0, static_cast<double>(value(5) * 0.001F))),
      value(6) * 0.01F, value(kWavelength)};
}

}  // namespace

Status decode_photon_bunches(std::span<const std::uint8_t> bunches, bool compact,
                             bool split_emitters, std::size_t n_bunches, std::span<float> columns,
                             std::size_t& n_emitters) {
  n_emitters = 0;
  const std::size_t bunch_size = kBunchColumns * (compact ? sizeof(std::int16_t) : sizeof(float));
  if (bunches.size() / bunch_size < n_bunches || columns.size() / kBunchColumns < n_bunches)
    return Status::kDamaged;
  const auto read_all = [&](auto&& use) {
    ByteReader reader(bunches);
    for (std::size_t i = 0; i < n_bunches; ++i) {
      if (compact) {
        std::array<std::int16_t, kBunchColumns> stored{};
        reader.read_array(stored.data(), kBunchColumns);
        use(expand(stored));
      } else {
        Bunch bunch{};
        reader.read_array(bunch.data(), kBunchColumns);
        use(bunch);
      }
    }
  };
  const auto is_emitter = [&](const Bunch& bunch) {
    return split_emitters && bunch[kWavelength] == kEmitterWavelength;
  };
  if (split_emitters)
    read_all([&](const Bunch& bunch) { n_emitters += is_emitter(bunch) ? 1U : 0U; });
  std::size_t next_photon = 0;
  std::size_t next_emitter = n_bunches - n_emitters;
  read_all([&](const Bunch& bunch) {
    const std::size_t row = is_emitter(bunch) ? next_emitter++ : next_photon++;
    for (std::size_t c = 0; c < kBunchColumns; ++c) columns[c * n_bunches + row] = bunch[c];
  });
  return Status::kOk;
}

}  // namespace pe::eventio
