// The hot loops of the fast engine for resistive networks, and the thread team that runs them.
//
// Layouts: vectors, matrices and panels are those of CMemory.h; here the columns and strides of matrices are multiples of
// 16, and matrices are 64-byte aligned. The *input matrix* is cut into blocks of 32 columns.
//
// Every kernel exists for each instruction set with the same order of additions; AVX2 and AVX-512 give the same
// bits, the portable version rounds differently where it has no fused multiply-add.
#ifndef GRENADYN_CKERNELS_H
#define GRENADYN_CKERNELS_H

#include "CMemory.h"

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

/// Inputs of a minibatch: [pixel][sample], `batch` samples a pixel, a multiple of 4. `values` NULL: 0 everywhere.
typedef struct {
  float *values;
  size_t pixels, batch;
} gd_inputs;

/// One block of 32 columns of the input matrix: [pixel][row +x, row -x][32], 64-byte aligned. `halves` is 1 when the
/// second 16 columns are not in use, else 2.
typedef struct {
  float *values;
  size_t pixels, halves;
} gd_input_block;

/// What an update of a block of the input matrix asks for, at pixel p: t = sum_s x[p,s] d[s], +t - q of W(+) and -t - q of
/// W(-). d: a panel of the 32 columns and `batch` states; q: 32 values.
typedef struct {
  gd_panel d;
  gd_vector q;
} gd_input_change;

/// Bounds of conductances, siemens: `least` of each column (0 for padding) and `most`.
typedef struct {
  gd_vector least;
  float most;
} gd_bounds;

/// One block of the input matrix: W(+-) <- clamp(W(+-) + what `change` asks for at `old`), then the next minibatch's
/// product:
///   product[s] = sum_p next[p,s] (W(+) - W(-));  sums = sum of both rows over p.
/// `product` is a panel like d, sums 32 values. The runs are those of `old` and `next`.
void gd_input_step(gd_isa isa, gd_input_block block, gd_inputs old, gd_inputs next, const gd_run *runs,
                   size_t run_count, gd_input_change change, gd_bounds bounds, gd_panel product, gd_vector sums);

/// The same product alone, over the runs whose kind has bit 1.
void gd_input_product(gd_isa isa, gd_input_block block, gd_inputs next, const gd_run *runs, size_t run_count,
                      gd_panel product);

/// out[i,s] = sum_j m[i,j] v[j,s]; v is a panel of the columns, out one of the rows with as many states, a multiple of 4.
void gd_dot(gd_isa isa, gd_matrix m, gd_panel v, gd_panel out);

/// out[j,s] += sum over the listed rows i of m[i,j] u[i,s]; u is a panel of the rows, out of the columns.
void gd_accumulate(gd_isa isa, gd_matrix m, const uint32_t *list, size_t count, gd_panel u, gd_panel out);

/// One value a row and one a column of a matrix.
typedef struct {
  gd_vector rows, columns;
} gd_sides;

/// What an update of a matrix between two layers asks for, from their pair panels u (rows) and v (columns):
///   t[i,j] = sum_s scale[s] (u_m v_d + u_d v_m) - constants.rows[i] - constants.columns[j]
/// with the scales of a minibatch.
typedef struct {
  gd_panel u, v;
  gd_sides constants;
} gd_change;

/// m[i,j] <- clamp(m[i,j] + t[i,j]), with its sums: sums.rows[i] = sum_j, sums.columns[j] += sum_i.
/// `batch` scales: half the states of the panels.
void gd_update(gd_isa isa, gd_matrix m, gd_change change, const float *scale, size_t batch, gd_bounds bounds,
               gd_sides sums);

/// One layer's exact step: v <- min(max((acc_factor acc + dot_factor dot + bias) inverse, low), high), per state.
/// The products acc and dot come from the connections before and behind; dot none: 0.
typedef struct {
  gd_panel acc;
  float acc_factor;
  gd_panel dot;
  float dot_factor;
  gd_vector bias, inverse, low, high;
} gd_step;
void gd_relax(gd_isa isa, const gd_step *step, gd_panel v);

/// The same for a pair panel, and dot one; acc is one or a panel of half as many states (then its d = 0).
void gd_relax_pair(gd_isa isa, const gd_step *step, gd_panel v);

