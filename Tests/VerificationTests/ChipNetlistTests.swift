import Datasets
import Designs
import Diagnostics
import Fabrics
import Foundation
import Kernels
import Learning
import Mapping
import Prediction
import Quantities
import Resistive
import Specification
import Technology
import Testing

@testable import Verification

/// The netlist of a chip instance is that chip: with its conductances and its neurons.
@Suite("netlists of chip instances", .serialized)
struct ChipNetlistTests {
  /// Neurons that differ by some percent and some ten millivolts.
  private static func mismatch(_ network: ResistiveNetwork) -> NeuronMismatch {
    let philox = Philox(seed: 5)
    func draw(_ kind: UInt32, _ layer: Int, _ scale: Double) -> [Double] {
      (0..<network.nodeCount(layer)).map {
        scale * philox.normals(SIMD4(UInt32($0), UInt32(layer), kind, 98))[0]
      }
    }
    let layers = network.hidden.indices
    func isAmplified(_ layer: Int) -> Bool { network.gain(layer) != 1 }
    return NeuronMismatch(
      gainFactors: layers.map { draw(0, $0, isAmplified($0) ? 0.05 : 0).map { 1 + $0 } },
      offsets: layers.map { draw(1, $0, isAmplified($0) ? 0.02 : 0) } + [draw(1, layers.count, 0.01)],
      thresholds: layers.map { draw(2, $0, 0.02) })
  }

  @Test(
    "every simulator finds the nodes of mismatched neurons, in every dialect",
    arguments: ["leti-hfo2-130", "sky130-reram", "ideal"])
  func mismatchedNeurons(_ technology: String) throws {
    let hidden = [HiddenLayer(units: 6, gain: 3), HiddenLayer(units: 4), HiddenLayer(units: 5, gain: 2)]
    let fixture = try Fixture(technology, hidden: hidden, output: .differential, mismatch: Self.mismatch)
    let ids = ["ngspice-nodes", "vacask-nodes", "hspice-vacask", "spectre-vacask", "verilog-a-compile"]
    let checks = VerificationChecks.all.filter { ids.contains($0.id) }
    let report = try VerificationReport(running: checks, on: fixture.context())
    #expect(checks.count >= 4 && report.checks.allSatisfy { $0.verdict == .pass }, "\(report.table())")
    // Each kind of difference moves nodes by far more than the simulators' agreement.
    let changes: [(inout NeuronMismatch) -> Void] = [
      { $0.gainFactors = $0.gainFactors.map { $0.map { _ in 1 } } },
      { $0.offsets = $0.offsets.map { $0.map { _ in 0 } } },
      { $0.thresholds = $0.thresholds.map { $0.map { _ in 0 } } },
    ]
    for change in changes {
      let other = try Fixture(technology, hidden: hidden, output: .differential, dialects: ["ngspice"]) {
        var mismatch = Self.mismatch($0)
        change(&mismatch)
        return mismatch
      }
      let (a, b) = (fixture.reference.samples[0].nodes[.free], other.reference.samples[0].nodes[.free])
      let difference = zip(try #require(a).layers.joined(), try #require(b).layers.joined()).map {
        abs($0 - $1)
      }
      #expect((difference.max() ?? 0) > 1e-5)
    }
  }

  @Test(
    "ngspice finds the nodes of a chip that was written or has learned", arguments: PredictionMode.allCases)
  func testedChip(_ mode: PredictionMode) throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("specs/iris.yaml").path
    let design = try ChipDesign(specAt: path)
    var spec = design.spec
    spec.prediction.inSitu.updates = 5
    let data = try DataSets.load(DataRequest(spec: spec))
    let philox = Philox(seed: 3)
    let range = design.resistive.conductanceRange
    let trained = ResistiveModel(design.resistive).initialParameters { k, i in
      range.lowerBound.si
        + 0.5 * (range.upperBound - range.lowerBound).si
        * philox.uniform(purpose: 97, stream: UInt32(k), index: UInt64(i))
    }
    let subject = PredictionSubject(
      spec: spec, network: design.resistive, technology: design.technology,
      trained: BiasedConductances(conductances: trained), data: data)
    var imperfections = subject.imperfections
    imperfections.set(.thresholdSpread, to: 0.01)
    imperfections.set(.deviceSpread, to: 0.05)
    let trial: any ExportableTrial =
      mode == .program ? try ProgramTrial(subject, imperfections) : try InSituTrial(subject, imperfections)
    let chip = try trial.test(ChipDraw(chip: 4711)) { false }
    #expect(chip.state.mismatch != nil && chip.state.parameters.conductances != trained)
    let samples = (0..<2).map {
      VerificationSample(index: $0, inputs: data.test.values($0), target: data.test.target($0))
    }
    let fixture = try Fixture(chip.state, of: design, samples: samples, nudge: Conductance(si: 1e-6))
    let report = try fixture.report("ngspice-nodes", "vacask-nodes")
    #expect(report.checks.map(\.verdict) == [.pass, .pass], "\(report.table())")
  }
}
