import Foundation

/// Why something could not be written.
package struct OutputFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// What happened.
  package let description: String
  /// Whether the user asked for the wrong place, rather than the system refusing.
  package let isUsage: Bool
  /// The code of its message.
  package let code: String

  /// Makes a failure.
  package init(description: String, isUsage: Bool = false, code: String = "GD0901") {
    (self.description, self.isUsage, self.code) = (description, isUsage, code)
  }

  /// "cannot write a/b: No space left on device".
  /// - Parameter error: the system's number, which must be taken at once after the call that failed.
  package init(cannot verb: String, _ path: String, _ error: Int32) {
    self.init(description: "cannot \(verb) \(path): \(String(cString: strerror(error)))")
  }
}
