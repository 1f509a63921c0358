import Fabrics
import Foundation
import Mapping
import Quantities
import Specification

/// A runnable test of a chip: sources on its ports, one analysis, the nets to save and what they should be.
package struct Testbench: Sendable {
  /// What is analysed.
  package enum Analysis: Sendable, Hashable {
    /// The equilibrium.
    case operatingPoint
    /// From all sources at 0 V to the equilibrium; outputs are measured at `stop`.
    case settling(stop: TimeSpan, step: TimeSpan)
  }
  /// A saved net with its expected value at the end of the analysis.
  package struct Probe: Sendable, Hashable {
    /// Net of the chip.
    package var net: String
    /// Whether the net is a port of the chip.
    package var isPort: Bool
    /// From the embedded simulator.
    package var expected: Voltage
    /// How far another simulator may be from it; nil: it is not to be compared.
    package var tolerance: Voltage?
  }
  /// How far other simulators may be off.
  package struct Tolerance: Sendable {
    /// Why so far, in one line.
    package var reason: String
    /// Volts, for an expected voltage of a node of a layer.
    package var volts: @Sendable (_ layer: Int, _ expected: Double) -> Double

    /// A tolerance.
    package init(_ reason: String, volts: @escaping @Sendable (_ layer: Int, _ expected: Double) -> Double) {
      (self.reason, self.volts) = (reason, volts)
    }
  }

  /// File name without extension: `free_0`, `plus_0`, `minus_0`, `settle_0`.
  package var name: String
  /// One line for the reader.
  package var title: String
  /// Voltage sources between the chip's ports and ground, by port.
  package var sources: [(port: String, voltage: Voltage)]
  /// β of this run.
  package var beta: Conductance
  /// What is analysed.
  package var analysis: Analysis
  /// Nets to save: all free nodes, layer by layer.
  package var probes: [Probe]
  /// Whose voltages the expected ones are, for the reader of the file.
  package var expectation: String

  /// Makes the testbench of one input in one phase.
  ///
  /// - Parameters:
  ///   - name: file name without extension.
  ///   - rows: volts of the input rows, the fabric's order, without bias rows.
  ///   - targets: target of each class, volts.
  ///   - beta: nudge conductance; 0 for the free phase.
  ///   - expected: volts of the nodes at equilibrium, layer by layer, of the chip without wires.
  ///   - wires: how the chip's wires are emitted.
  ///   - tolerance: how far a simulator may be off; nil, and with wires: nothing is compared.
  package init(
    name: String, chip: Chip, rows: [Double], targets: [Double], beta: Conductance, analysis: Analysis,
    expected: [[Double]], wires: WireModel, tolerance: Tolerance? = nil
  ) {
    let names = NetNames(chip.fabric)
    self.name = name
    title = "\(chip.name) \(name)"
    let volts = rows + (chip.fabric.bias?.volts ?? [])
    sources =
      zip(names.sources, volts).map { ($0, Voltage(si: $1)) }
      + targets.indices.map { (names.target(ofClass: $0), Voltage(si: targets[$0])) }
    self.beta = beta
    let tolerance = wires == .none ? tolerance : nil
    expectation =
      (wires == .none ? "expected by grenadyn" : "expected by grenadyn for the same chip without wires")
      + (tolerance.map { ", +- what passes: \($0.reason)" } ?? "")
    self.analysis = analysis
    probes = expected.enumerated().flatMap { layer, volts -> [Probe] in
      volts.enumerated().map {
        Probe(
          net: names.node(layer: layer, $0), isPort: layer == chip.fabric.outputLayer,
          expected: Voltage(si: $1),
          tolerance: tolerance.map { [volts = $1] in Voltage(si: Self.roundedUp($0.volts(layer, volts))) })
      }
    }
  }

  /// To two digits.
  private static func roundedUp(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value }
    let unit = pow(10, floor(log10(value)) - 1)
    return (value / unit).rounded(.up) * unit
  }
}
