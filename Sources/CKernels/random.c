#include "CKernels.h"

#include <string.h>

#include "targets.h"

#define GD_KERNELS "random_rows.inc"
#include "every_target.inc"

void gd_random_words(gd_isa isa, gd_key key, gd_counter start, size_t count, uint32_t *const words[4]) {
  DISPATCH(random_words, key, start, count, words)
}

void gd_random_normals(gd_isa isa, gd_key key, gd_counter start, size_t count, float *const normals[4]) {
  DISPATCH(random_normals, key, start, count, normals)
}
