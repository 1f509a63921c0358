import Quantities

/// One rule of what may be drawn: its name in the foundry's own manual, the layers it looks at and the least that it allows.
package struct LayoutRule: Sendable, Equatable {
  /// What is measured.
  package enum Kind: String, Sendable, CaseIterable {
    /// Least width of a shape.
    case width
    /// Least distance of two shapes of the layer, and of two edges of one shape.
    case spacing
    /// Least distance of a shape wider than ``LayoutRule/beyond`` to others of the layer.
    case wideSpacing = "wide-spacing"
    /// Least distance to shapes of the other layer, where they do not overlap.
    case separation
    /// The other layer covers the shape and goes so far past it on all sides.
    case enclosure
    /// The other layer goes so far past the shape on one of two adjacent sides.
    case sideEnclosure = "side-enclosure"
    /// Where the layer crosses an edge of the other one, it goes so far past it.
    case overhang
    /// Shapes are squares of this edge.
    case square
    /// Least area of a shape.
    case area
    /// Least area of a hole in a shape.
    case holeArea = "hole-area"
    /// Shapes of the two layers have nothing in common.
    case exclusion

    /// Whether it measures between two layers.
    package var hasOther: Bool {
      switch self {
      case .separation, .enclosure, .sideEnclosure, .overhang, .exclusion: true
      case .width, .spacing, .wideSpacing, .square, .area, .holeArea: false
      }
    }
    /// What it is measured in.
    package var measure: Measure {
      switch self {
      case .area, .holeArea: .area
      case .exclusion: .none
      default: .length
      }
    }
  }
  /// What a rule's figure is.
  package enum Measure: Sendable { case length, area, none }
  /// A rule's figure.
  package enum Limit: Sendable, Equatable {
    /// In one direction.
    case length(Cited<Length>)
    /// Of a shape.
    case area(Cited<Area>)
    /// Nothing is measured; where the rule stands.
    case presence(Provenance, note: String?)

    /// Where the figure is from.
    package var provenance: Provenance {
      switch self {
      case .length(let value): value.provenance
      case .area(let value): value.provenance
      case .presence(let provenance, _): provenance
      }
    }
  }

  /// Name in the foundry's manual: `m1.2`.
  package var name: String
  /// What is measured.
  package var kind: Kind
  /// The layer, drawn or derived.
  package var layer: String
  /// The other layer of a rule between two.
  package var other: String?
  /// The figure.
  package var limit: Limit
  /// From which width on a wide-spacing counts.
  package var beyond: Cited<Length>?

  /// The figure of a rule that measures a length.
  package var length: Length? {
    if case .length(let value) = limit { return value.value }
    return nil
  }
}
