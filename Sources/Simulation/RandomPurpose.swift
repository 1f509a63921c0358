/// Which stream family of ``Philox`` serves which purpose; the numbers are part of every result, so they never
/// change.
package enum RandomPurpose {
  /// Initial conductances; stream = connection.
  package static let initial: UInt32 = 1
  /// Order of the training samples; stream = epoch.
  package static let shuffle: UInt32 = 2
  /// Split into training and test samples (stream 0), and into training and validation samples (stream 1).
  package static let split: UInt32 = 3
  /// Sign of the nudge of a minibatch; stream = 0.
  package static let nudgeSign: UInt32 = 10
  /// Changes of the training images; stream = epoch.
  package static let augment: UInt32 = 20
  /// Start of a search for eigenvalues; stream = 0.
  package static let loopStart: UInt32 = 21

  // What a chip instance draws. The counter of a device is (row << 16 | column, tile, draw, purpose), with row and
  // column inside its tile (``DeviceSites``) and draw = 0 or the number of the update or read; that of a node is
  // (index & 0xFFFF, layer << 16 | index >> 16, draw, purpose).

  /// The key of a chip: counter (chip, 0, 0, purpose) of the seed's own family, words 0 and 1.
  package static let chip: UInt32 = 30
  /// Spread of devices; normals: lower bound, upper bound, step, asymmetry.
  package static let spread: UInt32 = 31
  /// Faults; word 0 as a uniform number.
  package static let faults: UInt32 = 32
  /// Programming; normals: programming error, drift exponent, relaxation.
  package static let programming: UInt32 = 33
  /// Rounding of pulses; see ``PulsePlace``.
  package static let pulseRounding: UInt32 = 34
  /// Cycle-to-cycle noise of pulses; normal 0; see ``PulsePlace``.
  package static let cycleNoise: UInt32 = 35
  /// Noise of the devices' reads; the key of a read is the block of ``DeviceNoise/Read``'s counter, words 0 and 1, and four
  /// devices of a span share a counter.
  package static let readNoise: UInt32 = 36
  /// Neurons; normals: offset, gain, rectifier threshold, read-out offset.
  package static let neurons: UInt32 = 37
  /// Nudge springs, by class; normals: strength +, strength −, target.
  package static let nudge: UInt32 = 38
  /// Noise of node voltages that an update reads; draw = minibatch; normals 0 and 1: +β and −β phase.
  package static let readout: UInt32 = 39
  /// The second copy of a crossbar; normal 0: its mismatch.
  package static let secondCopy: UInt32 = 40
  /// Noise of the outputs' read-out; counter (node / 4, sample, pass, purpose), normal node % 4.
  package static let inference: UInt32 = 41
  /// Drivers of the inputs; counter (row & 0xFFFF, row >> 16, 0, purpose), normal 0: error of the row's voltage.
  package static let inputs: UInt32 = 42
}
