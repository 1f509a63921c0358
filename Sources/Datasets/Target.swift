import Specification

/// What a sample is to be answered with. A sequence, and a target that a network makes itself, would be further cases.
package enum Target: Sendable, Equatable {
  /// A class, from 0.
  case label(Int)
  /// Numbers, one an output value, scaled so that those of the training samples lie about −1…1.
  case vector([Double])

  /// Its kind.
  package var kind: TargetKind {
    switch self {
    case .label: .label
    case .vector: .vector
    }
  }
}

extension Target: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// A class.
  package init(integerLiteral label: Int) { self = .label(label) }
  /// Numbers.
  package init(arrayLiteral values: Double...) { self = .vector(values) }
}
