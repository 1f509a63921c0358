// Updates by programming pulses: what becomes of an asked change when every device answers pulses in its own way.
//
// A change is asked for in pulses, t. A scheme makes it a whole number n of pulses (up where n > 0); the device then
// moves its state x = (g - low) / width by n steps of its own size, with noise, and g = low + width x. Only devices
// that get a pulse are touched. The physics is defined by `PulseReference` in Swift, its oracle.
//
// Random numbers. Rows are taken 16 at a time, row group R = row / 16. With the purpose GD_RANDOM_PULSE_ROUNDING, the
// block of (R columns + column, connection | 2^31, update, purpose) has a byte a for each of the 16 rows (byte row % 16),
// and that of (row columns + column, connection, update, purpose) the fraction b, its word 0: u = (a + b) / 256 is
// uniform. Two stages, since nearly all devices are decided by the byte alone. The noise is normal 0 of (row columns +
// column, connection, update, GD_RANDOM_CYCLE_NOISE).
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

/// The devices of a block or a matrix, in its layout: those from its first value on, which is at `row` and `column` of the
/// connection. `kept`: what GD_PULSES_ACCUMULATED keeps of each, else NULL.
typedef struct {
  const gd_device *values;
  float *kept;
  size_t count;
  uint32_t row, column;
} gd_devices;

/// What was done.
typedef struct {
  /// Devices that got pulses; pulses.
  uint64_t devices, pulses;
} gd_pulse_count;

/// As gd_input_step for devices: what `change` asks for is in pulses; then the product with the next inputs and the sums.
/// `old` none: no update.
void gd_pulse_input_step(gd_isa isa, gd_input_block block, gd_devices devices, gd_inputs old, gd_inputs next,
                         gd_input_change change, gd_panel product, gd_vector sums, const gd_pulses *pulses,
                         gd_pulse_count *count);

/// As gd_update for devices: t is in pulses. Columns of the matrix from `used` on are padding. The devices' row is a
/// multiple of 16. scale NULL: no update.
void gd_pulse_update(gd_isa isa, gd_matrix m, size_t used, gd_devices devices, gd_change change, const float *scale,
                     size_t batch, gd_sides sums, const gd_pulses *pulses, gd_pulse_count *count);

#endif
