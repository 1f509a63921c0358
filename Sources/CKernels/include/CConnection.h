// Kernels of a connection whose cells are solved together with the wires of its tiles, in double precision. The
// equations and the method are in Simulation/Parasitics/SolvedConnection.swift.
//
// Arrays of cells are row-major, [physical row][stride]; rows and stride are padded to multiples of 8 with zeros.
#ifndef GRENADYN_CCONNECTION_H
#define GRENADYN_CCONNECTION_H

#include "CKernels.h"

/// The wires and the cells of a connection.
typedef struct {
  size_t rows, columns, stride;
  /// Columns of tiles and rows of tiles, and the end of each (the first one not in it).
  size_t across, down;
  const uint32_t *across_ends, *down_ends;
  /// Ohms from cell to cell, and from a tile's edge to its first cell.
  double row_segment, column_segment;
  /// Ohms of the trunk to a tile's left edge, [across][padded rows], and from its lower edge on, [down][stride].
  const double *row_links, *column_links;
  /// Conductances in siemens.
  const double *cells;
  /// v0 in volts of cells with I = g v0 sinh(v / v0); 0: linear cells.
  double scale;
} gd_connection;

/// What is known of a connection's voltages.
typedef struct {
  /// Volts of the row lines at the cells.
  double *rows;
  /// Volts of the column lines at the cells; after gd_connection_down, with `factors`, what they are made of.
  double *columns, *factors;
  /// Of every row: its line takes the current `row_slopes` v - `row_sums` from its start at v.
  double *row_sums, *row_slopes;
  /// Of every column: its line gives its node at v the current `column_sums` - `column_slopes` v.
  double *column_sums, *column_slopes;
  /// Of every column: the sum of the changes of its cells' currents by the last step of the row lines.
  double *missing;
  /// Of the trunks of columns, 2 down stride numbers.
  double *trunks;
} gd_connection_state;

/// Numbers of scratch space.
size_t gd_connection_scratch(const gd_connection *connection);

/// Solves the row lines, from the rows' `starts` in volts (padded rows) and the columns as they are; then eliminates the
/// column lines: `columns` holds no voltages until gd_connection_up.
void gd_connection_down(gd_isa isa, const gd_connection *connection, const gd_connection_state *state,
                        const double *starts, gd_numbers scratch);

/// Sets `row_sums` and `row_slopes` alone.
void gd_connection_rows(gd_isa isa, const gd_connection *connection, const gd_connection_state *state,
                        gd_numbers scratch);

/// Sets `columns` from the nodes' voltages (stride) and the elimination.
void gd_connection_up(gd_isa isa, const gd_connection *connection, const gd_connection_state *state,
                      const double *nodes);

#endif
