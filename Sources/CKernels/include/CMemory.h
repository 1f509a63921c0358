// Memory that kernels work on, and what says how large it is.
//
// Swift hands pointers over with their sizes: `FloatMemory` makes these values, and sees that they lie within it. The
// kernels check in debug builds that the sizes of their arguments fit each other and that alignments are right
// (checks.h). What a kernel only reads it leaves as it is, whatever the type.
#ifndef GRENADYN_CMEMORY_H
#define GRENADYN_CMEMORY_H

#include <stddef.h>
#include <stdint.h>

/// `count` values, 64-byte aligned: one a node of a layer, or one a row or a column of a matrix.
typedef struct {
  float *values;
  size_t count;
} gd_vector;

/// A row-major matrix, its rows `stride` floats apart.
typedef struct {
  float *values;
  size_t rows, columns, stride;
} gd_matrix;

/// `states` values of every node of a layer, or of some that follow one another: [node / 16][state][node % 16],
/// 64-byte aligned, `nodes` a multiple of 16. In a *pair panel* the first half of the states are the means m and the
/// second the half differences d of two nudged states v(+) = m + d and v(-) = m - d, so that their difference keeps its
/// digits. `values` NULL: none.
typedef struct {
  float *values;
  size_t nodes, states;
} gd_panel;

/// `count` numbers in double precision, 64-byte aligned. `values` NULL: none.
typedef struct {
  double *values;
  size_t count;
} gd_numbers;

/// Memory of `count` floats, zero, 64-byte aligned, in huge pages where the system has them; NULL when there is none.
float *gd_allocate(size_t count);

/// Frees it.
void gd_free(float *memory);

#endif
