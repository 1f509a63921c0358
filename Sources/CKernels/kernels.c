#include "CKernels.h"
#include "checks.h"
#include "targets.h"

typedef float v8 __attribute__((ext_vector_type(8)));
typedef float v4 __attribute__((ext_vector_type(4)));

// What a pass over a block of the input matrix with 4 samples keeps in registers, by halves of its columns.
typedef struct {
  v16 step[2][4], constant[2], low[2], high;
  v16 total[2][4], sum[2];
} input_registers;

#define GD_KERNELS "kernels.inc"
#include "every_target.inc"

void gd_input_step(gd_isa isa, gd_input_block block, gd_inputs old, gd_inputs next, const gd_run *runs,
                   size_t run_count, gd_input_change change, gd_bounds bounds, gd_panel product, gd_vector sums) {
  assert(is_block(block) && runs_end(runs, run_count, block.pixels));
  assert(are_inputs(old, block.pixels) && are_inputs(next, block.pixels) && next.batch == old.batch);
  assert(asks_inputs(change, old.batch) && fits(bounds.least, 32));
  assert(is_panel(product) && product.nodes == 32 && product.states == old.batch && fits(sums, 32));
  DISPATCH(input_step, block, old, next, runs, run_count, change, bounds, product, sums)
}

void gd_input_product(gd_isa isa, gd_input_block block, gd_inputs next, const gd_run *runs, size_t run_count,
                      gd_panel product) {
  assert(is_block(block) && runs_end(runs, run_count, block.pixels) && are_inputs(next, block.pixels));
  assert(is_panel(product) && product.nodes == 32 && product.states == next.batch);
  DISPATCH(input_product, block, next, runs, run_count, product)
}

void gd_dot(gd_isa isa, gd_matrix m, gd_panel v, gd_panel out) {
  assert(is_matrix(m) && is_panel(v) && is_panel(out));
  assert(v.nodes >= m.columns && out.nodes >= m.rows && v.states % 4 == 0 && out.states == v.states);
  DISPATCH(dot, m, v, out)
}

void gd_accumulate(gd_isa isa, gd_matrix m, const uint32_t *list, size_t count, gd_panel u, gd_panel out) {
  assert(is_matrix(m) && is_panel(u) && is_panel(out) && (count == 0 || list[count - 1] < m.rows));
  assert(u.nodes >= m.rows && out.nodes >= m.columns && u.states % 4 == 0 && out.states == u.states);
  DISPATCH(accumulate, m, list, count, u, out)
}

void gd_update(gd_isa isa, gd_matrix m, gd_change change, const float *scale, size_t batch, gd_bounds bounds,
               gd_sides sums) {
  assert(is_matrix(m) && asks(change, m, batch) && fits(bounds.least, m.columns) && fit(sums, m));
  DISPATCH(update, m, change, scale, batch, bounds, sums)
}

void gd_relax(gd_isa isa, const gd_step *step, gd_panel v) {
  assert(is_panel(v) && is_panel(step->acc) && step->acc.nodes >= v.nodes && step->acc.states == v.states);
  assert(!step->dot.values || (is_panel(step->dot) && step->dot.nodes >= v.nodes && step->dot.states == v.states));
  assert(fits(step->bias, v.nodes) && fits(step->inverse, v.nodes));
  assert(fits(step->low, v.nodes) && fits(step->high, v.nodes));
  DISPATCH(relax, step, v)
}

void gd_relax_pair(gd_isa isa, const gd_step *step, gd_panel v) {
  assert(is_panel(v) && v.states % 2 == 0 && is_panel(step->acc) && step->acc.nodes >= v.nodes);
  assert(step->acc.states == v.states || step->acc.states == v.states / 2);
  assert(is_pair(step->dot, v.states / 2) && step->dot.nodes >= v.nodes);
  assert(fits(step->bias, v.nodes) && fits(step->inverse, v.nodes));
  assert(fits(step->low, v.nodes) && fits(step->high, v.nodes));
  DISPATCH(relax_pair, step, v)
}

void gd_relax_output(gd_isa isa, const gd_spring_step *step, gd_panel v) {
  assert(is_panel(v) && v.states % 2 == 0 && is_panel(step->acc) && step->acc.nodes >= v.nodes);
  assert(step->acc.states == v.states || step->acc.states == v.states / 2);
  assert(is_panel(step->target) && step->target.nodes >= v.nodes && step->target.states == v.states / 2);
  assert(fits(step->bias, v.nodes) && fits(step->conductance, v.nodes));
  assert(fits(step->beta_plus, v.nodes) && fits(step->beta_minus, v.nodes));
  DISPATCH(relax_output, step, v)
}

void gd_read_pair(gd_isa isa, gd_panel v, size_t first, size_t units, const gd_readout *readout, gd_panel read) {
  assert(is_panel(v) && is_pair(read, v.states / 2) && read.nodes == v.nodes && first % 16 == 0);
  assert(!readout->offset.values || fits(readout->offset, first + v.nodes));
  DISPATCH(read_pair, v, first, units, readout, read)
}

void gd_pair_products(gd_isa isa, gd_panel v, const float *scale, size_t batch, float factor, gd_vector out) {
  assert(is_pair(v, batch) && fits(out, v.nodes));
  DISPATCH(pair_products, v, scale, batch, factor, out)
}

void gd_add_differences(gd_isa isa, gd_panel v, const float *scale, size_t batch, gd_vector out) {
  assert(is_pair(v, batch) && fits(out, v.nodes));
  DISPATCH(add_differences, v, scale, batch, out)
}

void gd_scaled_differences(gd_isa isa, gd_panel v, const float *scale, size_t batch, gd_panel d) {
  assert(is_pair(v, batch) && is_panel(d) && d.nodes == v.nodes && d.states == batch);
  DISPATCH(scaled_differences, v, scale, batch, d)
}

void gd_pair_to_plus(gd_isa isa, gd_panel pair, gd_panel plus) {
  assert(is_pair(pair, plus.states) && is_panel(plus) && plus.nodes == pair.nodes);
  DISPATCH(pair_to_plus, pair, plus)
}

void gd_pair_of(gd_isa isa, gd_panel v, gd_panel pair) {
  assert(is_panel(v) && is_pair(pair, v.states) && pair.nodes == v.nodes);
  DISPATCH(pair_of, v, pair)
}

void gd_sum_groups(gd_isa isa, gd_matrix parts, gd_vector out) {
  assert(is_matrix(parts) && parts.rows > 0 && fits(out, parts.columns));
  DISPATCH(sum_groups, parts, out)
}

size_t gd_active_rows(gd_isa isa, gd_panel v, size_t first, size_t last, uint32_t *list) {
  assert(is_panel(v) && last <= v.nodes);
  DISPATCH(active_rows, v, first, last, list)
}
