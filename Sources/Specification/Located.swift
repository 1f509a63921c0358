import Diagnostics

/// A value with the place it was written at, for diagnostics of later passes.
package struct Located<Value: Sendable>: Sendable {
  /// The value.
  package var value: Value
  /// Where it stands in the spec; for a default, the place of the mapping that lacks the key.
  package var location: SourceLocation

  /// Makes a located value.
  package init(_ value: Value, at location: SourceLocation) {
    (self.value, self.location) = (value, location)
  }
}

/// Located values are equal when their values are; the places do not count.
extension Located: Equatable where Value: Equatable {
  package static func == (a: Self, b: Self) -> Bool { a.value == b.value }
}
