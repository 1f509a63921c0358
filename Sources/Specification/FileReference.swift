import Diagnostics

/// A place where a file names another one: by its path, or by a name that a library folder of the user's has.
package struct FileReference: Sendable, Hashable {
  /// Where the name stands.
  package var place: SourceLocation
  /// As it is written.
  package var text: String
  /// The path it means, as files of the technology are called.
  package var path: String

  /// Makes a reference.
  package init(place: SourceLocation, text: String, path: String) {
    (self.place, self.text, self.path) = (place, text, path)
  }
}
