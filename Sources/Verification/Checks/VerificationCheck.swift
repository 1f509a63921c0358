import Diagnostics
import Fabrics
import Foundation
import Learning
import Mapping
import Netlists
import Quantities
import Simulators
import Specification

/// What checks compare: an output folder, and the chip that it was written from.
package struct VerificationContext: Sendable {
  /// The output folder, with `spice`, `veriloga` and `tb`. Never written to.
  package let folder: URL
  /// What settles as the chip does.
  package let model: any CircuitModel
  /// The chip.
  package let chip: Chip
  /// Its programmed conductances.
  package let conductances: Conductances
  /// How its wires are emitted.
  package let wires: WireModel
  /// Names of the dialects that were written.
  package let dialects: [String]
  /// Estimator of the gradient.
  package let estimator: GradientEstimator
  /// Our equilibria.
  package let reference: ReferenceStates
  /// The testbenches of the folder.
  package let testbenches: [Testbench]
  /// Where outside programs are.
  package let tools: Tools
  /// What one run of an outside program may use.
  package let limits: ToolLimits

  /// Full scale of the layer of each free node, by net: the largest voltage that any row of its connection has.
  let fullScales: [String: Double]

  /// Gathers what checks need.
  package init(
    folder: URL, model: any CircuitModel, chip: Chip, conductances: Conductances, wires: WireModel,
    dialects: [String],
    estimator: GradientEstimator, reference: ReferenceStates, tools: Tools, limits: ToolLimits = ToolLimits()
  ) {
    (self.folder, self.model, self.chip) = (folder, model, chip)
    (self.conductances, self.wires) = (conductances, wires)
    (self.dialects, self.estimator, self.reference) = (dialects, estimator, reference)
    (self.tools, self.limits) = (tools, limits)
    testbenches = reference.testbenches(chip: chip, conductances: conductances, wires: wires)
    let names = NetNames(chip.fabric)
    var fullScales: [String: Double] = [:]
    for layer in chip.fabric.layers.indices {
      for node in 0..<chip.fabric.nodeCount(layer) {
        fullScales[names.node(layer: layer, node)] = chip.largestRowVoltage(layer).si
      }
    }
    self.fullScales = fullScales
  }

  /// The testbenches of operating points.
  var operatingPoints: [Testbench] { testbenches.filter { $0.analysis == .operatingPoint } }

  /// Whether the netlist has elements that the embedded simulator has not.
  var hasWires: Bool { wires != .none }

  /// Why a check of a dialect is skipped; nil when the dialect was written.
  func skipped(without dialect: String) -> CheckOutcome? {
    dialects.contains(dialect) ? nil : .skipped("the spec has no dialect '\(dialect)'")
  }

  /// Why a comparison with the embedded simulator is skipped; nil when it is possible.
  var skippedForWires: CheckOutcome? {
    hasWires
      ? .skipped(
        "not compared with the embedded simulator: wires (\(wires.rawValue)); see the other simulator")
      : nil
  }
}

/// One independent check of an output folder. Adding one is one file with a type that conforms, and its entry in
/// ``VerificationChecks/all``.
package protocol VerificationCheck: Sendable {
  /// Stable identifier, lower-case with hyphens.
  var id: String { get }
  /// What is compared with what, for people.
  var title: String { get }
  /// Programs it runs.
  var needs: [Tools.Need] { get }
  /// Compares.
  ///
  /// - Parameters:
  ///   - simulations: results of simulator runs, shared by the checks of one verification.
  /// - Throws: ``ToolRun/Failure`` when a tool gives no usable result, which is a failed check, or an unknown one when it
  ///   is the tool that failed; `Diagnostic` when a tool is missing.
  func run(_ context: VerificationContext, _ simulations: inout Simulations) throws -> CheckOutcome
}

/// The checks there are.
package enum VerificationChecks {
  /// Every check, in the order of the report.
  package static let all: [any VerificationCheck] = [
    NgspiceNodes(), NgspiceGradient(), WireEffect(), VerilogACompile(), VerilogAPointwise(), VacaskNodes(),
    ForeignDialectNodes(dialect: "hspice"), ForeignDialectNodes(dialect: "spectre"), Settling(),
    SettlingSpeed(),
  ]

  /// The checks of `grenadyn compile`: those that need ngspice only.
  package static let compile: [any VerificationCheck] = [NgspiceNodes(), NgspiceGradient(), WireEffect()]

  /// A diagnostic for every program that some checks need and that is not there.
  package static func missingTools(for checks: [any VerificationCheck], in tools: Tools) -> [Diagnostic] {
    let needs = Set(checks.flatMap(\.needs))
    var found: [Diagnostic] = []
    for need in Tools.Need.allCases where needs.contains(need) && !tools.has(need) {
      let diagnostic = tools.missing(need)
      if !found.contains(where: { $0.code == diagnostic.code }) { found.append(diagnostic) }
    }
    return found
  }
}

extension VerificationContext {
  /// What the output folder is called in a folder of ``link(in:)``.
  static let link = "chip"

  /// Makes the output folder known in another one under a name of ours, so that no path of the user's, which may hold
  /// anything, stands in a file that a simulator reads as a program.
  func link(in place: URL) throws {
    let url = place.appendingPathComponent(Self.link)
    try? FileManager.default.removeItem(at: url)
    try FileManager.default.createSymbolicLink(at: url, withDestinationURL: folder.absoluteURL)
  }
}
