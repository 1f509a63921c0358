// The hot loops of the fast engine for resistive networks, and the thread team that runs them.
//
// Layouts. A *panel* holds `states` values of every node of a layer: [node / 16][state][node % 16], float32,
// 64-byte aligned. In a *pair panel* states 0..<B are the means m and B..<2B the half differences d of two
// nudged states v(+) = m + d and v(-) = m - d, so that their difference keeps its digits. A *matrix* is row-major
// with a stride in floats that is a multiple of 16. The *input matrix* is cut into blocks of 32 columns; a block
// is [pixel][row +x, row -x][32].
//
// Every kernel exists for each instruction set with the same order of additions; AVX2 and AVX-512 give the same
// bits, the portable version rounds differently where it has no fused multiply-add.
#ifndef GRENADYN_CKERNELS_H
#define GRENADYN_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// Instruction sets, in rising order.
typedef enum {
  GD_PORTABLE = 0,
  GD_AVX2 = 1,
  GD_AVX512 = 2,
} gd_isa;

/// The best instruction set of this processor.
gd_isa gd_processor_isa(void);

/// An instruction set's name: portable, avx2, avx512.
const char *gd_isa_name(gd_isa isa);

/// What the environment variable GRENADYN_ISA asks for.
typedef enum {
  GD_ISA_FREE,         // nothing
  GD_ISA_FORCED,       // a set that this processor has
  GD_ISA_UNKNOWN,      // no set's name
  GD_ISA_UNSUPPORTED,  // a set that this processor lacks
} gd_isa_request;

/// Reads GRENADYN_ISA; `isa` becomes the forced set, or the processor's best where none is forced.
gd_isa_request gd_requested_isa(gd_isa *isa);

/// The instruction set that kernels use where nothing else is said: the forced one, or the processor's best.
gd_isa gd_best_isa(void);

/// Pixels of one kind: bit 0, some sample of the update's minibatch is not 0; bit 1, some of the next one's.
typedef struct {
  uint32_t start, count, kind;
} gd_run;

/// One block of 32 columns of the input matrix: W(+-) <- clamp(W(+-) -+ ... ), then the next minibatch's product.
///   t = sum_s xu[p,s] d[s];  W(+) <- clamp(W(+) + t - q);  W(-) <- clamp(W(-) - t - q);
///   product[s] = sum_p xn[p,s] (W(+) - W(-));  sums = sum of both rows over p.
/// xu, xn: [pixel][batch]; d, product: panels of `batch` states (two node blocks); q, sums: 32 values.
/// `batch` is a multiple of 4. `halves` is 1 when the second 16 columns are not in use, else 2.
/// The conductances are clamped to `least` of their column (32 values; 0 for padding) and `most`, siemens.
void gd_input_step(gd_isa isa, float *w, size_t halves, const gd_run *runs, size_t run_count, size_t batch,
                   const float *xu, const float *d, const float *q, const float *xn, float *product,
                   float *sums, const float *least, float most);

/// The same product alone, over the runs whose kind has bit 1.
void gd_input_product(gd_isa isa, const float *w, const gd_run *runs, size_t run_count, size_t batch,
                      const float *xn, float *product);

/// out[i,s] = sum_j m[i,j] v[j,s] for `rows` rows, `blocks` blocks of 16 columns; out is a panel of the rows.
/// `states` is a multiple of 4.
void gd_dot(gd_isa isa, const float *m, size_t stride, size_t rows, size_t blocks, size_t states,
            const float *v, float *out);

/// out[j,s] += sum over the listed rows i of m[i,j] u[i,s]; u is a panel of the rows, out of the columns.
void gd_accumulate(gd_isa isa, const float *m, size_t stride, const uint32_t *list, size_t count, size_t blocks,
                   size_t states, const float *u, float *out);

/// Update of a matrix between two layers from their pair panels u (rows) and v (columns), batch B:
///   m[i,j] <- clamp(m[i,j] + sum_s scale[s] (u_m v_d + u_d v_m) - row[i] - column[j]) to `least[j]` and `most`,
/// with its sums: row_sums[i] = sum_j, column_sums[j] += sum_i.
void gd_update(gd_isa isa, float *m, size_t stride, size_t rows, size_t blocks, size_t batch, const float *scale,
               const float *u, const float *v, const float *row, const float *column, const float *least, float most,
               float *row_sums, float *column_sums);

/// One layer's exact step: v <- min(max((acc_factor acc + dot_factor dot + bias) inverse, low), high), per state.
void gd_relax(gd_isa isa, size_t blocks, size_t states, const float *acc, float acc_factor, const float *dot,
              float dot_factor, const float *bias, const float *inverse, const float *low, const float *high,
              float *v);

