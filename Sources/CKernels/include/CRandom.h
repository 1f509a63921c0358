// Counter-based random numbers, vectorized: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, SC'11,
// doi 10.1145/2063384.2063405), and standard normals from its words. The same numbers as `Kernels/Philox`.
#ifndef GRENADYN_CRANDOM_H
#define GRENADYN_CRANDOM_H

#include "CKernels.h"  // Include that file, which includes this one.

/// The key of a family of streams: the seed's low and high word.
typedef struct {
  uint32_t low, high;
} gd_key;

/// A counter; for a device (row << 16 | column, tile, draw, purpose).
typedef struct {
  uint32_t x, y, z, w;
} gd_counter;

/// words[k][i] = word k of the block of (x + i, y, z, w), for i in 0..<count; a NULL array is left out.
void gd_random_words(gd_isa isa, gd_key key, gd_counter start, size_t count, uint32_t *const words[4]);

/// normals[k][i] = normal k of the same blocks. Box-Muller: normals 0 and 1 from the words 0 and 1, normals 2 and 3
/// from the words 2 and 3, u = (word + 1/2) 2^-32: sqrt(-2 ln u0) cos 2 pi u1, sqrt(-2 ln u0) sin 2 pi u1. Off by
/// less than 1e-6 (1 + |normal|). A NULL array is left out.
void gd_random_normals(gd_isa isa, gd_key key, gd_counter start, size_t count, float *const normals[4]);

#endif
