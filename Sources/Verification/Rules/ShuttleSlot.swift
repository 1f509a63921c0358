import Diagnostics
import Foundation
import Quantities
import Specification

/// A slot of a shuttle that a chip may have to fit.
package struct ShuttleSlot: Sendable, Equatable {
  /// Name in specs.
  package let name: String
  /// One sentence.
  package let summary: String
  /// Size.
  package let width, height: Length
  /// Pads that a design may use; nil = not stated.
  package let pads: Int?
  /// Where the figures are from.
  package let source: String

  /// Code of the message about a slot that is not known.
  package static let unknownCode = "GD1141"

  /// Every known slot, read from the program's own file.
  package static func all() throws(DiagnosticsError) -> [ShuttleSlot] {
    let path = Bundle.module.bundleURL.appendingPathComponent("Resources/slots.yaml").path
    return try schema.load(path: path).value
  }

  /// The slot of a name.
  /// - Throws: GD1141 for an unknown one, with the nearest known name.
  package static func named(_ name: Located<String>) throws(DiagnosticsError) -> ShuttleSlot {
    let all = try all()
    if let slot = all.first(where: { $0.name == name.value }) { return slot }
    throw DiagnosticsError([
      NameSuggestion.unknown("slot", name, known: all.map(\.name), code: unknownCode)
    ])
  }

  private struct Entry: Sendable {
    var summary: String, width: Length, height: Length, pads: Int?, source: String
  }

  private static var schema: Schema<[ShuttleSlot]> {
    let entry = Schema<Entry>.object(
      "slot",
      Field("summary", .string(example: "a slot"), "One sentence."),
      Field("width", .quantity(LengthDimension.self, in: .positive), "Width."),
      Field("height", .quantity(LengthDimension.self, in: .positive), "Height."),
      Field.optional("pads", .integer(in: 1...10_000), "Pads that a design may use."),
      Field("source", .string(example: "a data sheet"), "Where the figures are from.")
    ) { Entry(summary: $0, width: $1, height: $2, pads: $3, source: $4) }
    return Schema<[(key: Located<String>, value: Entry)]>.map(of: entry).map { entries in
      entries.map {
        ShuttleSlot(
          name: $0.key.value, summary: $0.value.summary, width: $0.value.width, height: $0.value.height,
          pads: $0.value.pads, source: $0.value.source)
      }
    }
  }
}
