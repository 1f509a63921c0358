#include "CCrossbar.h"
#include "checks.h"
#include "targets.h"

typedef double d8 __attribute__((ext_vector_type(8)));
typedef int64_t i8 __attribute__((ext_vector_type(8)));

#define LOAD8(p) (*(const d8 *)(p))
#define STORE8(p, v) (*(d8 *)(p) = (v))
// Of numbers that are aligned to 8 bytes.
typedef d8 u8 __attribute__((aligned(8)));
#define LOADU8(p) (*(const u8 *)(p))
#define STOREU8(p, v) (*(u8 *)(p) = (v))
#define SPLAT8(x) ((d8)(x))
#define SELECT8(mask, yes, no) ((d8)(((mask) & (i8)(yes)) | (~(mask) & (i8)(no))))

// Where the 64 numbers of a block and a chunk start.
static inline size_t at(const gd_crossbar *tile, size_t block, size_t chunk) {
  return (block * tile->chunks + chunk) * 64;
}

#define GD_KERNELS "crossbar.inc"
#include "every_target.inc"

// Whether an array of cells has room for those of the tile.
static inline int is_cells(gd_numbers n, const gd_crossbar *tile) {
  return n.values && is_numbers(n, tile->blocks * tile->chunks * 64);
}
static inline int are_factors(const gd_crossbar_factors *f, const gd_crossbar *tile) {
  return is_cells(f->cells, tile) && is_cells(f->row_pivots, tile) && is_cells(f->column_pivots, tile);
}
// The vectors that a sweep reads or writes, and its coarse rows; the last row of the tile is between the last two.
static inline int is_iteration(const gd_iteration *at, const gd_crossbar *tile) {
  return is_cells(at->x, tile) && is_cells(at->y, tile) && is_cells(at->p, tile) && is_cells(at->q, tile) &&
         is_numbers(at->scratch, 88 * tile->chunks) &&
         (!at->coarse.values || is_numbers(at->coarse, (at->down.first[tile->rows - 1] + 2) * 8 * tile->chunks));
}

void gd_crossbar_pack(const gd_crossbar *tile, const double *matrix, gd_numbers tiles) {
  assert(is_cells(tiles, tile));
  for (size_t i = 0; i < tile->blocks * 8; i++)
    for (size_t j = 0; j < tile->chunks * 8; j++)
      tiles.values[at(tile, i / 8, j / 8) + i % 8 * 8 + j % 8] =
          i < tile->rows && j < tile->columns ? matrix[i * tile->columns + j] : 0;
}

void gd_crossbar_unpack(const gd_crossbar *tile, gd_numbers tiles, double *matrix) {
  assert(is_cells(tiles, tile));
  for (size_t i = 0; i < tile->rows; i++)
    for (size_t j = 0; j < tile->columns; j++)
      matrix[i * tile->columns + j] = tiles.values[at(tile, i / 8, j / 8) + i % 8 * 8 + j % 8];
}

void gd_crossbar_unpack_lanes(const gd_crossbar *tile, gd_numbers lanes, double *matrix) {
  assert(is_cells(lanes, tile));
  for (size_t i = 0; i < tile->rows; i++)
    for (size_t j = 0; j < tile->columns; j++)
      matrix[i * tile->columns + j] = lanes.values[at(tile, i / 8, j / 8) + j % 8 * 8 + i % 8];
}

void gd_crossbar_factor(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors,
                        gd_numbers scratch) {
  assert(are_factors(factors, tile) && is_numbers(scratch, 8 * tile->chunks));
  DISPATCH(crossbar_factor, tile, factors, scratch.values)
}

double gd_crossbar_residual(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors,
                            const gd_crossbar_drive *drive, const gd_iteration *at) {
  assert(are_factors(factors, tile) && is_iteration(at, tile));
  DISPATCH(crossbar_residual, tile, factors, drive, at)
}

double gd_crossbar_up(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors, double alpha,
                      double beta, const gd_iteration *at) {
  assert(are_factors(factors, tile) && is_iteration(at, tile));
  DISPATCH(crossbar_up, tile, factors, alpha, beta, at)
}

double gd_crossbar_down(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors, double alpha,
                        const gd_iteration *at) {
  assert(are_factors(factors, tile) && is_iteration(at, tile));
  DISPATCH(crossbar_down, tile, factors, alpha, at)
}

void gd_crossbar_advance(gd_isa isa, const gd_crossbar *tile, double alpha, gd_numbers p, gd_numbers x) {
  assert(is_cells(p, tile) && is_cells(x, tile));
  DISPATCH(crossbar_advance, tile, alpha, p.values, x.values)
}

double gd_crossbar_dot(gd_isa isa, const gd_crossbar *tile, gd_numbers a, gd_numbers b) {
  assert(is_cells(a, tile) && is_cells(b, tile));
  DISPATCH(crossbar_dot, tile, a.values, b.values)
}

void gd_crossbar_sum_rows(gd_isa isa, const gd_crossbar *tile, gd_numbers cells, double resistance,
                          const uint32_t *into, gd_numbers sums) {
  assert(is_cells(cells, tile) && is_numbers(sums, (into[tile->rows - 1] + 1) * 8 * tile->chunks));
  DISPATCH(crossbar_sum_rows, tile, cells.values, resistance, into, sums.values)
}

int gd_crossbar_evaluate(gd_isa isa, const gd_crossbar *tile, gd_cell_curve curve, const gd_crossbar_drive *drive,
                         const gd_newton *at) {
  assert(is_cells(at->cells, tile) && is_cells(at->u, tile) && is_cells(at->w, tile));
  assert(is_cells(at->slopes, tile) && is_cells(at->row_missing, tile) && is_cells(at->column_missing, tile));
  DISPATCH(crossbar_evaluate, tile, curve, drive, at)
}

void gd_coarse_factor(gd_isa isa, const gd_coarse_crossbar *tile, gd_numbers scratch) {
  assert(tile->stride % 8 == 0 && tile->columns <= tile->stride && is_numbers(scratch, 2 * tile->columns));
  DISPATCH(coarse_factor, tile, scratch.values)
}

void gd_coarse_solve(gd_isa isa, const gd_coarse_crossbar *tile, gd_numbers c, gd_numbers e, gd_numbers scratch) {
  const size_t count = tile->rows * tile->stride;
  assert(is_numbers(c, count) && is_numbers(e, count) && is_numbers(scratch, 2 * count));
  (void)count;
  DISPATCH(coarse_solve, tile, c.values, e.values, scratch.values)
}

size_t gd_connection_scratch(const gd_connection *connection) {
  return 34 * connection->stride + 16 * connection->across;
}

// A connection that is padded as it must be, and room for it.
static inline int is_connection(const gd_connection *connection, gd_numbers scratch) {
  return connection->stride % 8 == 0 && connection->columns <= connection->stride &&
         is_numbers(scratch, gd_connection_scratch(connection));
}

void gd_connection_down(gd_isa isa, const gd_connection *connection, const gd_connection_state *state,
                        const double *starts, gd_numbers scratch) {
  assert(is_connection(connection, scratch));
  DISPATCH(connection_down, connection, state, starts, scratch.values)
}

void gd_connection_rows(gd_isa isa, const gd_connection *connection, const gd_connection_state *state,
                        gd_numbers scratch) {
  assert(is_connection(connection, scratch));
  DISPATCH(connection_rows, connection, state, scratch.values)
}

void gd_connection_up(gd_isa isa, const gd_connection *connection, const gd_connection_state *state,
                      const double *nodes) {
  DISPATCH(connection_up, connection, state, nodes)
}
