/// The dialects there are.
public enum DialectRegistry {
  /// One entry a dialect, in the order of `grenadyn list dialects`.
  public static let all: [any Dialect] = [Ngspice(), Vacask(), Spectre(), Hspice(), Xyce()]

  /// The dialect of a name.
  public static func named(_ name: String) -> (any Dialect)? { all.first { $0.name == name } }
}
