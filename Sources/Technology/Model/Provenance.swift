/// Where a constant comes from.
package enum Provenance: Sendable, Hashable {
  /// Published: the key of the library's source list, and the reference in full.
  case citation(key: String, reference: String)
  /// Ours: why this value was assumed. Reports that use it say so.
  case assumption(String)

  /// Whether the value is ours and not a published one.
  package var isAssumption: Bool {
    if case .assumption = self { return true }
    return false
  }
}

/// A constant with its origin.
package struct Cited<Value: Sendable>: Sendable {
  /// The constant.
  package var value: Value
  /// Where it comes from.
  package var provenance: Provenance
  /// Which table or rule of the source is meant, or how the value follows from it; nil = nothing to add.
  package var note: String?

  /// Makes a constant.
  package init(_ value: Value, _ provenance: Provenance, note: String? = nil) {
    (self.value, self.provenance, self.note) = (value, provenance, note)
  }
}

extension Cited: Equatable where Value: Equatable {}
extension Cited: Hashable where Value: Hashable {}