/// The same for a pair panel of 2 `batch` states; `acc` has `acc_states` states, `batch` (then d = 0) or 2 `batch`.
void gd_relax_pair(gd_isa isa, size_t blocks, size_t batch, const float *acc, size_t acc_states,
                   float acc_factor, const float *dot, float dot_factor, const float *bias,
                   const float *inverse, const float *low, const float *high, float *v);

/// The output layer of a pair under springs of each node: v(+-) = (a(+-) + beta(+-) y) / (g + beta(+-)).
void gd_relax_output(gd_isa isa, size_t blocks, size_t batch, const float *acc, size_t acc_states,
                     float acc_factor, const float *bias, const float *conductance, const float *target,
                     const float *beta_plus, const float *beta_minus, float *v);

/// out[j] = factor sum_s scale[s] m_s d_s, per node of a pair panel.
void gd_pair_products(gd_isa isa, size_t blocks, size_t batch, const float *scale, float factor, const float *v,
                      float *out);

/// out[j] += sum_s scale[s] d_s, per node of a pair panel.
void gd_add_differences(gd_isa isa, size_t blocks, size_t batch, const float *scale, const float *v, float *out);

/// d[j,s] = scale[s] d_s of a pair panel, as a panel of `batch` states.
void gd_scaled_differences(gd_isa isa, size_t blocks, size_t batch, const float *scale, const float *v, float *d);

/// Pair panel to the panel of v(+) = m + d.
void gd_pair_to_plus(gd_isa isa, size_t blocks, size_t batch, const float *v, float *plus);

/// Panel to the pair panel with m = v, d = 0.
void gd_pair_of(gd_isa isa, size_t blocks, size_t batch, const float *v, float *pair);

/// out = sum over `groups` arrays of `count` values (a multiple of 16), `group_stride` floats apart, in order.
void gd_sum_groups(gd_isa isa, const float *parts, size_t group_stride, size_t groups, size_t count, float *out);

/// list <- the nodes `first`..<`last` of a panel that are not 0 in every state, minus `first`; returns their number.
size_t gd_active_rows(gd_isa isa, const float *v, size_t states, size_t first, size_t last, uint32_t *list);

/// x[p,s] = scale bytes[s][p] for `images` <= batch images, 0 for the rest of the batch.
void gd_spread_bytes(const uint8_t *const *bytes, size_t images, size_t batch, size_t pixels, float scale,
                     float *x);
/// The same for values.
void gd_spread_floats(const float *const *values, size_t images, size_t batch, size_t pixels, float scale,
                      float *x);

/// Cuts the pixels into runs by where `xu` and `xn` are not 0 (NULL: 0 everywhere); returns their number, at most
/// `pixels`.
size_t gd_find_runs(const float *xu, const float *xn, size_t batch, size_t pixels, gd_run *runs);

/// Threads that work in lock step.
typedef struct gd_team gd_team;

/// Calls body(context, index, team) on `threads` threads at the same time, one of them the caller's; returns when
/// all have returned, or at once with 0 when they cannot be started.
int gd_team_run(unsigned threads, void (*body)(void *context, unsigned index, gd_team *team), void *context);

/// Waits until every thread of the team is here: spins briefly, then sleeps.
void gd_team_wait(gd_team *team);

/// Memory of `count` floats, zero, 64-byte aligned, in huge pages where the system has them; NULL when there is none.
float *gd_allocate(size_t count);

/// Frees it.
void gd_free(float *memory);

#include "CConvolutions.h"
#include "CRandom.h"

#include "CPulses.h"

/// How node voltages are read for an update.
typedef struct {
  /// Added to every read of a node, volts, one a node of the layer; NULL: 0.
  const float *offset;
  /// Standard deviation of a read, volts.
  float noise;
  /// Distance of two readings, volts, 0: not rounded; and the largest reading.
  float step, limit;
  /// The same of a difference v(+) - v(-) that is amplified before it is converted; 0: both voltages are converted.
  float difference_step, difference_limit;
  gd_key key;
  uint32_t layer, draw;
} gd_readout;

/// read = what is read of both states of a pair panel of the nodes `first`..<`first + nodes` (multiples of 16) of a
/// layer of `units`; 0 beyond. v(+-) + offset + noise xi, rounded to a multiple of `step` and limited; with a
/// `difference_step` their mean and difference are instead. `v` may be `read`. xi of sample s:
/// normals 2 (s % 2) (for +) and 2 (s % 2) + 1 of the block (node & 0xFFFF | s / 2 << 16, layer << 16 | node >> 16,
/// draw, 39).
void gd_read_pair(gd_isa isa, size_t first, size_t nodes, size_t units, size_t batch, const gd_readout *readout,
                  const float *v, float *read);
#include "CCrossbar.h"
#include "CConnection.h"

#endif