/// The output layer of a pair under springs of each node: v(+-) = (a(+-) + beta(+-) y) / (g + beta(+-)) with
/// a = acc_factor acc + bias, acc as of gd_relax_pair, and the targets y, a panel of half as many states as v.
typedef struct {
  gd_panel acc;
  float acc_factor;
  gd_panel target;
  gd_vector bias, conductance, beta_plus, beta_minus;
} gd_spring_step;
void gd_relax_output(gd_isa isa, const gd_spring_step *step, gd_panel v);

/// out[j] = factor sum_s scale[s] m_s d_s, per node of the pair panel v.
void gd_pair_products(gd_isa isa, gd_panel v, const float *scale, size_t batch, float factor, gd_vector out);

/// out[j] += sum_s scale[s] d_s, per node of the pair panel v.
void gd_add_differences(gd_isa isa, gd_panel v, const float *scale, size_t batch, gd_vector out);

/// d[j,s] = scale[s] d_s of the pair panel v, as a panel of `batch` states.
void gd_scaled_differences(gd_isa isa, gd_panel v, const float *scale, size_t batch, gd_panel d);

/// Pair panel to the panel of v(+) = m + d.
void gd_pair_to_plus(gd_isa isa, gd_panel pair, gd_panel plus);

/// Panel to the pair panel with m = v, d = 0.
void gd_pair_of(gd_isa isa, gd_panel v, gd_panel pair);

/// out = the sum of the rows of `parts`, in order.
void gd_sum_groups(gd_isa isa, gd_matrix parts, gd_vector out);

/// list <- the nodes `first`..<`last` of a panel that are not 0 in every state, minus `first`; returns their number, which
/// the list must have room for.
size_t gd_active_rows(gd_isa isa, gd_panel v, size_t first, size_t last, uint32_t *list);

/// x[p,s] = scale bytes[s][p] for `images` <= batch images, 0 for the rest of the batch.
void gd_spread_bytes(const uint8_t *const *bytes, size_t images, float scale, gd_inputs x);
/// The same for values.
void gd_spread_floats(const float *const *values, size_t images, float scale, gd_inputs x);

/// Cuts the pixels into runs by where `old` and `next` are not 0; returns their number, at most that of the pixels.
size_t gd_find_runs(gd_inputs old, gd_inputs next, gd_run *runs);

/// Threads that work in lock step.
typedef struct gd_team gd_team;

/// Calls body(context, index, team) on `threads` threads at the same time, one of them the caller's; returns when
/// all have returned, or at once with 0 when they cannot be started.
int gd_team_run(unsigned threads, void (*body)(void *context, unsigned index, gd_team *team), void *context);

/// Waits until every thread of the team is here: spins briefly, then sleeps.
void gd_team_wait(gd_team *team);

#include "CConvolutions.h"
#include "CRandom.h"
#include "CPulses.h"

/// How node voltages are read for an update.
typedef struct {
  /// Added to every read of a node, volts, one a node of the layer; none: 0.
  gd_vector offset;
  /// Standard deviation of a read, volts.
  float noise;
  /// Distance of two readings, volts, 0: not rounded; and the largest reading.
  float step, limit;
  /// The same of a difference v(+) - v(-) that is amplified before it is converted; 0: both voltages are converted.
  float difference_step, difference_limit;
  gd_key key;
  uint32_t layer, draw;
} gd_readout;

/// read = what is read of both states of the pair panel v, whose first node is node `first` (a multiple of 16) of a layer
/// of `units`; 0 beyond. v(+-) + offset + noise xi, rounded to a multiple of `step` and limited; with a
/// `difference_step` their mean and difference are instead. `v` may be `read`. xi of sample s:
/// normals 2 (s % 2) (for +) and 2 (s % 2) + 1 of the block (node & 0xFFFF | s / 2 << 16, layer << 16 | node >> 16,
/// draw, GD_RANDOM_READOUT).
void gd_read_pair(gd_isa isa, gd_panel v, size_t first, size_t units, const gd_readout *readout, gd_panel read);
#include "CCrossbar.h"
#include "CConnection.h"

#endif
