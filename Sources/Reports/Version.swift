/// The version of the program, as written into everything it makes.
public enum Version {
  /// Semantic version.
  public static let current = "0.1.0"
  /// Name and version.
  public static let generator = "grenadyn \(current)"
}
