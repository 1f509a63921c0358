// Kernels of the crossbar tile solver: a tile of R x C cells between R row lines and C column lines, whose wires have
// resistance, in double precision. The equations and the method: CrossbarSolver.md in Sources/grenadyn/Grenadyn.docc.
//
// Layouts. Rows are cut into `blocks` of 8, columns into `chunks` of 8; both are padded with zeros. An array of cells
// is one of
//   tiles   [block][chunk][row in block][column in chunk]: a vector of 8 runs along a row line
//   lanes   [block][chunk][column in chunk][row in block]: a vector of 8 holds one column of 8 row lines
// with blocks * chunks * 64 numbers, 64-byte aligned, read as one stream whichever way a sweep goes. Tridiagonal
// systems of columns run over tiles, 8 columns at a time; those of rows over lanes, 8 rows at a time.
//
// A pivot's reciprocal that is 0 marks a node that does not move: one held at a voltage, or padding.
#ifndef GRENADYN_CCROSSBAR_H
#define GRENADYN_CCROSSBAR_H

#include "CKernels.h"

/// How the cells of a tile are wired. Ends are numbered 0 (left, top) and 1 (right, bottom).
typedef struct {
  size_t rows, columns, blocks, chunks;
  /// Conductance of the segment between columns j - 1 and j of a row line: 8 chunks + 1 numbers, 0 where there is none.
  const double *row_links;
  /// Conductance of the segment between rows i - 1 and i of a column line: 8 blocks + 1 numbers.
  const double *column_links;
  /// 1 / (segment before + segment after + end) of a row node, 0 at a held one: 8 chunks numbers.
  const double *row_ties;
  /// Conductance between a line's last node and its terminal; 0 when there is none, or when the node is held.
  double row_ends[2], column_ends[2];
  /// Whether a line's last node is held at the terminal's voltage.
  int row_held[2], column_held[2];
} gd_crossbar;

/// The factors of a programming state: conductances (tiles), and the reciprocal pivots of the tridiagonal matrices of
/// row lines (lanes) and of the preconditioner's column lines (tiles).
typedef struct {
  gd_numbers cells, row_pivots, column_pivots;
} gd_crossbar_factors;

/// Linear interpolation between the coarse lines of a direction: line i has the weight w[2 i] in coarse line first[i]
/// and w[2 i + 1] in the next. NULL pointers: no coarse grid.
typedef struct {
  const uint32_t *first;
  const double *weights;
} gd_interpolation;

/// Copies a row-major matrix into tiles, and back out of tiles or lanes.
void gd_crossbar_pack(const gd_crossbar *tile, const double *matrix, gd_numbers tiles);
void gd_crossbar_unpack(const gd_crossbar *tile, gd_numbers tiles, double *matrix);
void gd_crossbar_unpack_lanes(const gd_crossbar *tile, gd_numbers lanes, double *matrix);

/// Computes the reciprocal pivots. `scratch`: 8 chunks numbers.
void gd_crossbar_factor(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors,
                        gd_numbers scratch);

/// What drives a tile, and where the currents go.
typedef struct {
  /// Voltages of the terminals of rows (8 blocks numbers) and columns (8 chunks numbers), two ends; NULL: 0 V.
  const double *row_volts[2], *column_volts[2];
  /// Further currents into row nodes (lanes) and column nodes (tiles); NULL: none.
  const double *row_sources, *column_sources;
  /// Receives the voltages of the row nodes (lanes); NULL: not wanted.
  double *row_nodes;
  /// Receives the currents from the terminals into row lines and column lines; as long as the voltages. Where only
  /// one end of the lines is connected, they are the sums of the cells' currents, which are exact where the voltage over
  /// the end would be a small difference.
  double *row_currents[2], *column_currents[2];
} gd_crossbar_drive;

/// What an iteration of the conjugate gradients works on; all arrays of cells but the last two.
typedef struct {
  /// Voltages of the column nodes, and y = L^-1 r of their residual r, with the unit triangle L of the column lines'
  /// factors.
  gd_numbers x, y;
  /// The search direction and its image q = C p.
  gd_numbers p, q;
  /// Between the tile and its coarse one, [coarse row][8 chunks]; none: no coarse tile.
  gd_interpolation down;
  gd_numbers coarse;
  /// 88 chunks numbers.
  gd_numbers scratch;
} gd_iteration;

