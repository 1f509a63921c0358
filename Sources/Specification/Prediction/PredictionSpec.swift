import Quantities

/// `prediction:` — what is predicted of the chips before any exists, and how.
package struct PredictionSpec: Sendable, Equatable {
  /// Numbers of chips that are taken, in specs and on the command line.
  package static let chipRange = 1...10_000_000
  /// Chip instances at most; fewer when the verdict on the yield is certain earlier.
  package var chips: Int
  /// Confidence of intervals and verdicts.
  package var confidence: Ratio
  /// How the chips come to their weights; never empty.
  package var modes: Located<[PredictionMode]>
  /// How trained weights are written.
  package var write: WriteSpec
  /// Between writing and use.
  package var age: Located<AgeSpec>
  /// How the wires of the tiles are taken into account.
  package var parasitics: Located<ParasiticsModel>
  /// Magnitudes that replace those of the technology, in the coherent SI unit of their dimension.
  package var imperfections: [ImperfectionName: Located<Double>]
  /// How a chip learns by itself.
  package var inSitu: InSituSpec
}

/// How a chip comes to its weights.
package enum PredictionMode: String, Sendable, CaseIterable, Codable {
  /// It is trained in software and then written.
  case program
  /// It learns with its own imperfect parts.
  case inSitu = "in-situ"
}

/// How a trained conductance is written into a device.
package enum WriteProcedure: String, Sendable, CaseIterable {
  /// With the programming error that is published for the device and its procedure.
  case published
  /// By the number of pulses that would do on the nominal device, without a look at the result.
  case singleShot = "single-shot"
  /// By pulses and reads in turn, until the conductance is within the tolerance or the budget is spent.
  case writeVerify = "write-verify"
}

/// `prediction.write:`
package struct WriteSpec: Sendable, Equatable {
  /// The procedure.
  package var procedure: Located<WriteProcedure>
  /// Accepted deviation of write-verify, share of the device's conductance range.
  package var tolerance: Ratio
  /// Pulses a device gets at most.
  package var pulses: Int
}

/// `prediction.age:`
package struct AgeSpec: Sendable, Equatable {
  /// Seconds of the greatest age that is taken: a thousand years.
  package static let longest = 3.2e10
  /// Time since the weights were written.
  package var time: TimeSpan
  /// Temperature during that time; nil = that of the device's published data.
  package var temperature: Temperature?
}

/// How the wires of the tiles enter a prediction.
package enum ParasiticsModel: String, Sendable, CaseIterable, Codable {
  /// Wires, drivers and sense circuits have no resistance.
  case ideal
  /// Every tile with its wires, solved as a circuit once for each state of its devices, is a linear operator at its
  /// terminals: exact, and for linear devices only.
  case effective
  /// All cells are solved together with the wires for every sample: exact for any device.
  case solved
}

/// What a chip starts to learn from.
package enum InSituStart: String, Sendable, CaseIterable {
  /// The weights that were trained in software and written.
  case programmed
  /// The initial conductances of the training, written.
  case scratch
}

/// How a wanted step of a conductance becomes pulses.
package enum PulseScheme: String, Sendable, CaseIterable {
  /// Step over mean pulse, rounded up or down at random so that the mean is right.
  case stochastic
  /// Step over mean pulse, rounded to the nearest number; what is lost is lost.
  case nearest
  /// One pulse with the sign of the step, whatever its size above the threshold (Oh et al. 2023, Micromachines 14,
  /// 1367).
  case fixedPulse = "fixed-pulse"
  /// A counter beside each synapse adds steps up and gives out whole pulses, once it holds as many as the threshold
  /// (as the digital matrix of Nandakumar et al. 2020, doi 10.3389/fnins.2020.00406, whose threshold is one pulse).
  case accumulated
  /// No pulses: the device takes the step as it is, within its own range.
  case exact
}

/// When the two phases of equilibrium propagation run.
package enum PhaseOrder: String, Sendable, CaseIterable {
  /// One after the other on the same array.
  case sequential
  /// At the same time on two arrays that should be copies (Oh et al. 2023, Micromachines 14, 1367).
  case simultaneous
}

/// `prediction.in-situ:`
package struct InSituSpec: Sendable, Equatable {
  /// What it starts from.
  package var start: InSituStart
  /// Epochs; nil = those of the training.
  package var epochs: Int?
  /// Updates instead of whole epochs: fine-tuning; nil = epochs.
  package var updates: Int?
  /// Factor on the training's learning rates.
  package var rate: Double
  /// How a step becomes pulses.
  package var update: Located<PulseScheme>
  /// Pulses of one update at most.
  package var longestTrain: Int
  /// Smallest step that a fixed pulse is given for, or sum at which a counter gives out its pulses; share of a mean
  /// pulse.
  package var threshold: Ratio
  /// When the phases run.
  package var phases: Located<PhaseOrder>
  /// Readings of a voltage whose mean an update uses: noise falls with their root.
  package var readings: Int
  /// Where hidden neurons are read.
  package var readPoint: Located<ReadPoint>
  /// Gain of a circuit that samples a voltage in both phases and amplifies the difference before it is converted
  /// (correlated double sampling: offsets and slow noise fall out, the noise of the two samples does not); nil: both
  /// voltages are converted.
  package var differenceGain: Located<Double>?
  /// What the differences between the phases are multiplied with.
  package var center: Located<ContrastCenter>
}

/// Where the voltage of a hidden neuron is read for an update.
package enum ReadPoint: String, Sendable, CaseIterable {
  /// At its node.
  case node
  /// Behind its amplifier, where it moves A times as far.
  case amplifier
}

/// The value that a contrast Δ(½ v²) = v Δv is taken at.
package enum ContrastCenter: String, Sendable, CaseIterable {
  /// The mean of the two nudged phases.
  case mean
  /// The free phase: nudges of different strength then do not enter as a value.
  case free
}
