import Diagnostics
import Foundation
import Mapping
import Networks
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
          switch try Spec.load(SourceFile(path: path, bytes: bytes)).spec {
          case .chip(let spec):
            let again = try ChipSpec.parse(spec.resolvedYAML(in: folder), file: path)
            precondition(again.spec == spec, "the resolved spec reads back as another")
          case .hopfield(let spec):
            let text = Array(spec.resolvedYAML(in: folder).utf8)
            let again = try Spec.load(SourceFile(path: path, bytes: text))
            precondition(again.spec == .hopfield(spec), "the resolved spec reads back as another")
          }
        }
      }),
    FuzzTarget(
      name: "design", summary: "a spec up to the mapped chip and its network", isText: true, seeds: specSeeds,
      reader: { scratch in
        return { bytes in
          let path = scratch.write(bytes, "spec.yaml").path
          switch try Spec.load(path: path).spec {
          case .chip(let spec):
            // What is large is allowed to take its time.
            guard size(of: spec) <= 20_000 else { throw Refusal() }
            let design = try ChipDesign(specAt: path)
            try RegisteredNames.check(design.spec)
            _ = design.spec.settings
            _ = try SpecDescription(design.spec, technology: design.technology)
          case .hopfield(let spec):
            try RegisteredNames.check(spec)
            _ = try SpecDescription(spec)
          }
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

  /// Devices of the largest connection, as far as it can be told without overflow.
  private static func size(of spec: ChipSpec) -> Double {
    let network = spec.network
    let units =
      [network.input.shape.value.reduce(1.0) { $0 * Double($1) }]
      + network.hidden.map { Double($0.value.units) } + [Double(network.output.classes.value)]
    return zip(units, units.dropFirst()).map { 4 * $0 * $1 }.reduce(0, +)
  }
}
