// Which vector instructions this machine has, beyond the baseline that everything is compiled for.
#pragma once

#include <atomic>

namespace pe {

// Cleared to run the portable code everywhere, so that tests can compare it with the vector code.
inline std::atomic<bool> vector_instructions_allowed{true};

// True where code compiled for AVX2 may run. Whatever it says, results are the same bits: a vector
// path either does the same operations in the same order or proves its answer.
inline bool has_avx2() {
#if defined(__x86_64__)
  static const bool found = __builtin_cpu_supports("avx2") != 0;
  return found && vector_instructions_allowed.load(std::memory_order_relaxed);
#else
  return false;
#endif
}

}  // namespace pe
