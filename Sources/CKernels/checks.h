// What holds of the arguments of kernels, for debug builds: with NDEBUG, as in release builds, nothing is checked.
//
// Swift has seen that each argument lies within its memory. Here the arguments are held against each other, at the entry
// of a kernel, so that the kernels themselves need not.
#ifndef GRENADYN_CHECKS_H
#define GRENADYN_CHECKS_H

#include <assert.h>

#include "CKernels.h"

static inline int is_aligned(const void *p) { return (uintptr_t)p % 64 == 0; }

// A vector for `count` lines, rounded up to whole blocks.
static inline int fits(gd_vector v, size_t count) {
  return is_aligned(v.values) && v.count >= (count + 15) / 16 * 16;
}
static inline int is_panel(gd_panel p) { return p.values && is_aligned(p.values) && p.nodes % 16 == 0; }
static inline int is_pair(gd_panel p, size_t batch) { return is_panel(p) && p.states == 2 * batch; }
static inline int is_matrix(gd_matrix m) {
  return is_aligned(m.values) && m.columns % 16 == 0 && m.stride % 16 == 0 && m.columns <= m.stride;
}
// Both of a matrix's sides.
static inline int fit(gd_sides sides, gd_matrix m) {
  return is_aligned(sides.rows.values) && sides.rows.count >= m.rows && fits(sides.columns, m.columns);
}
// An update of a matrix.
static inline int asks(gd_change change, gd_matrix m, size_t batch) {
  return is_pair(change.u, batch) && change.u.nodes >= m.rows && is_pair(change.v, batch) &&
         change.v.nodes >= m.columns && fit(change.constants, m);
}
// An update of a block of the input matrix.
static inline int asks_inputs(gd_input_change change, size_t batch) {
  return is_panel(change.d) && change.d.nodes == 32 && change.d.states == batch && fits(change.q, 32);
}
static inline int are_inputs(gd_inputs x, size_t pixels) {
  return x.values && x.pixels == pixels && x.batch % 4 == 0 && x.batch > 0;
}
static inline int is_block(gd_input_block block) {
  return is_aligned(block.values) && (block.halves == 1 || block.halves == 2);
}
static inline int runs_end(const gd_run *runs, size_t count, size_t pixels) {
  return count == 0 || runs[count - 1].start + (size_t)runs[count - 1].count <= pixels;
}
static inline int is_numbers(gd_numbers n, size_t count) { return is_aligned(n.values) && n.count >= count; }

#endif
