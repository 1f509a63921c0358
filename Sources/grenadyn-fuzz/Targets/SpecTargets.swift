import Designs
import Diagnostics
import Families
import Foundation
import Mapping
import Quantities
import Reports
import Specification

extension FuzzTarget {
  /// Specs.
  static let specTargets = [
    FuzzTarget(
      name: "spec", summary: "a spec of any family, written and read back", isText: true, seeds: specSeeds,
      reader: { scratch in
        let path = scratch.file("spec.yaml").path
        let folder = scratch.url.path
        return { bytes in
          func readBack(_ loaded: some LoadedDesign) throws {
            let spec = loaded.design.spec
            let text = spec.resolvedYAML(in: folder)
            let again = try spec.reread(text, file: path)
            precondition(again == spec, "the resolved spec reads back as another")
          }
          try readBack(NetworkFamilies.standard.load(SpecTree(SourceFile(path: path, bytes: bytes))))
        }
      }),
    FuzzTarget(
      name: "design", summary: "a spec up to the mapped chip and its network", isText: true, seeds: specSeeds,
      reader: { scratch in
        return { bytes in
          func take<Network: FamilyNetwork>(_ design: FamilyDesign<Network>) throws {
            let (network, _) = try Network.network(of: design.spec)
            // What is large is allowed to take its time.
            guard network.leastMemory(design.spec, samples: 1) <= 500_000 else { throw Refusal() }
            try RegisteredNames.check(design.spec, of: Network.self)
            _ = design.spec.settings
            _ = try SpecDescription(design.spec, network: network)
            _ = try design.chip()
          }
          func opened(_ loaded: some LoadedDesign) throws { try take(loaded.design) }
          try opened(NetworkFamilies.standard.load(path: scratch.write(bytes, "spec.yaml").path))
        }
      }),
    FuzzTarget(
      name: "quantity", summary: "a number with a unit", isText: true,
      seeds: { _ in
        [
          "0.9 V", "100 kΩ", "40uS", "4 mm^2", "27 °C", "85 %", "10 years", "1.1 eV", "1e-9 F/m", "-3 mV",
          "0.1 mS^2/V^2", "1,000 V", "1_000 V", "12 h",
        ].map { Array($0.utf8) }
      },
      reader: { _ in
        return { bytes in
          let text = String(decoding: bytes, as: UTF8.self)
          var accepted = 0
          func read<D: Quantities.Dimension>(_: D.Type) {
            do throws(QuantityError) {
              let value = try Quantity<D>.parse(text)
              let again = try Quantity<D>.parse(value.exactText)
              precondition(again == value, "\(text) → \(value.exactText) → \(again.exactText)")
              accepted += 1
            } catch {
              precondition(!error.problem.isEmpty && !error.expected.isEmpty)
            }
          }
          read(VoltageDimension.self)
          read(ConductanceDimension.self)
          read(DurationDimension.self)
          read(TemperatureDimension.self)
          read(RatioDimension.self)
          read(AreaDimension.self)
          read(EnergyDimension.self)
          if accepted == 0 { throw Refusal() }
        }
      }),
  ]

  /// The project's specs, and those that were written with every default.
  @Sendable static func specSeeds(_ project: URL) throws -> [[UInt8]] {
    let folders = ["specs", "generated"].map { project.appendingPathComponent($0) }
    let files = try folders.flatMap { try $0.files(".yaml") }.filter { !$0.path.contains("/silicon/") }
    return try files.map { try $0.bytes } + [Array(ChipSpec.starter.utf8)]
  }
}

extension Spec {
  /// A text read as a spec of the same family.
  fileprivate func reread(_ text: String, file: String) throws -> Spec {
    try Self.parse(text, file: file).spec
  }
}
