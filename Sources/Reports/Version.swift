/// The version of the program, as written into everything it makes.
package enum Version {
  /// Semantic version.
  package static let current = "0.1.0"
  /// Name and version.
  package static let generator = "grenadyn \(current)"
}
