// Updates by programming pulses: what becomes of an asked change when every device answers pulses in its own way.
//
// A change is asked for in pulses, t. A scheme makes it a whole number n of pulses (up where n > 0); the device then
// moves its state x = (g - low) / width by n steps of its own size, with noise, and g = low + width x. Only devices
// that get a pulse are touched. The physics is defined by `PulseReference` in Swift, its oracle.
//
// Random numbers. Rows are taken 16 at a time, row group R = row / 16. The block of (R columns + column,
// connection | 2^31, update, 34) has a byte a for each of the 16 rows (byte row % 16); the block of (row columns +
// column, connection, update, 34) the fraction b of word 0: u = (a + b) / 256 is uniform. Two stages, since nearly all
// devices are decided by the byte alone. The noise is normal 0 of (row columns + column, connection, update, 35).
#ifndef GRENADYN_CPULSES_H
#define GRENADYN_CPULSES_H

#include "CRandom.h"

/// How an asked change becomes pulses.
typedef enum {
  /// n = floor(|t| + u), u uniform: right in the mean.
  GD_PULSES_STOCHASTIC = 0,
  /// n = round(|t|): small changes are lost.
  GD_PULSES_NEAREST = 1,
  /// One pulse where |t| > threshold.
  GD_PULSES_FIXED = 2,
  /// t is added to a sum kept for each device, whose whole pulses are given where |sum| >= threshold.
  GD_PULSES_ACCUMULATED = 3,
} gd_pulse_scheme;

/// Points of a table of steps: x = 0, 1/256, ... 1.
#define GD_STEP_POINTS 257

/// What an update does, the same for all devices of a connection.
typedef struct {
  gd_pulse_scheme scheme;
  /// Most pulses of one update.
  float longest;
  /// Of GD_PULSES_FIXED and GD_PULSES_ACCUMULATED, in pulses.
  float threshold;
  /// Standard deviation of the change of x by one pulse at x, of a device of factors 1: noise_up or noise_down +
  /// noise_share * step(x). Times the mean of the device's two factors, and for n pulses sqrt n.
  float noise_up, noise_down, noise_share;
  /// Mean size of a step up and down at GD_STEP_POINTS points of x.
  const float *up, *down;
  gd_key rounding, cycle;
  uint32_t connection, update;
  /// Columns of the connection for the counters; rows of one sign of the input matrix.
  uint32_t columns, rows;
} gd_pulses;

/// A device: the lower end and the width of its range, and the factors of its steps; both 0: it does not move.
typedef struct {
  float low, width, up, down;
} gd_device;

/// What was done.
typedef struct {
  /// Devices that got pulses; pulses.
  uint64_t devices, pulses;
} gd_pulse_count;

/// As gd_input_step for devices: t = +-(sum_s xu[p,s] d[s]) - q pulses for W(+-) at its columns `column`...; then the
/// product with the next inputs (xn; NULL: none) and the sums. `devices` and `kept` (GD_PULSES_ACCUMULATED, else NULL)
/// have the layout of the block. xu NULL: no update.
void gd_pulse_input_step(gd_isa isa, float *w, const gd_device *devices, float *kept, size_t halves, uint32_t column,
                         size_t batch, const float *xu, const float *d, const float *q, const float *xn,
                         float *product, float *sums, const gd_pulses *pulses, gd_pulse_count *count);

/// As gd_update for devices: t = sum_s scale[s] (u_m v_d + u_d v_m) - row[i] - column[j] pulses. The matrix's first
/// row and column are `first_row` and `first_column` of the connection; its columns from `columns` on are padding.
/// `first_row` is a multiple of 16. scale NULL: no update.
void gd_pulse_update(gd_isa isa, float *m, const gd_device *devices, float *kept, size_t stride, size_t rows,
                     size_t columns, size_t blocks, size_t batch, const float *scale, const float *u, const float *v,
                     const float *row, const float *column, uint32_t first_row, uint32_t first_column,
                     float *row_sums, float *column_sums, const gd_pulses *pulses, gd_pulse_count *count);

#endif
