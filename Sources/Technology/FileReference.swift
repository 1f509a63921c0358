import Diagnostics

/// A place where a file of a technology names another file by its path.
public struct FileReference: Sendable, Hashable {
  /// Where the name stands.
  public var place: SourceLocation
  /// As it is written.
  public var text: String
  /// The path it means, as files of the technology are called.
  public var path: String
}
