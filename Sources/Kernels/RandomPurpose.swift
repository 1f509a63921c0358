import CKernels

/// Which stream family of ``Philox`` serves which purpose. The numbers are `gd_random_purpose` of `CRandom.h`, which says
/// what is drawn for each and by which counters: kernels draw some of them.
package enum RandomPurpose {
  /// Initial conductances.
  package static var initial: UInt32 { GD_RANDOM_INITIAL.rawValue }
  /// Order of the training samples.
  package static var shuffle: UInt32 { GD_RANDOM_SHUFFLE.rawValue }
  /// Split into training, validation and test samples.
  package static var split: UInt32 { GD_RANDOM_SPLIT.rawValue }
  /// Samples of a generated data set.
  package static var data: UInt32 { GD_RANDOM_DATA.rawValue }
  /// Sign of the nudge of a minibatch.
  package static var nudgeSign: UInt32 { GD_RANDOM_NUDGE_SIGN.rawValue }
  /// Changes of the training images.
  package static var augment: UInt32 { GD_RANDOM_AUGMENT.rawValue }
  /// Start of a search for eigenvalues.
  package static var loopStart: UInt32 { GD_RANDOM_LOOP_START.rawValue }
  /// The key of a chip.
  package static var chip: UInt32 { GD_RANDOM_CHIP.rawValue }
  /// Spread of devices.
  package static var spread: UInt32 { GD_RANDOM_SPREAD.rawValue }
  /// Faults.
  package static var faults: UInt32 { GD_RANDOM_FAULTS.rawValue }
  /// Programming.
  package static var programming: UInt32 { GD_RANDOM_PROGRAMMING.rawValue }
  /// Rounding of pulses.
  package static var pulseRounding: UInt32 { GD_RANDOM_PULSE_ROUNDING.rawValue }
  /// Cycle-to-cycle noise of pulses.
  package static var cycleNoise: UInt32 { GD_RANDOM_CYCLE_NOISE.rawValue }
  /// Noise of the devices' reads.
  package static var readNoise: UInt32 { GD_RANDOM_READ_NOISE.rawValue }
  /// Neurons.
  package static var neurons: UInt32 { GD_RANDOM_NEURONS.rawValue }
  /// Nudge springs.
  package static var nudge: UInt32 { GD_RANDOM_NUDGE.rawValue }
  /// Noise of node voltages that an update reads.
  package static var readout: UInt32 { GD_RANDOM_READOUT.rawValue }
  /// The second copy of a crossbar.
  package static var secondCopy: UInt32 { GD_RANDOM_SECOND_COPY.rawValue }
  /// Noise of the outputs' read-out.
  package static var inference: UInt32 { GD_RANDOM_INFERENCE.rawValue }
  /// Drivers of the inputs.
  package static var inputs: UInt32 { GD_RANDOM_INPUTS.rawValue }
}
