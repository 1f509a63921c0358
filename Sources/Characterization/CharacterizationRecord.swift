import Circuits
import Diagnostics
import Foundation
import Quantities
import Specification

/// What was simulated of a circuit: the figures, and everything that they depend on.
package struct CharacterizationRecord: Codable, Sendable, Equatable {
  /// Name of the circuit, of the process, and of the Python package with the process's models with its version.
  package var circuit, process, models: String
  /// The simulator with its version.
  package var simulator: String
  /// The day, as year-month-day.
  package var date: String
  /// Supply, volts; bias, amperes; load, ohms.
  package var supply, bias, load: Double
  /// Seed of the draws of mismatch.
  package var seed: Int
  /// Bench by bench, and of each the corners.
  package var figures: [BenchFigures]

  /// Makes a record.
  package init(
    circuit: String, process: String, models: String, simulator: String, date: String,
    conditions: CircuitConditions, seed: Int, figures: [BenchFigures]
  ) {
    (self.circuit, self.process, self.models, self.simulator) = (circuit, process, models, simulator)
    (self.date, self.seed, self.figures) = (date, seed, figures)
    (supply, bias, load) = (conditions.supply.si, conditions.bias.si, conditions.load.si)
  }

  /// What it was made for.
  package var conditions: CircuitConditions {
    CircuitConditions(
      supply: Voltage(si: supply), bias: Current(si: bias), load: Resistance(si: load))
  }
}

// As a file.
extension CharacterizationRecord {
  /// The record as YAML.
  package var yaml: String {
    var benches: [(String, [(String, YAMLNode)])] = []
    for figures in figures {
      let values = YAMLNode.map(figures.named.map { ($0.name, .plain(Self.text($0.value))) })
      if let place = benches.firstIndex(where: { $0.0 == figures.bench }) {
        benches[place].1.append((figures.corner, values))
      } else {
        benches.append((figures.bench, [(figures.corner, values)]))
      }
    }
    let node = YAMLNode.map([
      ("circuit", .text(circuit)), ("process", .text(process)), ("models", .text(models)),
      ("simulator", .text(simulator)), ("date", .text(date)), ("supply", .plain(Self.text(supply))),
      ("bias", .plain(Self.text(bias))), ("load", .plain(Self.text(load))),
      ("seed", .plain(String(seed))), ("figures", .map(benches.map { ($0.0, .map($0.1)) })),
    ])
    return "# Written by `grenadyn characterize`, in SI units: what every bench measured in every corner.\n"
      + node.yamlText + "\n"
  }

  /// Six digits: more than models are good for, fewer than those in which machines differ.
  private static func text(_ value: Double) -> String { String(format: "%.6g", value) }

  /// Reads a record's file.
  /// - Throws: what is wrong with it, by place.
  package init(_ source: SourceFile) throws(DiagnosticsError) {
    var context = DecodingContext()
    let node: YAMLNode
    do { node = try YAMLNode.parse(source, collector: &context.collector) } catch {
      throw DiagnosticsError([error])
    }
    guard let record = Self.schema.decode(node, &context), !context.collector.hasErrors else {
      throw DiagnosticsError(context.collector.sorted())
    }
    self = record
  }

  /// The keys of a file.
  package static var schema: Schema<CharacterizationRecord> {
    let name = Schema<String>.line(example: "row-driver")
    let values = Schema<[(key: Located<String>, value: Double)]>.map(of: .number())
    let corners = Schema<[(key: Located<String>, value: [(key: Located<String>, value: Double)])]>.map(
      of: values)
    return .object(
      "characterization",
      Field("circuit", name, "Name of the circuit."), Field("process", name, "Name of the process."),
      Field("models", name, "Where the transistors' models come from, with the version."),
      Field("simulator", name, "The simulator, with its version."),
      Field("date", .string(example: "\"2026-12-01\""), "The day."),
      Field("supply", .number(), "V"), Field("bias", .number(), "A"), Field("load", .number(), "Ohm"),
      Field("seed", .integer(in: 1...2_147_483_647), "Of the draws of mismatch."),
      Field("figures", .map(of: corners), "Of every bench and corner, in SI units.")
    ) { circuit, process, models, simulator, date, supply, bias, load, seed, benches in
      CharacterizationRecord(
        circuit: circuit, process: process, models: models, simulator: simulator, date: date,
        conditions: CircuitConditions(
          supply: Voltage(si: supply), bias: Current(si: bias), load: Resistance(si: load)), seed: seed,
        figures: benches.flatMap { bench in
          bench.value.map { corner in
            BenchFigures(
              bench: bench.key.value, corner: corner.key.value,
              named: Dictionary(corner.value.map { ($0.key.value, $0.value) }) { first, _ in first })
          }
        })
    }
  }
}
