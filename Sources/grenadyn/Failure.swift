import ArgumentParser
import Diagnostics
import Files
import Foundation
import Reports

/// How a command ends when it does not end well: what is printed, and the exit code.
enum Failure {
  /// A check failed.
  static let checkFailed: Int32 = 1
  /// Bad usage or a bad spec.
  static let badInput: Int32 = 2
  /// The environment lacks something.
  static let environment: Int32 = 3
  /// A fault of the program.
  static let internalError: Int32 = 70

  /// Prints an error to where it belongs and returns the exit code. What is printed for people goes to standard error; where
  /// the command line asks for JSON, the diagnostics go to standard output too (`grenadyn schema --output diagnostics`).
  static func report(_ error: any Error) -> Int32 {
    if let code = error as? ExitCode { return code.rawValue }
    guard let (diagnostics, code) = diagnostics(of: error) else { return reportUsage(error) }
    Terminal.print(diagnostics)
    printJSON(diagnostics)
    return code
  }

  private static func diagnostics(of error: any Error) -> ([Diagnostic], Int32)? {
    switch error {
    case let error as DiagnosticsError: return (error.diagnostics, code(error.diagnostics))
    case let diagnostic as Diagnostic: return ([diagnostic], code([diagnostic]))
    case let failure as OutputFailure:
      return (
        [Diagnostic(.error, failure.code, failure.description)], failure.isUsage ? badInput : environment
      )
    case let failure as CocoaError:
      // Foundation's file operations: a full disk, a missing permission.
      let place = (failure.userInfo[NSFilePathErrorKey] as? String).map { "\($0): " } ?? ""
      return ([Diagnostic(.error, "GD0901", place + failure.systemReason)], environment)
    default: return nil
    }
  }

  /// Nothing was printed yet, or it was a whole result that a check failed of, which ends by an exit code alone.
  private static func printJSON(_ diagnostics: [Diagnostic]) {
    guard Terminal.isJSONAsked else { return }
    try? Terminal.result(Diagnostic.jsonDocument(diagnostics))
  }

  /// Help and version requests succeed; everything the argument parser rejects is bad usage.
  private static func reportUsage(_ error: any Error) -> Int32 {
    let exitCode = Grenadyn.exitCode(for: error)
    let text = Grenadyn.fullMessage(for: error)
    if exitCode == .success {
      do { try Terminal.result(text + "\n") } catch { return report(error) }
      return 0
    }
    Terminal.note(text)
    printJSON([Diagnostic(.error, "GD0294", Grenadyn.message(for: error))])
    return exitCode == .validationFailure ? badInput : internalError
  }

  private static func code(_ diagnostics: [Diagnostic]) -> Int32 {
    diagnostics.contains(where: ExplanationCatalogue().isOfEnvironment) ? environment : badInput
  }
}
