#include "CKernels.h"
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

void gd_input_step(gd_isa isa, float *w, size_t halves, const gd_run *runs, size_t run_count, size_t batch,
                   const float *xu, const float *d, const float *q, const float *xn, float *product,
                   float *sums, const float *least, float most) {
  DISPATCH(input_step, w, halves, runs, run_count, batch, xu, d, q, xn, product, sums, least, most)
}

void gd_input_product(gd_isa isa, const float *w, const gd_run *runs, size_t run_count, size_t batch,
                      const float *xn, float *product) {
  DISPATCH(input_product, w, runs, run_count, batch, xn, product)
}

void gd_dot(gd_isa isa, const float *m, size_t stride, size_t rows, size_t blocks, size_t states,
            const float *v, float *out) {
  DISPATCH(dot, m, stride, rows, blocks, states, v, out)
}

void gd_accumulate(gd_isa isa, const float *m, size_t stride, const uint32_t *list, size_t count, size_t blocks,
                   size_t states, const float *u, float *out) {
  DISPATCH(accumulate, m, stride, list, count, blocks, states, u, out)
}

void gd_update(gd_isa isa, float *m, size_t stride, size_t rows, size_t blocks, size_t batch, const float *scale,
               const float *u, const float *v, const float *row, const float *column, const float *least, float most,
               float *row_sums, float *column_sums) {
  DISPATCH(update, m, stride, rows, blocks, batch, scale, u, v, row, column, least, most, row_sums, column_sums)
}

void gd_relax(gd_isa isa, size_t blocks, size_t states, const float *acc, float acc_factor, const float *dot,
              float dot_factor, const float *bias, const float *inverse, const float *low, const float *high,
              float *v) {
  DISPATCH(relax, blocks, states, acc, acc_factor, dot, dot_factor, bias, inverse, low, high, v)
}

void gd_relax_pair(gd_isa isa, size_t blocks, size_t batch, const float *acc, size_t acc_states,
                   float acc_factor, const float *dot, float dot_factor, const float *bias,
                   const float *inverse, const float *low, const float *high, float *v) {
  DISPATCH(relax_pair, blocks, batch, acc, acc_states, acc_factor, dot, dot_factor, bias, inverse, low, high, v)
}

void gd_relax_output(gd_isa isa, size_t blocks, size_t batch, const float *acc, size_t acc_states,
                     float acc_factor, const float *bias, const float *conductance, const float *target,
                     const float *beta_plus, const float *beta_minus, float *v) {
  DISPATCH(relax_output, blocks, batch, acc, acc_states, acc_factor, bias, conductance, target, beta_plus, beta_minus,
           v)
}

void gd_read_pair(gd_isa isa, size_t first, size_t nodes, size_t units, size_t batch, const gd_readout *readout,
                  const float *v, float *read) {
  DISPATCH(read_pair, first, nodes, units, batch, readout, v, read)
}

void gd_pair_products(gd_isa isa, size_t blocks, size_t batch, const float *scale, float factor, const float *v,
                      float *out) {
  DISPATCH(pair_products, blocks, batch, scale, factor, v, out)
}

void gd_add_differences(gd_isa isa, size_t blocks, size_t batch, const float *scale, const float *v, float *out) {
  DISPATCH(add_differences, blocks, batch, scale, v, out)
}

void gd_scaled_differences(gd_isa isa, size_t blocks, size_t batch, const float *scale, const float *v, float *d) {
  DISPATCH(scaled_differences, blocks, batch, scale, v, d)
}

void gd_pair_to_plus(gd_isa isa, size_t blocks, size_t batch, const float *v, float *plus) {
  DISPATCH(pair_to_plus, blocks, batch, v, plus)
}

void gd_pair_of(gd_isa isa, size_t blocks, size_t batch, const float *v, float *pair) {
  DISPATCH(pair_of, blocks, batch, v, pair)
}

void gd_sum_groups(gd_isa isa, const float *parts, size_t group_stride, size_t groups, size_t count, float *out) {
  DISPATCH(sum_groups, parts, group_stride, groups, count, out)
}

size_t gd_active_rows(gd_isa isa, const float *v, size_t states, size_t first, size_t last, uint32_t *list) {
  DISPATCH(active_rows, v, states, first, last, list)
}
