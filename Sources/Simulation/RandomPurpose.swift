import CKernels

/// Which stream family of ``Philox`` serves which purpose. The numbers are `gd_random_purpose` of `CRandom.h`, which says
/// what is drawn for each and by which counters: kernels draw some of them.
package enum RandomPurpose {
  /// Initial conductances.
  package static let initial = GD_RANDOM_INITIAL.rawValue
  /// Order of the training samples.
  package static let shuffle = GD_RANDOM_SHUFFLE.rawValue
  /// Split into training, validation and test samples.
  package static let split = GD_RANDOM_SPLIT.rawValue
  /// Sign of the nudge of a minibatch.
  package static let nudgeSign = GD_RANDOM_NUDGE_SIGN.rawValue
  /// Changes of the training images.
  package static let augment = GD_RANDOM_AUGMENT.rawValue
  /// Start of a search for eigenvalues.
  package static let loopStart = GD_RANDOM_LOOP_START.rawValue
  /// The key of a chip.
  package static let chip = GD_RANDOM_CHIP.rawValue
  /// Spread of devices.
  package static let spread = GD_RANDOM_SPREAD.rawValue
  /// Faults.
  package static let faults = GD_RANDOM_FAULTS.rawValue
  /// Programming.
  package static let programming = GD_RANDOM_PROGRAMMING.rawValue
  /// Rounding of pulses.
  package static let pulseRounding = GD_RANDOM_PULSE_ROUNDING.rawValue
  /// Cycle-to-cycle noise of pulses.
  package static let cycleNoise = GD_RANDOM_CYCLE_NOISE.rawValue
  /// Noise of the devices' reads.
  package static let readNoise = GD_RANDOM_READ_NOISE.rawValue
  /// Neurons.
  package static let neurons = GD_RANDOM_NEURONS.rawValue
  /// Nudge springs.
  package static let nudge = GD_RANDOM_NUDGE.rawValue
  /// Noise of node voltages that an update reads.
  package static let readout = GD_RANDOM_READOUT.rawValue
  /// The second copy of a crossbar.
  package static let secondCopy = GD_RANDOM_SECOND_COPY.rawValue
  /// Noise of the outputs' read-out.
  package static let inference = GD_RANDOM_INFERENCE.rawValue
  /// Drivers of the inputs.
  package static let inputs = GD_RANDOM_INPUTS.rawValue
}