/// Eliminates the row lines at the column voltages x: y = L^-1 (b - C x); adds P^T (b - C x) by rows to `coarse` (zeroed by
/// the caller). Returns the sum of y^2 / pivot.
double gd_crossbar_residual(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors,
                            const gd_crossbar_drive *drive, const gd_iteration *at);

/// The half of an iteration that goes up the column lines:
///   x += alpha p,  p <- L^-T D^-1 y + P e + beta p,  q = C p.
/// `coarse` holds e expanded to the tile's columns. Returns p . q.
double gd_crossbar_up(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors, double alpha,
                      double beta, const gd_iteration *at);

/// The half that goes down: y -= alpha L^-1 q; adds P^T q by rows to `coarse`. Returns the sum of y^2 / pivot.
double gd_crossbar_down(gd_isa isa, const gd_crossbar *tile, const gd_crossbar_factors *factors, double alpha,
                        const gd_iteration *at);

/// x += alpha p over whole arrays of cells.
void gd_crossbar_advance(gd_isa isa, const gd_crossbar *tile, double alpha, gd_numbers p, gd_numbers x);

/// The sum of a b over whole arrays of cells.
double gd_crossbar_dot(gd_isa isa, const gd_crossbar *tile, gd_numbers a, gd_numbers b);

/// The law of a cell, as current over conductance and its derivative, at x = v / scale.
typedef enum {
  /// scale sinh(x)
  GD_SINH = 0,
  /// scale (exp(x) - 1)
  GD_DIODE = 1,
} gd_cell_law;

/// A law and the range of x where it holds; beyond, it goes on in a straight line with the slope at the bound.
typedef struct {
  gd_cell_law law;
  double scale, low, high;
} gd_cell_curve;

/// A step of Newton's method, arrays of cells: of the conductances `cells` at 0 V (tiles) and at the voltages u (lanes) and
/// w (tiles), `slopes` (tiles) = dI/dv of every cell, and the currents that are missing at the nodes, `row_missing`
/// (lanes) and `column_missing` (tiles). A held node misses the negative of the current of its terminal.
typedef struct {
  gd_numbers cells, u, w;
  gd_numbers slopes, row_missing, column_missing;
} gd_newton;

/// Sets the last three. Returns 0 when a number overflowed, else 1.
int gd_crossbar_evaluate(gd_isa isa, const gd_crossbar *tile, gd_cell_curve curve, const gd_crossbar_drive *drive,
                         const gd_newton *at);

/// Adds g / (1 + g resistance) of every cell of row i to row into[i] of `sums`, [coarse row][8 chunks].
void gd_crossbar_sum_rows(gd_isa isa, const gd_crossbar *tile, gd_numbers cells, double resistance,
                          const uint32_t *into, gd_numbers sums);

/// A coarse tile of rows x columns nodes a side (columns padded to `stride`, a multiple of 8).
typedef struct {
  size_t rows, columns, stride;
  /// Cells, links towards the previous node and conductances to ground of row and column lines: [row][stride].
  /// `column_cells` are those of the preconditioner's column lines.
  const double *cells, *column_cells, *row_links, *row_ground, *column_links, *column_ground;
  /// Receives the inverses of the pivot blocks [row][column][stride], and the reciprocal pivots of the
  /// preconditioner's column lines [row][stride].
  double *blocks, *pivots;
} gd_coarse_crossbar;

/// Factors the coarse tile. `scratch`: 2 columns numbers.
void gd_coarse_factor(gd_isa isa, const gd_coarse_crossbar *tile, gd_numbers scratch);

/// e = (A^-1 - S^-1) c with A the coarse tile's equations of the column nodes and S the preconditioner's column lines; all
/// [row][stride]. `scratch`: 2 rows stride numbers.
void gd_coarse_solve(gd_isa isa, const gd_coarse_crossbar *tile, gd_numbers c, gd_numbers e, gd_numbers scratch);

#endif
