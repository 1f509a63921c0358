#include "CCrossbar.h"
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

void gd_crossbar_pack(const gd_crossbar *tile, const double *matrix, double *tiles) {
  for (size_t i = 0; i < tile->blocks * 8; i++)
    for (size_t j = 0; j < tile->chunks * 8; j++)
      tiles[at(tile, i / 8, j / 8) + i % 8 * 8 + j % 8] =
          i < tile->rows && j < tile->columns ? matrix[i * tile->columns + j] : 0;
}

void gd_crossbar_unpack(const gd_crossbar *tile, const double *tiles, double *matrix) {
  for (size_t i = 0; i < tile->rows; i++)
    for (size_t j = 0; j < tile->columns; j++)
      matrix[i * tile->columns + j] = tiles[at(tile, i / 8, j / 8) + i % 8 * 8 + j % 8];
}

void gd_crossbar_unpack_lanes(const gd_crossbar *tile, const double *lanes, double *matrix) {
  for (size_t i = 0; i < tile->rows; i++)
    for (size_t j = 0; j < tile->columns; j++)
      matrix[i * tile->columns + j] = lanes[at(tile, i / 8, j / 8) + j % 8 * 8 + i % 8];
}

void gd_crossbar_factor(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors, double *scratch) {
  DISPATCH(crossbar_factor, tile, factors, scratch)
}

double gd_crossbar_residual(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors,
                            const gd_crossbar_drive *drive, const double *x, double *y, gd_interpolation down,
                            double *coarse, double *scratch) {
  DISPATCH(crossbar_residual, tile, factors, drive, x, y, down, coarse, scratch)
}

double gd_crossbar_up(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors, double alpha,
                      double beta, const double *y, double *p, double *q, double *x, gd_interpolation down,
                      const double *coarse, double *scratch) {
  DISPATCH(crossbar_up, tile, factors, alpha, beta, y, p, q, x, down, coarse, scratch)
}

double gd_crossbar_down(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors, double alpha,
                        const double *q, double *y, gd_interpolation down, double *coarse, double *scratch) {
  DISPATCH(crossbar_down, tile, factors, alpha, q, y, down, coarse, scratch)
}

void gd_crossbar_advance(gd_isa isa, const gd_crossbar *tile, double alpha, const double *p, double *x) {
  DISPATCH(crossbar_advance, tile, alpha, p, x)
}

double gd_crossbar_dot(gd_isa isa, const gd_crossbar *tile, const double *a, const double *b) {
  DISPATCH(crossbar_dot, tile, a, b)
}

void gd_crossbar_sum_rows(gd_isa isa, const gd_crossbar *tile, const double *cells, double resistance,
                          const uint32_t *into, double *sums) {
  DISPATCH(crossbar_sum_rows, tile, cells, resistance, into, sums)
}

int gd_crossbar_evaluate(gd_isa isa, const gd_crossbar *tile, gd_cell_curve curve, const double *cells,
                         const double *u, const double *w, const gd_crossbar_drive *drive, double *slopes,
                         double *row_missing, double *column_missing) {
  DISPATCH(crossbar_evaluate, tile, curve, cells, u, w, drive, slopes, row_missing, column_missing)
}

void gd_coarse_factor(gd_isa isa, const gd_coarse_crossbar *tile, double *scratch) {
  DISPATCH(coarse_factor, tile, scratch)
}

void gd_coarse_solve(gd_isa isa, const gd_coarse_crossbar *tile, const double *c, double *e, double *scratch) {
  DISPATCH(coarse_solve, tile, c, e, scratch)
}

size_t gd_connection_scratch(const gd_connection *connection) {
  return 34 * connection->stride + 16 * connection->across;
}

void gd_connection_down(gd_isa isa, const gd_connection *connection, const gd_connection_state *state,
                        const double *starts, double *scratch) {
  DISPATCH(connection_down, connection, state, starts, scratch)
}

void gd_connection_rows(gd_isa isa, const gd_connection *connection, const gd_connection_state *state,
                        double *scratch) {
  DISPATCH(connection_rows, connection, state, scratch)
}

void gd_connection_up(gd_isa isa, const gd_connection *connection, const gd_connection_state *state,
                      const double *nodes) {
  DISPATCH(connection_up, connection, state, nodes)
}
