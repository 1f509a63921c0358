import Datasets
import Designs
import Diagnostics
import Foundation
import Mapping
import Prediction
import Resistive
import Specification
import Verification

/// One chip of a prediction as files: weights and netlists with exactly the conductances, and as far as the netlist can
/// say it the neurons, that it was tested with.
package struct ExportedChip {
  private let design: ChipDesign
  private let data: Dataset
  let mode: PredictionMode
  private let chip: TestedChip
  private let magnitudes: [ImperfectionName: Double]

  /// A chip of a design.
  /// - Parameters:
  ///   - data: its first test samples serve the testbenches.
  ///   - magnitudes: the imperfections in force, in SI units.
  package init(
    _ chip: TestedChip, of design: ChipDesign, data: Dataset, mode: PredictionMode,
    magnitudes: [ImperfectionName: Double]
  ) {
    (self.chip, self.design, self.data, self.mode) = (chip, design, data, mode)
    self.magnitudes = magnitudes
  }

  /// Writes `weights/`, `spice/`, `tb/`, `veriloga/` and `chip.json`.
  /// - Parameter place: folder inside the output folder, with a slash at its end.
  /// - Returns: the top cell; nil for a chip without a netlist.
  func write(to folder: OutputFolder, in place: String) throws -> Manifest.TopCell? {
    let files = try ChipFiles(
      network, mappedChip, chip.state.parameters, states: states(), netlist: design.spec.netlist)
    try files.writeWeights(to: folder, in: place)
    if hasNetlist { try files.writeNetlists(to: folder, in: place) }
    try folder.write(JSONText.of(summary), to: place + "chip.json")
    return hasNetlist ? files.topCell : nil
  }

  /// Netlists have no sources for trained bias currents (GD0903 of a compilation).
  private var hasNetlist: Bool { chip.state.parameters.biasCurrents.isEmpty }

  private var network: ResistiveNetwork {
    var network = design.resistive
    network.mismatch = chip.state.mismatch
    return network
  }

  private var mappedChip: Chip {
    Chip(
      name: design.chip.name, fabric: network.fabric, technology: design.technology,
      tileShape: design.chip.tileShape)
  }

  /// Equilibria for the testbenches; nil where the spec has no nudge, whose circuits these test too.
  private func states() throws -> ReferenceStates? {
    guard hasNetlist, design.spec.training.nudge != nil else { return nil }
    let nudge = try CompiledFiles.nudge(of: design.spec, network, chip.state.parameters.conductances)
    return try ReferenceStates(
      model: network.model(of: chip.state.mismatch), conductances: chip.state.parameters.conductances,
      samples: CompiledFiles.samples(of: design.spec, data), nudge: nudge,
      // An imperfect chip may have no equilibrium with -β; its other phases can be tested all the same.
      estimator: .oneSided)
  }

  private var summary: Summary {
    let mismatch = chip.state.mismatch
    let layers = design.chip.fabric.outputLayer
    return Summary(
      chip: chip.record.chip, seed: design.spec.seed, mode: mode, accuracy: chip.record.accuracy,
      wires: design.spec.netlist.wires.rawValue, hasNetlist: hasNetlist,
      gainFactors: mismatch?.gainFactors,
      reverseFactors: mismatch.flatMap { $0.reverseFactors.isEmpty ? nil : $0.reverseFactors },
      amplifierOffsets: mismatch.map { Array($0.offsets.prefix(layers)) },
      thresholds: mismatch?.thresholds, outputOffsets: mismatch?.offsets[layers],
      inputOffsets: mismatch.flatMap { $0.inputOffsets.isEmpty ? nil : $0.inputOffsets },
      notInNetlist: notInNetlist)
  }

  /// What the chip was tested with and its netlist does not say, for the reader.
  private var notInNetlist: [String] {
    var result: [String] = []
    func add(_ names: [ImperfectionName], _ text: String) {
      if names.contains(where: { magnitudes[$0] != nil }) { result.append(text) }
    }
    if !hasNetlist {
      result.append("there is no netlist: it would have no sources for the trained bias currents")
    }
    if chip.state.mismatch?.offsets.last?.contains(where: { $0 != 0 }) == true {
      result.append("outputOffsets, in V: added where the outputs are read, behind the netlist's ports")
    }
    add(
      [.nudgeSpread, .nudgeAsymmetry, .targetSpread],
      "differences of the nudge circuits, which learning has met")
    add(
      [.readoutNoise, .readoutBits],
      "noise and resolution of the circuits that read outputs and serve updates")
    if design.spec.training.engine.value == .exact {
      add([.readNoise], "noise of the devices, which differs from sample to sample")
    }
    add([.inputBits], "resolution of the converters at the inputs")
    if chip.state.mismatch?.inputOffsets.isEmpty == false {
      result.append("inputOffsets, in V: added where the inputs are driven, as the testbenches do")
    }
    add([.copyMismatch], "the second copy of the arrays")
    if magnitudes[.wireResistance].map({ $0 != 1 }) == true {
      result.append("the factor on the resistances of the wires")
    }
    return result
  }

  /// `chip.json`.
  private struct Summary: Encodable {
    var format = 1
    var generator = Version.generator
    /// Index of the chip, seed of all chips.
    var chip: UInt32
    var seed: UInt64
    var mode: PredictionMode
    /// Share of the test samples that it classifies rightly, as it was tested.
    var accuracy: Double
    /// How the netlist has wires.
    var wires: String
    var hasNetlist: Bool
    /// The neurons by layer, as the netlist has them: factors, volts, volts added to the forward voltage.
    var gainFactors, reverseFactors, amplifierOffsets, thresholds: [[Double]]?
    /// Volts.
    var outputOffsets: [Double]?
    var inputOffsets: [Double]?
    var notInNetlist: [String]
  }
}
