import Quantities

/// What may be drawn in a process: its layers by their numbers in a stream, and the rules of each.
///
/// ```swift
/// let rules = try library.layoutRules(for: technology.process.name)
/// rules.least(.width, "met1")  // 0.14 um
/// ```
package struct LayoutRules: Sendable, Equatable {
  /// Name of the process, which is that of the file.
  package var name: String
  /// One sentence.
  package var summary: String
  /// All coordinates are multiples of it.
  package var grid: Cited<Length>
  /// What is drawn, lowest first.
  package var layers: [DrawnLayer]
  /// Layers made of others, for rules alone.
  package var derived: [DerivedLayer]
  /// The layers of a memristor between two metals; nil = the process has none.
  package var memristor: MemristorStack?
  /// The rules, in the order of the file.
  package var rules: [LayoutRule]

  /// The layer of a name.
  package func layer(_ name: String) -> DrawnLayer? { layers.first { $0.name == name } }

  /// The largest figure of the rules of a kind between two layers, or of one; zero where there is none.
  package func least(_ kind: LayoutRule.Kind, _ layer: String, _ other: String? = nil) -> Length {
    rules.reduce(.zero) { largest, rule in
      guard rule.kind == kind, rule.layer == layer, rule.other == other, let length = rule.length else {
        return largest
      }
      return max(largest, length)
    }
  }
}

/// A layer as it stands in a stream and as it is shown.
package struct DrawnLayer: Sendable, Equatable {
  /// Name in the rules: `met1`.
  package var name: String
  /// What it is.
  package var title: String
  /// Number in a stream.
  package var number: Int
  /// Datatype of what is drawn.
  package var datatype: Int
  /// Datatype of pins; nil = none are on it.
  package var pin: Int?
  /// Text type of names; nil = none are on it.
  package var label: Int?
  /// `#rrggbb`, in pictures.
  package var color: String
}

/// A layer made of others: what of one lies in all of some and in none of others.
package struct DerivedLayer: Sendable, Equatable {
  /// Its name.
  package var name: String
  /// What is cut.
  package var of: String
  /// What it must lie in.
  package var and: [String]
  /// What is taken away.
  package var not: [String]
}

/// The layers of a memristor at the crossing of two wires.
package struct MemristorStack: Sendable, Equatable {
  /// What marks the memristor.
  package var layer: String
  /// The contact drawn in its middle.
  package var via: String
  /// The metal below it.
  package var bottom: String
  /// The metal above it.
  package var top: String
}
