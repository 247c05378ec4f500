// Feeds damaged payloads to the EventIO decoders, to be run with sanitizers.
//
// Usage: eventio_fuzz FOLDER ROUNDS SEED
//
// FOLDER holds real payloads, one file each: eight little-endian int32 (object type, version,
// identifier, n_channels, n_pixels, n_samples, number of listed pixels, flags), the listed pixels,
// the payload. Every round damages every payload in another way and decodes it into memory of
// exactly the size that is promised. Prints the number of decodings and of those that went well.
// Beside the sanitizers this checks that both ways of decoding samples agree and that what could
// not be decoded is zero.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <vector>

#include "eventio/adc.h"
#include "eventio/differential.h"
#include "eventio/photoelectrons.h"
#include "eventio/photons.h"
#include "eventio/pixel_list.h"
#include "eventio/pixel_timing.h"

namespace {

using pe::eventio::Status;
using Random = std::mt19937_64;

struct Sample {
  std::int32_t type = 0;
  std::int32_t version = 0;
  std::int32_t id = 0;
  std::int32_t n_channels = 0;
  std::int32_t n_pixels = 0;
  std::int32_t n_samples = 0;
  std::int32_t flags = 0;
  std::vector<std::int32_t> pixels;
  std::vector<std::uint8_t> payload;
};

// More elements than this are not given to a decoder: the caller's limit in TypeScript.
constexpr std::uint64_t kMaxElements = 1U << 22;

[[noreturn]] void fail(const char* what, const Sample& sample) {
  std::fprintf(stderr, "type %d version %d: %s\n", sample.type, sample.version, what);
  std::exit(1);
}

std::vector<Sample> load(const char* folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Sample> samples;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
    std::int32_t head[8];
    if (bytes.size() < sizeof(head)) continue;
    std::memcpy(head, bytes.data(), sizeof(head));
    Sample sample{head[0], head[1], head[2], head[3], head[4], head[5], head[7], {}, {}};
    sample.pixels.resize(static_cast<std::size_t>(head[6]));
    const std::size_t list = sample.pixels.size() * sizeof(std::int32_t);
    if (list > 0) std::memcpy(sample.pixels.data(), bytes.data() + sizeof(head), list);
    sample.payload.assign(bytes.begin() + static_cast<std::ptrdiff_t>(sizeof(head) + list),
                          bytes.end());
    samples.push_back(std::move(sample));
  }
  return samples;
}

std::size_t below(Random& random, std::size_t n) { return n == 0 ? 0 : random() % n; }

void damage_number(Random& random, std::int32_t& number) {
  constexpr std::int32_t kExtremes[] = {0, 1, 2, -1, 7, 40, 1855, 32767, 65536};
  number = random() % 2 == 0 ? kExtremes[below(random, std::size(kExtremes))]
                             : number + static_cast<std::int32_t>(random() % 5) - 2;
}

void damage(Random& random, Sample& sample) {
  auto& bytes = sample.payload;
  const std::size_t n_damages = 1 + below(random, 4);
  for (std::size_t i = 0; i < n_damages; ++i) {
    // Most of the interesting numbers are at the beginning.
    const std::size_t range =
        random() % 2 == 0 ? std::min<std::size_t>(bytes.size(), 64) : bytes.size();
    const std::size_t at = below(random, range);
    switch (random() % 10) {
      case 0:
        bytes.resize(below(random, bytes.size() + 1));
        break;
      case 1:
        bytes.resize(bytes.size() - std::min<std::size_t>(bytes.size(), random() % 20));
        break;
      case 2:
      case 3:
        if (!bytes.empty()) bytes[at] ^= static_cast<std::uint8_t>(1U << (random() % 8));
        break;
      case 4:
        if (!bytes.empty()) bytes[at] = static_cast<std::uint8_t>(random());
        break;
      case 5:
        for (std::size_t k = at; k < std::min(bytes.size(), at + 40); ++k) bytes[k] = 0xff;
        break;
      case 6:
        if (bytes.size() >= at + 4) {
          auto number = static_cast<std::int32_t>(random());
          damage_number(random, number);
          std::memcpy(bytes.data() + at, &number, sizeof(number));
        }
        break;
      case 7:
        sample.id ^= static_cast<std::int32_t>(1U << (random() % 12));
        break;
      case 8:
        damage_number(random, random() % 2 == 0 ? sample.version : sample.flags);
        if (!sample.pixels.empty())
          damage_number(random, sample.pixels[below(random, sample.pixels.size())]);
        break;
      default:
        damage_number(random, random() % 3 == 0   ? sample.n_samples
                              : random() % 2 == 0 ? sample.n_pixels
                                                  : sample.n_channels);
    }
  }
}

// Moves a payload to memory of exactly its size, so that a read beyond it is seen.
class Exact {
 public:
  explicit Exact(const std::vector<std::uint8_t>& bytes)
      : size_(bytes.size()), bytes_(new std::uint8_t[bytes.size()]) {
    std::copy(bytes.begin(), bytes.end(), bytes_);
  }
  ~Exact() { delete[] bytes_; }
  Exact(const Exact&) = delete;
  Exact& operator=(const Exact&) = delete;
  std::span<const std::uint8_t> span() const { return {bytes_, size_}; }

 private:
  std::size_t size_;
  std::uint8_t* bytes_;
};

template <typename T>
bool all_zero(const std::vector<T>& values) {
  return std::all_of(values.begin(), values.end(), [](T value) { return value == T{}; });
}

template <typename T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

