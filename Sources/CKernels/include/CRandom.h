// Counter-based random numbers, vectorized: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, SC'11,
// doi 10.1145/2063384.2063405), and standard normals from its words. The same numbers as `Kernels/Philox`.
#ifndef GRENADYN_CRANDOM_H
#define GRENADYN_CRANDOM_H

#include "CKernels.h"  // Include that file, which includes this one.

/// The key of a family of streams: the seed's low and high word.
typedef struct {
  uint32_t low, high;
} gd_key;

/// A counter; for a device (row << 16 | column, tile, draw, purpose).
typedef struct {
  uint32_t x, y, z, w;
} gd_counter;

/// What a stream of numbers is for: the last word of a counter. The values are part of every result, so they never change,
/// and two uses of one would be correlated. `RandomPurpose` in Swift has the same.
///
/// From GD_RANDOM_CHIP on they are what a chip instance draws. The counter of a device is (row << 16 | column, tile, draw,
/// purpose), with row and column inside its tile (`DeviceSites`) and draw = 0 or the number of the update or read; that of
/// a node is (index & 0xFFFF, layer << 16 | index >> 16, draw, purpose).
typedef enum {
  /// Initial conductances; stream = connection.
  GD_RANDOM_INITIAL = 1,
  /// Order of the training samples; stream = epoch.
  GD_RANDOM_SHUFFLE = 2,
  /// Split into training and test samples (stream 0), and into training and validation samples (stream 1).
  GD_RANDOM_SPLIT = 3,
  /// Samples of a generated data set; stream = column.
  GD_RANDOM_DATA = 4,
  /// Sign of the nudge of a minibatch; stream = 0.
  GD_RANDOM_NUDGE_SIGN = 10,
  /// Changes of the training images; stream = epoch.
  GD_RANDOM_AUGMENT = 20,
  /// Start of a search for eigenvalues; stream = 0.
  GD_RANDOM_LOOP_START = 21,
  /// The key of a chip: counter (chip, 0, 0, purpose) of the seed's own family, words 0 and 1.
  GD_RANDOM_CHIP = 30,
  /// Spread of devices; normals: lower bound, upper bound, step, asymmetry.
  GD_RANDOM_SPREAD = 31,
  /// Faults; word 0 as a uniform number.
  GD_RANDOM_FAULTS = 32,
  /// Programming; normals: programming error, drift exponent, relaxation.
  GD_RANDOM_PROGRAMMING = 33,
  /// Rounding of pulses; see CPulses.h.
  GD_RANDOM_PULSE_ROUNDING = 34,
  /// Cycle-to-cycle noise of pulses; normal 0; see CPulses.h.
  GD_RANDOM_CYCLE_NOISE = 35,
  /// Noise of the devices' reads; the key of a read is the block of the counter of `DeviceNoise.Read`, words 0 and 1, and
  /// four devices of a span share a counter.
  GD_RANDOM_READ_NOISE = 36,
  /// Neurons; normals: offset, gain, rectifier threshold, read-out offset.
  GD_RANDOM_NEURONS = 37,
  /// Nudge springs, by class; normals: strength +, strength -, target.
  GD_RANDOM_NUDGE = 38,
  /// Noise of node voltages that an update reads; draw = minibatch; see gd_read_pair.
  GD_RANDOM_READOUT = 39,
  /// The second copy of a crossbar; normal 0: its mismatch.
  GD_RANDOM_SECOND_COPY = 40,
  /// Noise of the outputs' read-out; counter (node / 4, sample, pass, purpose), normal node % 4.
  GD_RANDOM_INFERENCE = 41,
  /// Drivers of the inputs; counter (row & 0xFFFF, row >> 16, 0, purpose), normal 0: error of the row's voltage.
  GD_RANDOM_INPUTS = 42,
} gd_random_purpose;

/// words[k][i] = word k of the block of (x + i, y, z, w), for i in 0..<count; a NULL array is left out.
void gd_random_words(gd_isa isa, gd_key key, gd_counter start, size_t count, uint32_t *const words[4]);

/// normals[k][i] = normal k of the same blocks. Box-Muller: normals 0 and 1 from the words 0 and 1, normals 2 and 3
/// from the words 2 and 3, u = (word + 1/2) 2^-32: sqrt(-2 ln u0) cos 2 pi u1, sqrt(-2 ln u0) sin 2 pi u1. Off by
/// less than 1e-6 (1 + |normal|). A NULL array is left out.
void gd_random_normals(gd_isa isa, gd_key key, gd_counter start, size_t count, float *const normals[4]);

#endif
