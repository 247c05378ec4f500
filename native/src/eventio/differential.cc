#include "eventio/differential.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace pe::eventio {

namespace {

// Reads one signed difference, modulo 2^32. Returns nullptr at the end of the payload or on a
// number of more than five bytes.
inline const std::uint8_t* read_difference(const std::uint8_t* position, const std::uint8_t* end,
                                           std::uint32_t& difference) {
  if (position == end) return nullptr;
  std::uint64_t stored = *position++;
  if (stored >= 0x80) {
    const int following = std::countl_one(static_cast<std::uint8_t>(stored));
    if (following > 4 || end - position < following) return nullptr;
    stored &= 0x7fU >> following;
    for (int i = 0; i < following; ++i) stored = (stored << 8) | *position++;
  }
  const auto magnitude = static_cast<std::uint32_t>(stored >> 1);
  difference = (stored & 1) != 0 ? ~magnitude : magnitude;
  return position;
}

template <typename T>
bool decode_scalar(ByteReader& reader, T* out, std::size_t n_traces, std::size_t n_samples) {
  const std::uint8_t* position = reader.position();
  const std::uint8_t* const end = reader.end();
  for (std::size_t trace = 0; trace < n_traces; ++trace) {
    std::uint32_t value = 0;
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
      std::uint32_t difference = 0;
      position = read_difference(position, end, difference);
      if (position == nullptr) {
        reader.fail();
        return false;
      }
      value += difference;
      *out++ = static_cast<T>(value);
    }
  }
  reader.set_position(position);
  return true;
}

#if defined(__x86_64__)

// Bytes, and samples, that one vector step works on.
constexpr std::ptrdiff_t kStep = 16;
// Shorter runs of one-byte numbers are not worth a vector step.
constexpr std::ptrdiff_t kShortestRun = 4;

// Most differences fit into one byte. Sixteen bytes are loaded at once; as far as they are numbers
// of their own they become signed differences and, by a prefix sum, samples. All sixteen results
// are stored although only the leading ones are valid: what follows is overwritten by later steps
// and lies within the same row.
__attribute__((target("avx2"))) bool decode_avx2(ByteReader& reader, std::uint16_t* out,
                                                 std::size_t n_traces, std::size_t n_samples) {
  const std::uint8_t* position = reader.position();
  const std::uint8_t* const end = reader.end();
  std::uint16_t* const out_end = out + n_traces * n_samples;
  const __m256i one = _mm256_set1_epi16(1);
  const __m256i last_word = _mm256_set1_epi16(0x0f0e);
  for (std::size_t trace = 0; trace < n_traces; ++trace) {
    std::uint16_t value = 0;
    auto left = static_cast<std::ptrdiff_t>(n_samples);
    // The first difference is the sample itself, and nearly always of two bytes.
    if (left > 0 && end - position >= 2 && (position[0] & 0xc0) == 0x80) {
      const auto stored = static_cast<std::uint32_t>((position[0] & 0x3f) << 8 | position[1]);
      const std::uint32_t magnitude = stored >> 1;
      value = static_cast<std::uint16_t>(magnitude ^ (0U - (stored & 1U)));
      *out++ = value;
      position += 2;
      --left;
    }
    while (left > 0) {
      if (end - position >= kStep && out_end - out >= kStep) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(position));
        const auto longer = static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
        std::ptrdiff_t run = std::min(left, kStep);
        // A branch and not arithmetic, so that the next load need not wait for this mask.
        if ((longer & ((1U << run) - 1U)) != 0) run = std::countr_zero(longer);
        if (run >= kShortestRun || run == left) {
          const __m256i stored = _mm256_cvtepu8_epi16(bytes);
          const __m256i sign =
              _mm256_sub_epi16(_mm256_setzero_si256(), _mm256_and_si256(stored, one));
          __m256i sum = _mm256_xor_si256(_mm256_srli_epi16(stored, 1), sign);
          sum = _mm256_add_epi16(sum, _mm256_slli_si256(sum, 2));
          sum = _mm256_add_epi16(sum, _mm256_slli_si256(sum, 4));
          sum = _mm256_add_epi16(sum, _mm256_slli_si256(sum, 8));
          // The shifts stay within halves: the last sum of the lower half goes to the upper.
          const __m256i lower =
              _mm256_shuffle_epi8(_mm256_permute2x128_si256(sum, sum, 0x08), last_word);
          sum = _mm256_add_epi16(sum, lower);
          sum = _mm256_add_epi16(sum, _mm256_set1_epi16(static_cast<short>(value)));
          _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), sum);
          position += run;
          out += run;
          left -= run;
          value = out[-1];
          continue;
        }
      }
      std::uint32_t difference = 0;
      position = read_difference(position, end, difference);
      if (position == nullptr) {
        reader.fail();
        return false;
      }
      value = static_cast<std::uint16_t>(value + difference);
      *out++ = value;
      --left;
    }
  }
  reader.set_position(position);
  return true;
}

bool have_avx2() {
  static const bool have = __builtin_cpu_supports("avx2") != 0;
  return have;
}

#endif

}  // namespace

bool decode_differential(ByteReader& reader, std::uint16_t* out, std::size_t n_traces,
                         std::size_t n_samples) {
#if defined(__x86_64__)
  if (have_avx2()) return decode_avx2(reader, out, n_traces, n_samples);
#endif
  return decode_scalar(reader, out, n_traces, n_samples);
}

bool decode_differential(ByteReader& reader, std::uint32_t* out, std::size_t n_traces,
                         std::size_t n_samples) {
  return decode_scalar(reader, out, n_traces, n_samples);
}

bool decode_differential_portable(ByteReader& reader, std::uint16_t* out, std::size_t n_traces,
                                  std::size_t n_samples) {
  return decode_scalar(reader, out, n_traces, n_samples);
}

}  // namespace pe::eventio