Status decode(const Sample& sample) {
  const Exact exact(sample.payload);
  const auto payload = exact.span();
  const auto size = [](std::int32_t n) { return static_cast<std::size_t>(std::max(0, n)); };
  const std::size_t n_channels = size(sample.n_channels);
  const std::size_t n_pixels = size(sample.n_pixels);
  const std::size_t n_samples = size(sample.n_samples);
  const auto version = static_cast<std::uint32_t>(sample.version);
  const auto id = static_cast<std::uint32_t>(sample.id);
  const std::size_t n_lists = sample.type == 1208 || sample.type == 1205 ? 1 : n_pixels;
  if (n_channels > kMaxElements || n_pixels > kMaxElements || n_samples > kMaxElements ||
      n_channels * n_pixels > kMaxElements || n_lists * n_samples > kMaxElements ||
      n_channels * n_lists * n_samples > kMaxElements)
    return Status::kOtherShape;
  const pe::eventio::AdcShape shape{n_channels, n_pixels, n_samples};
  switch (sample.type) {
    case 2013: {
      std::vector<std::uint16_t> samples(shape.size(), 0xabcd);
      const Status status = pe::eventio::decode_adc_samples(payload, id, version, shape, samples);
      if (status != Status::kOk && !all_zero(samples)) fail("damaged samples are not zero", sample);
      const auto content = payload.subspan(std::min<std::size_t>(8, payload.size()));
      std::vector<std::uint16_t> fast(shape.size());
      std::vector<std::uint16_t> slow(shape.size());
      pe::eventio::ByteReader fast_reader(content);
      pe::eventio::ByteReader slow_reader(content);
      const bool fast_ok = pe::eventio::decode_differential(fast_reader, fast.data(),
                                                            n_channels * n_pixels, n_samples);
      const bool slow_ok = pe::eventio::decode_differential_portable(
          slow_reader, slow.data(), n_channels * n_pixels, n_samples);
      if (fast_ok != slow_ok || (fast_ok && !same(fast, slow)) ||
          fast_reader.remaining() != slow_reader.remaining())
        fail("vector and portable decoding differ", sample);
      return status;
    }
    case 2012: {
      std::vector<std::uint32_t> sums(n_channels * n_pixels);
      const Status status = pe::eventio::decode_adc_sums(payload, id, version, shape, sums);
      if (status != Status::kOk && !all_zero(sums)) fail("damaged sums are not zero", sample);
      return status;
    }
    case 1208: {
      std::vector<std::int32_t> counts(n_pixels);
      std::vector<std::uint32_t> pixel_id(n_samples);
      std::vector<float> time(n_samples);
      std::vector<float> amplitude((sample.flags & 1) != 0 ? n_samples : 0);
      std::vector<std::int32_t> photons((sample.flags & 4) != 0 ? n_pixels : 0);
      const Status status = pe::eventio::decode_photoelectrons(
          payload, version, counts, {pixel_id, time, amplitude, photons});
      if (status != Status::kOk && !all_zero(counts)) fail("damaged counts are not zero", sample);
      return status;
    }
    case 1205: {
      std::vector<float> columns(pe::eventio::kBunchColumns * n_samples);
      std::size_t n_emitters = 0;
      const Status status = pe::eventio::decode_photon_bunches(payload, (sample.flags & 1) != 0,
                                                               (sample.flags & 2) == 0, n_samples,
                                                               columns, n_emitters);
      if (n_emitters > n_samples) fail("more emitters than bunches", sample);
      return status;
    }
    case 2016: {
      std::vector<float> time(n_pixels * n_samples);
      std::vector<std::int32_t> sum_loc(n_channels * n_pixels);
      std::vector<std::int32_t> sum_glob(n_channels * n_pixels);
      const pe::eventio::PixelTimingHead head{
          n_channels, n_pixels, n_samples, (sample.flags & 1) != 0, (sample.flags & 2) != 0, 0.01F};
      return pe::eventio::decode_pixel_timing(payload, head, sample.pixels, time, sum_loc,
                                              sum_glob);
    }
    case 2027: {
      std::vector<std::uint8_t> mask(n_pixels);
      std::int32_t n_listed = 0;
      const Status status = pe::eventio::decode_pixel_list(payload, version, mask, n_listed);
      if ((n_listed >= 0) != (status == Status::kOk)) fail("count and status differ", sample);
      return status;
    }
    case 2029: {
      std::vector<std::uint32_t> traces(n_pixels * n_samples);
      pe::eventio::ByteReader reader(payload);
      return pe::eventio::decode_differential(reader, traces.data(), n_pixels, n_samples)
                 ? Status::kOk
                 : Status::kDamaged;
    }
    default:
      fail("no decoder for this type", sample);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: eventio_fuzz FOLDER ROUNDS SEED\n");
    return 2;
  }
  const std::vector<Sample> samples = load(argv[1]);
  const long rounds = std::strtol(argv[2], nullptr, 10);
  Random random(std::strtoull(argv[3], nullptr, 10));
  long decodings = 0;
  long good = 0;
  for (const Sample& sample : samples) {
    if (decode(sample) != Status::kOk) fail("undamaged payload is not decoded", sample);
    for (long round = 0; round < rounds; ++round) {
      Sample damaged = sample;
      damage(random, damaged);
      good += decode(damaged) == Status::kOk ? 1 : 0;
      ++decodings;
    }
  }
  std::printf("%zu payloads, %ld decodings, %ld good\n", samples.size(), decodings, good);
  return 0;
}
