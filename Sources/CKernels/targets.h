// What all kernels are written in: vectors, parts, and the choice of an instruction set at run time. See
// every_target.inc.
#ifndef GRENADYN_TARGETS_H
#define GRENADYN_TARGETS_H

#include "CKernels.h"

// A kernel's parts: functions that the compiler copies into their callers. A parameter that every caller gives as a
// number is a constant in the copy; arrays have the size of the largest. Vectors are handed over by address, as the
// calling convention of the baseline has no registers for them.
#define GD_INLINE GD_TARGET static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define DISPATCH(name, ...)                                   \
  switch (isa) {                                              \
  case GD_AVX512: return avx512_##name(__VA_ARGS__);          \
  case GD_AVX2: return avx2_##name(__VA_ARGS__);              \
  default: return portable_##name(__VA_ARGS__);               \
  }
#else
#define DISPATCH(name, ...) return portable_##name(__VA_ARGS__);
#endif

typedef float v16 __attribute__((ext_vector_type(16)));
typedef int32_t v16i __attribute__((ext_vector_type(16)));
typedef uint32_t v16u __attribute__((ext_vector_type(16)));
typedef uint64_t v16l __attribute__((ext_vector_type(16)));

#define LOAD(p) (*(const v16 *)(p))
#define STORE(p, v) (*(v16 *)(p) = (v))
#define MAX(a, b) __builtin_elementwise_max(a, b)
#define MIN(a, b) __builtin_elementwise_min(a, b)
#define SPLAT(x) ((v16)(x))
#define FIRST_LANES ((v16u){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
#define UNROLL _Pragma("clang loop unroll(full)")

#endif
