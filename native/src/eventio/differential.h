// Differential coding of traces: each sample is the signed difference to the one before, as a
// number of variable length; the first sample of a trace is the difference to zero.
#pragma once

#include <cstddef>
#include <cstdint>

#include "eventio/byte_reader.h"

namespace pe::eventio {

// Decodes n_traces traces of n_samples each into out, shape (n_traces, n_samples), modulo 2^16 or
// 2^32 as the reference (eventio's unsigned_varint_array_differential) does. Returns false when the
// payload ends early or holds a number of more than five bytes; out is then partly written.
bool decode_differential(ByteReader& reader, std::uint16_t* out, std::size_t n_traces,
                         std::size_t n_samples);
bool decode_differential(ByteReader& reader, std::uint32_t* out, std::size_t n_traces,
                         std::size_t n_samples);

// The same without vector instructions, for machines that have none and for the test that both
// give the same.
bool decode_differential_portable(ByteReader& reader, std::uint16_t* out, std::size_t n_traces,
                                  std::size_t n_samples);

}  // namespace pe::eventio
