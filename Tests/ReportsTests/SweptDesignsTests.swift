import Datasets
import Designs
import Diagnostics
import Families
import Foundation
import Learning
import Mapping
import Resistive
import Specification
import Testing

@testable import Reports

@Suite("Designs of sweeps over keys")
struct SweptDesignsTests {
  private static let path = ReportFixture.project.appendingPathComponent("specs/iris.yaml").path

  private func make(_ settings: SpecSettings) throws -> ChipDesign {
    try NetworkFamilies.standard.chip(specAt: Self.path, settings: settings)
  }

  private func swept(_ sweeps: [String], _ settings: String...) throws -> SweptDesigns {
    let settings = SpecSettings(settings)
    let base = try make(settings)
    return try SweptDesigns(
      sweeps.map { try KeySweep(parsing: $0) }, settings: settings, base: base,
      data: DataSets.load(DataRequest(spec: base.spec)), make: make)
  }

  /// Labels of what is trained, and the trials.
  private func curves(_ swept: SweptDesigns) throws -> (trained: [String], curves: [KeyCurveTrials]) {
    func result(_ design: ChipDesign, _ data: Dataset, _ accuracy: Double) -> ChipTraining.Result {
      ChipTraining.Result(
        parameters: BiasedConductances(zeroOf: design.resistive, hasBiases: false),
        summary: TrainingSummary(data: data, history: [], testAccuracy: accuracy))
    }
    let base = try make(SpecSettings())
    var labels: [String] = []
    let curves = try swept.curves(
      trained: result(base, try DataSets.load(DataRequest(spec: base.spec)), 0.5)
    ) { one in
      labels.append(one.label)
      return result(one.design, one.data, 0.5 + 0.1 * Double(labels.count))
    }
    return (labels, curves)
  }

  @Test("what software does not know of is not trained anew, and what it knows of is trained once")
  func trainings() throws {
    let (labels, curves) = try curves(
      swept([
        "mapping.tile.rows=4,8,64", "network.hidden[0].units=8,10,12", "training.epochs=7,100",
        "prediction.imperfections.d2d=10 %,20 %", "network.hidden=[{ units: 8 }],[{ units: 9 }]", "seed=3,4",
      ]))
    // Ten neurons, a hundred epochs and seed 3 are the spec's own.
    #expect(
      labels == [
        "network.hidden[0].units: 8", "network.hidden[0].units: 12", "training.epochs: 7",
        "network.hidden: [{ units: 8 }]", "network.hidden: [{ units: 9 }]", "seed: 4",
      ], "\(labels)")
    #expect(curves.map(\.points.count) == [3, 3, 2, 2, 2, 2])
    let accuracies = curves[1].points.map { $0.trials.facts.softwareAccuracy }
    #expect(accuracies == [0.6, 0.5, 0.7])
    let chips = try curves[0].points.map { try $0.trials.trial(.program, replacing: [:]).fingerprint }
    #expect(Set(chips).count == 3)
    #expect(curves[0].unit?.isEmpty == true && curves[3].unit == "%" && curves[4].unit == nil)
    // Values of two sweeps that make the same training share it.
    let twice = try self.curves(swept(["training.epochs=7,8", "training.batch=2,3"], "training.epochs=7"))
    #expect(twice.trained.count == 3, "\(twice.trained)")
  }

  @Test("chips that learn from random weights need no training, and those that are written then do")
  func needed() throws {
    let (labels, _) = try curves(
      swept(
        ["prediction.in-situ.start=scratch,programmed"], "prediction.mode=in-situ",
        "prediction.in-situ.start=scratch"))
    #expect(labels == ["prediction.in-situ.start: programmed"])
  }

  @Test("everything that is wrong with any value is told at once, each once, where it is written")
  func wrong() throws {
    let error = #expect(throws: DiagnosticsError.self) {
      try swept([
        "mapping.tile.rowz=4,8", "network.hidden[0].units=8,none, 0", "network.bias=0.2 V,0.3 V",
        "data.path=\(ReportFixture.project.path)/specs/data/iris.csv,nowhere.csv",
        "netlist.wires=none,lumped",
        "network.hidden[7].units=3,4", "seed.x=1,2", "network.family=resistive,hopfield",
      ])
    }
    let found = error?.diagnostics ?? []
    let places = found.map { diagnostic in
      "\(diagnostic.code) \(diagnostic.location.map { "\($0.file):\($0.line):\($0.column)" } ?? "")"
    }
    #expect(
      places.prefix(3).elementsEqual([
        "GD0202 --sweep:1:14", "GD0204 --sweep network.hidden[0].units:1:3",
        "GD0205 --sweep network.hidden[0].units:1:9",
      ]), "\(places)")
    for place in [
      "GD0493 --sweep netlist.wires:1:1", "GD0292 --sweep:6:16", "GD0293 --sweep:7:6",
      "GD0233 --sweep network.family:1:11",
    ] { #expect(places.contains(place), "\(place) is not in \(places)") }
    #expect(places.contains { $0.hasPrefix("GD06") && $0.contains("--sweep data.path") }, "\(places)")
    #expect(Set(places).count == places.count && found.allSatisfy { $0.severity == .error })
    // What they point into is there.
    let sources = KeySweep.sources([try KeySweep(parsing: "mapping.tile.rowz=4,8")])
    #expect(sources.map(\.path) == ["--sweep mapping.tile.rowz", "--sweep"])
  }

  @Test("a fault of the spec that a value brings about says which value")
  func elsewhere() throws {
    let error = #expect(throws: DiagnosticsError.self) { try swept(["training.engine=exact,fast"]) }
    let first = try #require(error?.diagnostics.first)
    #expect(first.code == "GD0413" && first.location?.file == Self.path)
    #expect(first.notes.first?.message == "with training.engine: fast", "\(first)")
    // One that is there without the sweep is not said of a value: the devices of this spec have no linear operators.
    let own = #expect(throws: DiagnosticsError.self) {
      try swept(["mapping.tile.rows=4,8"], "prediction.parasitics=effective")
    }
    #expect(own?.diagnostics.map(\.code) == ["GD0445"] && own?.diagnostics.first?.notes.isEmpty == true)
  }
}
