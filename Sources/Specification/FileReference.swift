import Diagnostics

/// A place where a file names another one: by its path, or by a name that a library folder of the user's has.
public struct FileReference: Sendable, Hashable {
  /// Where the name stands.
  public var place: SourceLocation
  /// As it is written.
  public var text: String
  /// The path it means, as files of the technology are called.
  public var path: String

  /// Makes a reference.
  package init(place: SourceLocation, text: String, path: String) {
    (self.place, self.text, self.path) = (place, text, path)
  }
}
