import Quantities

/// What a figure rests on.
package struct Ground: Sendable, Hashable, Codable {
  /// Where a figure can come from.
  package enum Kind: String, Sendable, Codable {
    /// A publication.
    case citation
    /// Ours: labelled so wherever the figure is shown.
    case assumption
    /// The embedded simulator.
    case simulation
    /// The mapped chip: counted or measured on its floorplan.
    case chip
  }
  /// Kind of origin.
  package var kind: Kind
  /// Which figure is meant: `driver-area`.
  package var figure: String
  /// Reference in full, reason of the assumption, or what was simulated or counted.
  package var text: String
  /// Key and reference of a citation, and what of it is meant: the text in its parts, not in JSON.
  package var citation: Citation?

  /// A publication and what of it is meant.
  package struct Citation: Sendable, Hashable, Codable {
    /// Its key in the list of sources.
    package var key: String
    /// The reference in full.
    package var reference: String
    /// Which table is meant, or how the figure follows.
    package var note: String?
  }

  private enum CodingKeys: String, CodingKey { case kind, figure, text }

  /// Makes a ground.
  package init(_ kind: Kind, figure: String, _ text: String, citation: Citation? = nil) {
    (self.kind, self.figure, self.text, self.citation) = (kind, figure, text, citation)
  }
}

/// One line of a bill: an amount, how it was reckoned, what it rests on, and the lines it is the sum of.
///
/// ```swift
/// let array: Cost<AreaDimension> = .part("array", "cell array", area, count: 4096, formula: "cells × width × height")
/// let core: Cost<AreaDimension> = .sum("core", "core", [array, drivers])
/// ```
package struct Cost<D: Dimension>: Sendable, Equatable {
  /// Stable lower-case name, unique among its siblings: `drivers`.
  package let id: String
  /// What it is, for people.
  package let title: String
  /// How much.
  package let amount: Quantity<D>
  /// Error bar: the truth is expected between these. Bounds of a sum are the sums of its parts' bounds, since errors of one
  /// technology go together.
  package let low, high: Quantity<D>
  /// How many of them there are; nil when they cannot be counted.
  package let count: Double?
  /// How the amount follows: `½ C V² × transitions`; nil for a sum.
  package let formula: String?
  /// What it rests on; empty for a sum, whose parts say it.
  package let grounds: [Ground]
  /// What it is the sum of; empty for a line that is reckoned as a whole.
  package let parts: [Cost<D>]

  /// A line that is reckoned as a whole.
  /// - Parameter uncertainty: f ≥ 1: the truth is expected between amount/f and amount·f.
  package static func part(
    _ id: String, _ title: String, _ amount: Quantity<D>, uncertainty: Double = 1, count: Double? = nil,
    formula: String? = nil, grounds: [Ground] = []
  ) -> Self {
    Self(
      id: id, title: title, amount: amount, low: amount / uncertainty, high: amount * uncertainty,
      count: count,
      formula: formula, grounds: grounds, parts: [])
  }

  /// The sum of some lines.
  package static func sum(_ id: String, _ title: String, _ parts: [Cost<D>]) -> Self {
    Self(
      id: id, title: title, amount: parts.reduce(.zero) { $0 + $1.amount },
      low: parts.reduce(.zero) { $0 + $1.low }, high: parts.reduce(.zero) { $0 + $1.high }, count: nil,
      formula: nil, grounds: [], parts: parts)
  }

  /// The line as often as a share of the examples has it.
  /// - Parameter ground: which share, and why.
  package func times(_ share: Double, _ ground: Ground) -> Self {
    Self(
      id: id, title: title, amount: share * amount, low: share * low, high: share * high,
      count: count.map { share * $0 },
      formula: formula.map { "\($0) × \(Ratio(si: share).formatted(digits: 3))" },
      grounds: formula == nil ? grounds : grounds + [ground], parts: parts.map { $0.times(share, ground) })
  }

  /// The part of an id, by way of the ids of what it is in: `cost["array", "cells"]`; nil if there is none.
  package subscript(path: String...) -> Cost<D>? {
    path.reduce(self) { cost, id in cost?.parts.first { $0.id == id } }
  }
}

extension Cost: Encodable {
  private enum Key: String, CodingKey {
    case id, title, value, unit, low, high, count, formula, grounds, parts
  }

  /// `value`, `low` and `high` in the coherent SI unit `unit`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(title, forKey: .title)
    try container.encode(amount.si, forKey: .value)
    try container.encode(D.unit, forKey: .unit)
    try container.encode(low.si, forKey: .low)
    try container.encode(high.si, forKey: .high)
    try container.encodeIfPresent(count, forKey: .count)
    try container.encodeIfPresent(formula, forKey: .formula)
    if !grounds.isEmpty { try container.encode(grounds, forKey: .grounds) }
    if !parts.isEmpty { try container.encode(parts, forKey: .parts) }
  }
}
