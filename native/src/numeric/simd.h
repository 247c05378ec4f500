// Which vector instructions this machine has, beyond the baseline that everything is compiled for.
#pragma once

namespace pe {

// True where code compiled for AVX2 may run; asked once. Whatever it says, results are the same
// bits: a vector path either does the same operations in the same order or proves its answer.
inline bool has_avx2() {
#if defined(__x86_64__)
  static const bool found = __builtin_cpu_supports("avx2") != 0;
  return found;
#else
  return false;
#endif
}

}  // namespace pe
