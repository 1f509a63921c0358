import Foundation

/// Why something could not be written.
public struct OutputFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// What happened.
  public let description: String
  /// Whether the user asked for the wrong place, rather than the system refusing.
  public let isUsage: Bool
  /// The code of its message.
  public let code: String

  /// Makes a failure.
  public init(description: String, isUsage: Bool = false, code: String = "GD0901") {
    (self.description, self.isUsage, self.code) = (description, isUsage, code)
  }

  /// "cannot write a/b: No space left on device".
  /// - Parameter error: the system's number, which must be taken at once after the call that failed.
  public init(cannot verb: String, _ path: String, _ error: Int32) {
    self.init(description: "cannot \(verb) \(path): \(String(cString: strerror(error)))")
  }
}
