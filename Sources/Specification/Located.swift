import Diagnostics

/// A value with the place it was written at, for diagnostics of later passes.
public struct Located<Value: Sendable>: Sendable {
  /// The value.
  public var value: Value
  /// Where it stands in the spec; for a default, the place of the mapping that lacks the key.
  public var location: SourceLocation

  /// Makes a located value.
  public init(_ value: Value, at location: SourceLocation) {
    (self.value, self.location) = (value, location)
  }
}

/// Located values are equal when their values are; the places do not count.
extension Located: Equatable where Value: Equatable {
  public static func == (a: Self, b: Self) -> Bool { a.value == b.value }
}
