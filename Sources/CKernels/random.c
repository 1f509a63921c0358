#include "CKernels.h"

#include <string.h>

#include "targets.h"

#define GD_FN(name) portable_##name
#define GD_TARGET
#include "random_rows.inc"
#undef GD_FN
#undef GD_TARGET

#if defined(__x86_64__)

#define GD_FN(name) avx2_##name
#define GD_TARGET GD_TARGET_AVX2
#include "random_rows.inc"
#undef GD_FN
#undef GD_TARGET

#define GD_FN(name) avx512_##name
#define GD_TARGET GD_TARGET_AVX512
#include "random_rows.inc"

#endif

void gd_random_words(gd_isa isa, gd_key key, gd_counter start, size_t count, uint32_t *const words[4]) {
  DISPATCH(random_words, key, start, count, words)
}

void gd_random_normals(gd_isa isa, gd_key key, gd_counter start, size_t count, float *const normals[4]) {
  DISPATCH(random_normals, key, start, count, normals)
}
